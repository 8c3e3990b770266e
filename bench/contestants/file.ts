/**
 * Times one logger: `file.ts NAME STAGE`, where the stage is the process's `first` lines, or `warm`.
 * A pass logs lines in one go and waits until all of them are in the file; that of the first pass is
 * read back and checked. Prints nanoseconds per line.
 *
 * @module
 */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { LOGGERS } from "./loggers.ts";
import { readBack, textOf } from "./logger.ts";
import { median } from "./median.ts";

/** How many lines a pass has, and for how long passes are made and not counted, and then counted. */
interface Stage {
  readonly lines: number;
  readonly beforeMs: number;
  readonly timedMs: number;
}

const STAGES: { readonly [name: string]: Stage } = {
  first: { lines: 1000, beforeMs: 0, timedMs: 0 },
  warm: { lines: 50_000, beforeMs: 500, timedMs: 500 },
};

/** Made of JSON, so that they are flat: a concatenated string would slow most encoders. */
function flatTexts(lines: number): readonly string[] {
  return JSON.parse(JSON.stringify(Array.from({ length: lines }, (_, n) => textOf(n))));
}

/** Gives the milliseconds that it took. */
async function pass(path: string, texts: readonly string[]): Promise<number> {
  const open = LOGGERS.get(name);
  if (open === undefined) throw new Error(`Cannot time ${name}: there is no such logger`);
  const logger = await open(path, (error) => {
    throw error;
  });
  const start = performance.now();
  for (const text of texts) logger.log(text);
  await logger.close();
  return performance.now() - start;
}

/** Makes passes for so long, one at least; gives the milliseconds of each. */
async function passes(texts: readonly string[], durationMs: number): Promise<number[]> {
  const taken: number[] = [];
  for (let sum = 0; sum < durationMs || taken.length === 0; sum += taken.at(-1)!) {
    const path = join(folder, "log.jsonl");
    taken.push(await pass(path, texts));
    if (taken.length === 1) check(path, texts.length);
    rmSync(path);
  }
  return taken;
}

function check(path: string, lines: number): void {
  const { numbers, broken, torn } = readBack(readFileSync(path, "utf8"));
  const inOrder = numbers.length === lines && numbers.every((number, index) => number === index);
  if (inOrder && broken === 0 && !torn) return;
  throw new Error(`Cannot time ${name}: ${numbers.length} of ${lines} lines, ${broken} broken`);
}

const [, , name = "", stageName = ""] = process.argv;
const stage = STAGES[stageName];
if (stage === undefined) throw new Error(`Cannot time ${name}: there is no stage ${stageName}`);
const folder = mkdtempSync(join(tmpdir(), "runtrail-bench-"));
try {
  const texts = flatTexts(stage.lines);
  if (stage.beforeMs > 0) await passes(texts, stage.beforeMs);
  const taken = await passes(texts, stage.timedMs);
  process.stdout.write(`${median(taken) * 1e6 / stage.lines}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
