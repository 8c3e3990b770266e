/**
 * Times one logger: `file.ts NAME STAGE`, where the stage is the process's `first` lines, or `warm`.
 * A pass logs lines in one go and waits until all of them are in the file, which is then read back
 * and checked. Prints nanoseconds per line.
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

/** What is logged in one pass, and how many passes come before those that are timed. */
interface Stage {
  readonly lines: number;
  readonly before: number;
  readonly timed: number;
}

const STAGES: { readonly [name: string]: Stage } = {
  first: { lines: 1000, before: 0, timed: 1 },
  // Engines compile for the first tens of thousands of lines.
  warm: { lines: 50_000, before: 1, timed: 2 },
};

/** Made of JSON, so that they are flat: a concatenated string would slow most encoders. */
function flatTexts(lines: number): readonly string[] {
  return JSON.parse(JSON.stringify(Array.from({ length: lines }, (_, n) => textOf(n))));
}

async function pass(path: string, texts: readonly string[]): Promise<number> {
  const open = LOGGERS.get(name);
  if (open === undefined) throw new Error(`Cannot time ${name}: there is no such logger`);
  const logger = await open(path, (error) => {
    throw error;
  });
  const start = performance.now();
  for (const text of texts) logger.log(text);
  await logger.close();
  return (performance.now() - start) * 1e6 / texts.length;
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
const texts = flatTexts(stage.lines);
const folder = mkdtempSync(join(tmpdir(), "runtrail-bench-"));
try {
  const nsPerLine: number[] = [];
  for (let n = 0; n < stage.before + stage.timed; n++) {
    const path = join(folder, `${n}.jsonl`);
    const taken = await pass(path, texts);
    check(path, stage.lines);
    if (n >= stage.before) nsPerLine.push(taken);
    rmSync(path);
  }
  process.stdout.write(`${median(nsPerLine)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
