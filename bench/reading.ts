import type { Runtime } from "./harness/arena.ts";
import { ahead, type Comparison, type Demand } from "./harness/comparison.ts";
import {
  checker,
  dd,
  duckdb,
  jqCounts,
  jqSummary,
  packaged,
  type Reader,
  simdjson,
  summarize,
  validate,
} from "./harness/reader_list.ts";
import { Readers } from "./harness/readers.ts";
import type { Suite } from "./harness/suite.ts";

const LARGE = "1 GB";
const FOREIGN = "1 GB, foreign key order";
const SMALL = "200 MB";
/** What needs ten times as long reads less: megabytes per second are the same. */
const TINY = "30 MB";

const ONE = "summarize, 1 thread";
const TWO = "summarize, 2 threads";
const OTHER_ORDER = "summarize, foreign key order";
const CHECKER = "JSON.parse and checker";
const DUCKDB = "DuckDB, 2 threads, few keys";
const DUCKDB_TYPED = "DuckDB, 2 threads, all keys";
const SIMDJSON = "simdjson on demand, type only";
const SIMDJSON_VALUES = "simdjson on demand, all values";
const DD = "dd";
const JQ = "jq, summary";
const JQ_PAIRED = "jq, summary with pairs";

/** How fast event files are validated and summarised. */
export const suite: Suite = {
  name: "reading",
  title: "Reading",
  method:
    "Each sample is a whole process that reads a file which was written by the project's own " +
    "encoder: several hosts work at once, with output, retries and failures. What each says of the " +
    "events is compared with what was written, before it counts. `summarize` and `validate` check " +
    "UTF-8, JSON, the event table, the order and the numbers of events; `summarize` also pairs what " +
    "starts and ends and keeps failures, retries, the slowest and the end of output. **JSON.parse " +
    "and checker** checks each event by the table and counts types, as do **Ajv, TypeBox, Valibot " +
    "and Zod**, with one schema for each type that is made of the same table. **DuckDB** groups by " +
    "run and type and takes counts, times and the longest duration: `few keys` looks at five keys, " +
    "`all keys` gives each key of the table its type, `pairs` also pairs starts with ends and " +
    "counts missing numbers; its start from Deno takes a tenth of a second. **simdjson** (C++, one " +
    "thread, -O3 -march=native, in pieces of 1 MiB) only parses and counts types: `type only` looks on demand at one key and skips the others " +
    "unread, `all values` reads each of them on demand, `DOM` parses whole lines. **jq** gives " +
    "types, times, ends by status, failures and the slowest by run; with `pairs` also what never " +
    "ended. In the first table JSON.parse reads 200 MB; in the second `--no-wasm`, jq with pairs and " +
    "jq with counts alone read 30 MB.",
  comparisons({ folder, runtimes: [deno, ...others] }) {
    const readers = new Readers(folder);
    const large = largeReaders(deno!, folder);
    return [
      speeds("Reading 1 GB, Deno", large, readers, LARGE_DEMANDS),
      {
        name: "Peak memory, 1 GB, Deno",
        unit: "MiB",
        better: "less",
        contestants: large.map((reader) => readers.peak(reader)),
        demands: MEMORY_DEMANDS,
        leads: [ONE],
      },
      speeds("Reading 200 MB, Deno", smallReaders(deno!), readers, SMALL_DEMANDS),
      ...others.map((runtime) =>
        speeds(`Reading 200 MB, ${runtime.name}`, packagedReaders(runtime), readers, [])
      ),
    ];
  },
};

function speeds(
  name: string,
  of: readonly Reader[],
  readers: Readers,
  demands: readonly Demand[],
): Comparison {
  const subjects = demands.map(({ subject }) => subject);
  return {
    name,
    unit: "MB per second",
    better: "more",
    contestants: of.map((reader) => readers.speed(reader)),
    demands,
    leads: subjects.length === 0 ? [ONE] : [...new Set(subjects)],
  };
}

/** The command on one thread and on two. */
const READINGS = {
  one: { name: ONE, flags: ["--threads=1"] },
  two: { name: TWO, flags: ["--threads=2"] },
  validate: { name: "validate, 1 thread", flags: ["--threads=1"] },
} as const;

function largeReaders(deno: Runtime, folder: string): readonly Reader[] {
  return [
    summarize({ ...READINGS.one, file: LARGE }),
    summarize({ ...READINGS.two, file: LARGE }),
    summarize({ ...READINGS.one, name: OTHER_ORDER, file: FOREIGN }),
    validate({ ...READINGS.validate, file: LARGE }),
    checker(deno, "checker", { name: CHECKER, file: SMALL }),
    duckdb("few keys", 1, { name: "DuckDB, 1 thread, few keys", file: LARGE }),
    duckdb("few keys", 2, { name: DUCKDB, file: LARGE }),
    duckdb("all keys", 2, { name: DUCKDB_TYPED, file: LARGE }),
    duckdb("pairs", 2, { name: "DuckDB, 2 threads, pairs", file: LARGE }),
    simdjson("type", folder, { name: SIMDJSON, file: LARGE }),
    simdjson("values", folder, { name: SIMDJSON_VALUES, file: LARGE }),
    simdjson("dom", folder, { name: "simdjson DOM", file: LARGE }),
    dd({ name: DD, file: LARGE }),
  ];
}

function smallReaders(deno: Runtime): readonly Reader[] {
  return [
    summarize({ ...READINGS.one, file: SMALL }),
    summarize({ ...READINGS.two, file: SMALL }),
    validate({ ...READINGS.validate, file: SMALL }),
    summarize({ name: "summarize --no-wasm", file: TINY, flags: ["--no-wasm"] }),
    ...checkers(deno),
    jqCounts({ name: "jq, counts of types only", file: TINY }),
    jqSummary("unpaired", { name: JQ, file: SMALL }),
    jqSummary("paired", { name: JQ_PAIRED, file: TINY }),
  ];
}

function packagedReaders(runtime: Runtime): readonly Reader[] {
  return [
    packaged(runtime, "summarize", { ...READINGS.one, file: SMALL }),
    packaged(runtime, "summarize", { ...READINGS.two, file: SMALL }),
    packaged(runtime, "validate", { ...READINGS.validate, file: SMALL }),
    ...checkers(runtime),
  ];
}

function checkers(runtime: Runtime): readonly Reader[] {
  const names = {
    checker: CHECKER,
    ajv: "Ajv",
    typebox: "TypeBox",
    valibot: "Valibot",
    zod: "Zod",
  };
  return Object.entries(names).map(([of, name]) => checker(runtime, of, { name, file: SMALL }));
}

/** What the others leave out that `summarize` does. */
const LEFT_OUT = {
  checker: "it follows neither numbers nor what is open, and keeps nothing but counts",
  duckdbTyped: "it has two threads at work on the parsing alone, and follows neither numbers nor " +
    "what belongs together",
  duckdb: "it looks at five keys of a line, and neither at numbers nor at what belongs together",
  simdjson: "it reads one key of a line and skips the others, with wider instructions than " +
    "WebAssembly has",
  simdjsonValues: "it keeps none of the values that it reads",
  dd: "it copies bytes and looks at none",
  jq: "it checks nothing and pairs nothing",
} as const;

const LARGE_DEMANDS: readonly Demand[] = [
  ahead({ subject: ONE, against: CHECKER, bound: 12, reason: LEFT_OUT.checker }),
  ...overPeers(ONE, { duckdb: 2, simdjson: 1.4 }),
  ...overPeers(TWO, { duckdb: 3, simdjson: 2 }),
  ahead({ subject: TWO, against: DD, bound: 0.33, reason: LEFT_OUT.dd }),
  ...overPeers(OTHER_ORDER, { duckdb: 1.1 }),
];

/** What is demanded over a peer holds for what it does least as well. */
function overPeers(
  subject: string,
  { duckdb, simdjson }: { readonly duckdb: number; readonly simdjson?: number },
): readonly Demand[] {
  const overDuckdb = [
    ahead({ subject, against: DUCKDB, bound: duckdb, reason: LEFT_OUT.duckdb }),
    ahead({ subject, against: DUCKDB_TYPED, bound: duckdb, reason: LEFT_OUT.duckdbTyped }),
  ];
  if (simdjson === undefined) return overDuckdb;
  return [
    ...overDuckdb,
    ahead({ subject, against: SIMDJSON, bound: simdjson, reason: LEFT_OUT.simdjson }),
    ahead({
      subject,
      against: SIMDJSON_VALUES,
      bound: simdjson,
      reason: LEFT_OUT.simdjsonValues,
    }),
  ];
}

const SMALL_DEMANDS: readonly Demand[] = [ONE, TWO].flatMap((subject) => [
  ahead({ subject, against: JQ, bound: 70, reason: LEFT_OUT.jq }),
  ahead({ subject, against: JQ_PAIRED, bound: 70 }),
]);

const MEMORY_DEMANDS: readonly Demand[] = [ONE, TWO].map((subject) => ({
  subject,
  kind: "limit",
  bound: 64,
  reason: "a file of 10 MB takes 60 MiB already, most of it the runtime; the rest is what the " +
    "summaries of 27 runs list, and the room that V8 takes for new objects meanwhile",
}));
