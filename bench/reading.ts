/**
 * Measures how fast event files are read:
 * `deno run -A bench/reading.ts [--bytes N] [--rounds N] [--json FILE]`.
 *
 * Every contestant is a process of its own. Its output is checked before it is
 * timed. All run in turn, round by round, and only ratios count: the machine's
 * speed changes from minute to minute.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { corpus, reordered } from "./corpus.ts";
import { type Contestant, measure, type Measured } from "./rounds.ts";

const ROOT = new URL("../", import.meta.url).pathname;

/** Slow contestants read this share of the file. */
const SMALL_SHARE = 10;

interface Files {
  readonly large: string;
  readonly small: string;
  readonly foreign: string;
}

const { bytes, rounds, json } = parseArgs(Deno.args, {
  string: ["bytes", "rounds", "json"],
  default: { bytes: "1000000000", rounds: "7" },
});
const folder = Deno.makeTempDirSync();
try {
  const size = Number(bytes);
  const files = {
    large: `${folder}/large.jsonl`,
    small: `${folder}/small.jsonl`,
    foreign: `${folder}/foreign.jsonl`,
  };
  const expected = new Map([
    [files.large, write(files.large, corpus({ bytes: size }))],
    [files.small, write(files.small, corpus({ bytes: size / SMALL_SHARE }))],
    [files.foreign, write(files.foreign, corpus({ bytes: size, write: reordered }))],
  ]);
  const rows = await measure(await contestants(files, folder), Number(rounds), expected);
  Deno.stdout.writeSync(new TextEncoder().encode(markdown(rows)));
  if (json !== undefined) Deno.writeTextFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
} finally {
  Deno.removeSync(folder, { recursive: true });
}

/** Writes a file; gives how many events it has of each type. */
function write(
  path: string,
  pieces: Iterable<Uint8Array>,
): { readonly [type: string]: number } {
  using file = Deno.openSync(path, { write: true, create: true });
  const types: { [type: string]: number } = {};
  const utf8 = new TextDecoder();
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) at += file.writeSync(piece.subarray(at));
    for (const [, type] of utf8.decode(piece).matchAll(/"type":"([^"]+)"/g)) {
      types[type!] = (types[type!] ?? 0) + 1;
    }
  }
  return types;
}

/** Our own, and the peers that this machine has. */
async function contestants(files: Files, folder: string): Promise<readonly Contestant[]> {
  const run = ["deno", "run", `--config=${ROOT}deno.json`, "--allow-read"];
  const summarize = [...run, `${ROOT}cli/summarize.ts`, "--format=json"];
  const peers: Contestant[] = [
    {
      name: "summarize",
      file: files.large,
      command: (file) => [...summarize, file],
      types: typesOfSummary,
    },
    {
      name: "summarize, foreign key order",
      file: files.foreign,
      command: (file) => [...summarize, file],
      types: typesOfSummary,
    },
    {
      name: "summarize --no-wasm",
      file: files.small,
      command: (file) => [...summarize, "--no-wasm", file],
      types: typesOfSummary,
    },
    {
      name: "JSON.parse and checker",
      file: files.small,
      command: (file) => [...run, `${ROOT}bench/contestants/parse_and_check.ts`, file],
      types: JSON.parse,
    },
    {
      name: "dd",
      file: files.large,
      command: (file) => ["dd", `if=${file}`, "of=/dev/null", "bs=512k", "status=none"],
    },
  ];
  const duckdb: Contestant = {
    name: "DuckDB, 2 threads",
    file: files.large,
    command: (file) => [
      "deno",
      "run",
      `--config=${ROOT}deno.json`,
      "-A",
      `${ROOT}bench/contestants/duckdb.ts`,
      file,
      "2",
    ],
    types: JSON.parse,
  };
  if (await works(duckdb.command(files.small))) peers.push(duckdb);
  if (await works(["jq", "--version"])) {
    peers.push({
      name: "jq",
      file: files.small,
      command: (file) => ["jq", "-nc", "reduce inputs as $e ({}; .[$e.type] += 1)", file],
      types: JSON.parse,
    });
  }
  const simdjson = `${folder}/simdjson`;
  const source = `${ROOT}bench/contestants/simdjson.cpp`;
  const flags = ["-O3", "-march=native", "-std=c++17", source, "-lsimdjson", "-o", simdjson];
  if (await works(["g++", ...flags])) {
    peers.push({
      name: "simdjson on demand, C++",
      file: files.large,
      command: (file) => [simdjson, file],
      types: JSON.parse,
    });
  }
  return peers;
}

function typesOfSummary(output: string): { readonly [type: string]: number } {
  const types: { [type: string]: number } = {};
  for (const run of JSON.parse(output).files[0].runs) {
    for (const [type, count] of Object.entries<number>(run.types)) {
      types[type] = (types[type] ?? 0) + count;
    }
  }
  return types;
}

async function works([program, ...args]: readonly string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(program!, {
      args,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false;
  }
}

function markdown(rows: readonly Measured[]): string {
  const [ours] = rows;
  const lines = rows.map(({ name, mbPerSecond, cpuSecondsPerGb, peakMib }) =>
    `| ${name} | ${mbPerSecond.toFixed(0)} | ${(ours!.mbPerSecond / mbPerSecond).toFixed(2)} | ${
      cpuSecondsPerGb.toFixed(2)
    } | ${(cpuSecondsPerGb / ours!.cpuSecondsPerGb).toFixed(2)} | ${peakMib?.toFixed(0) ?? ""} |\n`
  );
  return [
    "| reader | MB/s | `summarize` is … times as fast | CPU s/GB | … times its CPU | peak MiB |\n",
    "| --- | --- | --- | --- | --- | --- |\n",
    ...lines,
  ].join("");
}
