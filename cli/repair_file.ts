import { nameOf } from "../core/entity.ts";
import { DEFAULT_MAX_LINE_BYTES } from "../core/lines.ts";
import { plain } from "../core/plain.ts";
import { Repair } from "../core/repair.ts";
import type { Made, RepairReport, SetAside } from "../core/repair_output.ts";
import { type RepairPlan, Survey } from "../core/survey.ts";
import { type Validation, Validator } from "../core/validation.ts";
import type { Context } from "./command.ts";
import { type ReadFailure, readFile } from "./inspect_file.ts";
import { PartialFile, WriteError } from "./partial_file.ts";
import { quantity } from "./quantity.ts";
import type { RepairNames } from "./repair_names.ts";

/** An event that a repair made up, moved or gave another number. */
export interface Change {
  /** What was done. */
  readonly made: Exclude<Made, "kept" | "noted">;
  /** The event's type. */
  readonly type: string;
  /** The run that it belongs to. */
  readonly runId: string;
  /** The name of what it starts or finishes, where the event tells it. */
  readonly name?: string;
}

/** A repaired file. */
export interface RepairedFile extends RepairReport {
  /** The repaired file. */
  readonly output: string;
  /** Where the pieces are that were set aside; absent where there are none. */
  readonly sidecar?: string;
  /** The damaged file's name, where the repaired one took its place. */
  readonly backup?: string;
  /** The first changes, at most 100, in order. */
  readonly changes: readonly Change[];
  /** What is found in the repaired file. */
  readonly found: Validation;
}

/** Why a file was not repaired. Nothing was written. */
export type NotRepaired =
  | { readonly why: "unreadable"; readonly error: ReadFailure }
  | { readonly why: "hopeless"; readonly message: string };

/** How a file is repaired. */
export interface RepairFileOptions {
  /** Where the repair writes. */
  readonly names: RepairNames;
  /** Whether files of an earlier repair are overwritten. */
  readonly force: boolean;
  /** The machine. */
  readonly context: Context;
}

const MAX_CHANGES = 100;

/**
 * Repairs a file. The files that it writes get their names only once all of
 * them are whole and the repaired one was found to be sound.
 *
 * @param file The damaged file.
 * @param options Where the repair writes.
 * @returns What was done, or why nothing was.
 * @throws {WriteError} Where a file cannot be written; those that were begun are gone again.
 */
export function repairFile(file: string, options: RepairFileOptions): RepairedFile | NotRepaired {
  const survey = new Survey(DEFAULT_MAX_LINE_BYTES);
  const failure = readFile(file, options.context, (chunk) => survey.push(chunk));
  if (failure !== undefined) return { why: "unreadable", error: failure };
  const plan = survey.end();
  if (plan.events === 0) return { why: "hopeless", message: "it holds no whole event" };
  const files = new RepairFiles(file, options);
  try {
    return rewrite(file, plan, { ...options, files });
  } finally {
    files.discard();
  }
}

function rewrite(
  file: string,
  plan: RepairPlan,
  { files, context, names }: RepairFileOptions & { readonly files: RepairFiles },
): RepairedFile | NotRepaired {
  const changes: Change[] = [];
  const repair = new Repair(plan, {
    write: (bytes) => files.output.write(bytes),
    setAside: (piece) => files.setAside(piece),
    changed: (event, made) => {
      if (made === "noted" || changes.length >= MAX_CHANGES) return;
      const { type, correlation: { runId } } = event;
      const name = nameOf(event);
      changes.push(name === undefined ? { made, type, runId } : { made, type, runId, name });
    },
  }, { maxLineBytes: DEFAULT_MAX_LINE_BYTES, file: baseName(file) });
  const failure = readFile(file, context, (chunk) => repair.push(chunk));
  if (failure !== undefined) return { why: "unreadable", error: failure };
  const report = repair.end();
  files.finish();
  const validator = new Validator();
  const unread = readFile(files.output.partialPath, context, (chunk) => validator.push(chunk));
  if (unread !== undefined) return { why: "unreadable", error: unread };
  const found = validator.end();
  if (found.errors > 0) {
    return { why: "hopeless", message: `${quantity(found.errors, "error")} would be left in it` };
  }
  files.publish();
  const { output, sidecar, backup } = names;
  return {
    output,
    ...(report.pieces === 0 ? {} : { sidecar }),
    ...(backup === undefined ? {} : { backup }),
    ...report,
    changes,
    found,
  };
}

function baseName(file: string): string {
  return file.replace(/^.*[/\\]/, "");
}

const UTF8 = new TextEncoder();

/** The files that a repair writes: all of them, or none. */
class RepairFiles {
  readonly output: PartialFile;
  #sidecar: PartialFile | undefined;
  readonly #file: string;
  readonly #options: RepairFileOptions;
  /** The damaged file's second name, while it has both. */
  #backup: string | undefined;

  constructor(file: string, options: RepairFileOptions) {
    this.#file = file;
    this.#options = options;
    this.output = this.#open(options.names.output);
  }

  setAside({ reason, line, offset, bytes }: SetAside): void {
    this.#sidecar ??= this.#open(this.#options.names.sidecar);
    const record = { line, offset, bytes: bytes.length, reason, base64: plain(bytes) };
    this.#sidecar.write(UTF8.encode(`${JSON.stringify(record)}\n`));
  }

  finish(): void {
    this.#sidecar?.finish();
    this.output.finish();
  }

  publish(): void {
    const { force, names: { backup, sidecar }, context: { port } } = this.#options;
    const over = force ? "replace" : "new";
    this.#sidecar?.publish(over);
    if (this.#sidecar === undefined && force && port.exists(sidecar)) port.unlink(sidecar);
    if (backup === undefined) this.output.publish(over);
    else {
      this.#keepDamaged(backup);
      this.output.publish("replace");
    }
    this.#backup = undefined;
    this.#sidecar?.keep();
    this.output.keep();
  }

  discard(): void {
    this.#sidecar?.discard();
    this.output.discard();
    if (this.#backup === undefined) return;
    try {
      this.#options.context.port.unlink(this.#backup);
    } catch {
      // The damaged file has its own name still.
    }
  }

  /** The damaged file has both names until the repaired one takes the first. */
  #keepDamaged(backup: string): void {
    const { force, context: { port } } = this.#options;
    try {
      if (force && port.exists(backup)) port.unlink(backup);
      port.link(this.#file, backup);
      this.#backup = backup;
    } catch (error) {
      throw new WriteError(backup, error);
    }
  }

  #open(path: string): PartialFile {
    const { force, context: { port } } = this.#options;
    const left = PartialFile.partialPathOf(path);
    // What a repair left that was killed.
    if (force && port.exists(left)) port.unlink(left);
    return new PartialFile(path, { port, like: this.#file });
  }
}
