import { printable } from "../core/printable.ts";
import type { ReplacePort } from "../sinks/io/port.ts";
import { fileLabel } from "./file_operand.ts";
import { WriteError } from "./partial_file.ts";
import { UsageError } from "./usage_error.ts";

/** The flags that say where a repaired file goes. */
export interface RepairTarget {
  /** A name of the user's choice. */
  readonly output: string | undefined;
  /** Whether the repaired file takes the damaged one's place. */
  readonly "in-place": boolean;
  /** Whether files of an earlier repair may be overwritten. */
  readonly force: boolean;
}

/** Where a repair writes. */
export interface RepairNames {
  /** The repaired file. */
  readonly output: string;
  /** What was set aside. */
  readonly sidecar: string;
  /** The damaged file, once the repaired one has its name. */
  readonly backup?: string;
}

const EXTENSION = ".jsonl";

/**
 * Gives the names of what a repair writes.
 *
 * @param file The damaged file.
 * @param target What the flags say.
 * @returns The names.
 * @throws {UsageError} Where the flags contradict each other.
 */
export function repairNames(file: string, target: RepairTarget): RepairNames {
  if (target["in-place"]) {
    if (target.output !== undefined) {
      throw new UsageError("Flags --output and --in-place exclude each other");
    }
    return {
      output: file,
      sidecar: `${stem(file)}.set_aside${EXTENSION}`,
      backup: `${stem(file)}.damaged${EXTENSION}`,
    };
  }
  const output = target.output ?? `${stem(file)}.repaired${EXTENSION}`;
  return { output, sidecar: `${stem(output)}.set_aside${EXTENSION}` };
}

function stem(file: string): string {
  return file.endsWith(EXTENSION) ? file.slice(0, -EXTENSION.length) : file;
}

/**
 * Refuses names that are taken.
 *
 * @param file The damaged file.
 * @param names The names.
 * @param options The machine, and whether files may be overwritten.
 * @throws {UsageError} Where one of them is the damaged file, or is taken and must not be.
 * @throws {WriteError} Where the system does not tell.
 */
export function checkNames(
  file: string,
  names: RepairNames,
  { port, force }: { readonly port: ReplacePort; readonly force: boolean },
): void {
  const written = [names.sidecar, names.backup ?? names.output];
  for (const name of written.filter((each) => isTaken(each, port))) {
    if (!force) {
      throw new UsageError(`Cannot write ${printable(name)}: it exists; --force overwrites it`);
    }
    if (isSame(file, name, port)) {
      throw new UsageError(
        `Cannot write ${printable(name)}: it is ${fileLabel(file)}; see --in-place`,
      );
    }
  }
}

function isTaken(name: string, port: ReplacePort): boolean {
  try {
    return port.exists(name);
  } catch (error) {
    throw new WriteError(name, error);
  }
}

function isSame(file: string, other: string, port: ReplacePort): boolean {
  try {
    return port.realPath(file) === port.realPath(other);
  } catch {
    // A symbolic link to nowhere.
    return false;
  }
}
