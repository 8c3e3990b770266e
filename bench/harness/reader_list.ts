import { join } from "node:path";
import type { Findings } from "../contestants/findings.ts";
import type { Runtime } from "./arena.ts";
import type { Contestant } from "./comparison.ts";
import { ROOT } from "./root.ts";
import { findingsOfJq, findingsOfSummary, findingsOfValidation } from "./run_findings.ts";
import { runWhole } from "./whole_process.ts";

/** Whole processes that read an event file to its end. */
export interface Reader {
  readonly name: string;
  readonly role: Contestant["role"];
  /** Which of the shapes it reads. */
  readonly file: string;
  /** Where it is started, if that matters. */
  readonly cwd?: string;
  /** The command line for a path. */
  command(path: string): readonly string[];
  /** What its output says of the events; absent where it says nothing to compare. */
  findings?(output: string): Findings;
  /** Makes it ready, such as by compiling it. */
  prepare?(): Promise<void>;
}

const DENO: readonly string[] = [Deno.execPath(), "run", `--config=${ROOT}/deno.json`];
const CONTESTANTS = `${ROOT}/bench/contestants`;

/** How this package summarises a file. */
export const SUMMARIZE: readonly string[] = [
  ...DENO,
  "-R",
  `${ROOT}/cli/summarize.ts`,
  "--format=json",
];

/** What is read, and by what name it is shown. */
export interface Reading {
  readonly name: string;
  readonly file: string;
  /** Further arguments. */
  readonly flags?: readonly string[];
}

/** `summarize` from the sources. */
export function summarize({ name, file, flags = [] }: Reading): Reader {
  return {
    name,
    role: "ours",
    file,
    command: (path) => [...SUMMARIZE, ...flags, path],
    findings: findingsOfSummary,
  };
}

/** `validate` from the sources. */
export function validate({ name, file, flags = [] }: Reading): Reader {
  const command = [...DENO, "-R", `${ROOT}/cli/validate.ts`, "--format=json", ...flags];
  return {
    name,
    role: "ours",
    file,
    command: (path) => [...command, path],
    findings: findingsOfValidation,
  };
}

/** One of the commands as the npm package has it. */
export function packaged(
  { program, cwd }: Runtime,
  command: "summarize" | "validate",
  { name, file, flags = [] }: Reading,
): Reader {
  const main = join(cwd, "node_modules/@runtrail/runtrail/cli/main.js");
  return {
    name,
    role: "ours",
    file,
    command: (path) => [program, main, command, "--format=json", ...flags, path],
    findings: command === "summarize" ? findingsOfSummary : findingsOfValidation,
  };
}

/** A script with `JSON.parse` and one of `CHECKERS`. */
export function checker(runtime: Runtime, of: string, { name, file }: Reading): Reader {
  return {
    name,
    role: of === "checker" ? "base" : "peer",
    file,
    cwd: runtime.cwd,
    command: (path) => runtime.command("contestants/check_lines.ts", [of, path]),
    findings: typesOf,
  };
}

/** One of `DUCKDB_QUERIES`, on one thread or two. */
export function duckdb(query: string, threads: 1 | 2, { name, file }: Reading): Reader {
  return {
    name,
    role: "peer",
    file,
    command: (path) => [...DENO, "-A", `${CONTESTANTS}/duckdb.ts`, query, path, String(threads)],
    findings: JSON.parse,
  };
}

/** A mode of `simdjson.cpp`, which is compiled into a folder. */
export function simdjson(mode: string, folder: string, { name, file }: Reading): Reader {
  const program = join(folder, "simdjson");
  return {
    name,
    role: "peer",
    file,
    command: (path) => [program, mode, path],
    findings: typesOf,
    prepare: () => compiled(program, folder),
  };
}

const COMPILED = new Map<string, Promise<void>>();

function compiled(program: string, folder: string): Promise<void> {
  let done = COMPILED.get(program);
  if (done === undefined) {
    const flags = ["-O3", "-march=native", "-std=c++17", "-lsimdjson", "-o", program];
    done = runWhole(["g++", `${CONTESTANTS}/simdjson.cpp`, ...flags], { folder })
      .then(async () => void await Deno.stat(program));
    COMPILED.set(program, done);
  }
  return done;
}

/** `summary.jq`, with what never ended or without it. */
export function jqSummary(pair: "paired" | "unpaired", { name, file }: Reading): Reader {
  const program = ["--from-file", `${CONTESTANTS}/summary.jq`];
  const flags = ["--null-input", "--compact-output", "--argjson", "pair"];
  return {
    name,
    role: "peer",
    file,
    command: (path) => ["jq", ...flags, String(pair === "paired"), ...program, path],
    findings: findingsOfJq,
  };
}

/** Counts of types with jq, and nothing else. */
export function jqCounts({ name, file }: Reading): Reader {
  const program = "reduce inputs as $e ({}; setpath([$e.type]; getpath([$e.type]) + 1))";
  return {
    name,
    role: "peer",
    file,
    command: (path) => ["jq", "--null-input", "--compact-output", program, path],
    findings: typesOf,
  };
}

/** What the machine needs to read a file and do nothing. */
export function dd({ name, file }: Reading): Reader {
  return {
    name,
    role: "base",
    file,
    command: (path) => ["dd", `if=${path}`, "of=/dev/null", "bs=512k", "status=none"],
  };
}

function typesOf(output: string): Findings {
  return { types: JSON.parse(output) };
}
