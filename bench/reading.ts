import { join } from "node:path";
import { corpus, reordered } from "./contestants/corpus.ts";
import { ahead, type Comparison, type Contestant } from "./harness/comparison.ts";
import { ROOT } from "./harness/root.ts";
import type { Suite } from "./harness/suite.ts";

/** How long the large file is; slow contestants read a tenth of it. */
const LARGE_BYTES = 1e9;

/** What is said of a file: how many events it has of each type. */
type Types = { readonly [type: string]: number };

/** Whole processes that read an event file to its end. */
interface Reader {
  readonly name: string;
  readonly role: Contestant["role"];
  readonly file: "large" | "small" | "foreign";
  command(path: string): readonly string[];
  /** What its output says of the events; absent where it says nothing to compare. */
  types?(output: string): Types;
}

const DENO = ["deno", "run", `--config=${ROOT}/deno.json`];
const SUMMARIZE = [...DENO, "-R", `${ROOT}/cli/summarize.ts`, "--format=json"];
const OURS = "summarize";
const FOREIGN = "summarize, foreign key order";
const CHECKER = "JSON.parse and checker";
const DUCKDB = "DuckDB, 2 threads";
const SIMDJSON = "simdjson on demand, C++";
const JQ = "jq";

/** How fast event files are validated and summarised. */
export const suite: Suite = {
  name: "reading",
  title: "Reading",
  method:
    `Each sample is a whole process that reads a file of ${LARGE_BYTES / 1e6} MB, slow ones a ` +
    "tenth of it, which was written by the project's own encoder: several hosts work at once, with " +
    "output, retries and failures. What each says of the events is compared with what was " +
    "written, before it counts. DuckDB groups and counts, simdjson parses and counts; neither " +
    "checks the order of events.",
  comparisons({ folder }) {
    const files = new Files(folder);
    const simdjson = join(folder, "simdjson");
    return [
      {
        name: "Reading, one thread",
        unit: "MB per second",
        better: "more",
        contestants: readersOf(simdjson).map((reader) => contestantOf(reader, files, simdjson)),
        demands: DEMANDS,
      },
    ];
  },
};

const DEMANDS: Comparison["demands"] = [
  ahead({
    subject: OURS,
    against: CHECKER,
    bound: 12,
    reason:
      "it checks no order and makes no summary; of ours, the one event in a hundred that the " +
      "compiled scanner leaves to the reference takes a third of the time",
  }),
  ahead({
    subject: OURS,
    against: DUCKDB,
    bound: 2,
    reason: "it has two threads and ours one, and it neither pairs events nor follows numbers",
  }),
  ahead({ subject: OURS, against: SIMDJSON, bound: 1.4 }),
  ahead({
    subject: OURS,
    against: JQ,
    bound: 70,
    reason: "jq only counts types here",
  }),
  ahead({
    subject: FOREIGN,
    against: DUCKDB,
    bound: 1.1,
    reason: "as above, and every key is looked up",
  }),
];

function readersOf(simdjson: string): readonly Reader[] {
  return [
    {
      name: OURS,
      role: "ours",
      file: "large",
      command: (path) => [...SUMMARIZE, path],
      types: typesOfSummary,
    },
    {
      name: FOREIGN,
      role: "ours",
      file: "foreign",
      command: (path) => [...SUMMARIZE, path],
      types: typesOfSummary,
    },
    {
      name: "summarize --no-wasm",
      role: "ours",
      file: "small",
      command: (path) => [...SUMMARIZE, "--no-wasm", path],
      types: typesOfSummary,
    },
    {
      name: CHECKER,
      role: "base",
      file: "small",
      command: (path) => [...DENO, "-R", `${ROOT}/bench/contestants/parse_and_check.ts`, path],
      types: JSON.parse,
    },
    {
      name: DUCKDB,
      role: "peer",
      file: "large",
      command: (path) => [...DENO, "-A", `${ROOT}/bench/contestants/duckdb.ts`, path, "2"],
      types: JSON.parse,
    },
    {
      name: SIMDJSON,
      role: "peer",
      file: "large",
      command: (path) => [simdjson, path],
      types: JSON.parse,
    },
    {
      name: JQ,
      role: "peer",
      file: "small",
      command: (path) => ["jq", "-nc", "reduce inputs as $e ({}; .[$e.type] += 1)", path],
      types: JSON.parse,
    },
    {
      name: "dd",
      role: "base",
      file: "large",
      command: (path) => ["dd", `if=${path}`, "of=/dev/null", "bs=512k", "status=none"],
    },
  ];
}

function contestantOf(reader: Reader, files: Files, simdjson: string): Contestant {
  const { name, role, file, command, types } = reader;
  return {
    name,
    role,
    async sample() {
      if (name === SIMDJSON) await compileSimdjson(simdjson);
      const { path, written, bytes } = files.take(file);
      const startMs = performance.now();
      const output = await outputOf(command(path));
      const seconds = (performance.now() - startMs) / 1000;
      if (types !== undefined) assertSame(types(output), written);
      return bytes / 1e6 / seconds;
    },
  };
}

/** The files, written when they are first asked for. */
class Files {
  readonly #folder: string;
  readonly #taken = new Map<string, { path: string; written: Types; bytes: number }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  take(file: Reader["file"]): { path: string; written: Types; bytes: number } {
    let taken = this.#taken.get(file);
    if (taken === undefined) {
      const path = join(this.#folder, `${file}.jsonl`);
      const bytes = file === "small" ? LARGE_BYTES / 10 : LARGE_BYTES;
      const pieces = corpus(file === "foreign" ? { bytes, write: reordered } : { bytes });
      taken = { path, written: write(path, pieces), bytes: Deno.statSync(path).size };
      this.#taken.set(file, taken);
    }
    return taken;
  }
}

function write(path: string, pieces: Iterable<Uint8Array>): Types {
  const file = Deno.openSync(path, { write: true, create: true, truncate: true });
  const types: { [type: string]: number } = {};
  const utf8 = new TextDecoder();
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) at += file.writeSync(piece.subarray(at));
    for (const [, type] of utf8.decode(piece).matchAll(/"type":"([^"]+)"/g)) {
      types[type!] = (types[type!] ?? 0) + 1;
    }
  }
  file.close();
  return types;
}

function typesOfSummary(output: string): Types {
  const types: { [type: string]: number } = {};
  for (const run of JSON.parse(output).files[0].runs) {
    for (const [type, count] of Object.entries<number>(run.types)) {
      types[type] = (types[type] ?? 0) + count;
    }
  }
  return types;
}

async function compileSimdjson(program: string): Promise<void> {
  if (await exists(program)) return;
  const source = `${ROOT}/bench/contestants/simdjson.cpp`;
  const flags = ["-O3", "-march=native", "-std=c++17", source, "-lsimdjson", "-o", program];
  await outputOf(["g++", ...flags]);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}

async function outputOf([program, ...args]: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(program!, { args, stdin: "null" })
    .output();
  // A file that ends inside a run has findings: exit code 1.
  if (code > 1) throw new Error(`Cannot run ${program}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

function assertSame(found: Types, expected: Types): void {
  const sorted = (types: Types): string => JSON.stringify(Object.entries(types).sort());
  if (sorted(found) === sorted(expected)) return;
  throw new Error(`Cannot compare readers: found ${sorted(found)}, expected ${sorted(expected)}`);
}
