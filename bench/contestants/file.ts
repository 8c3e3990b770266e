/**
 * Times one logger: `file.ts NAME`. A pass logs lines in one go and waits until
 * all of them are in the file. The first pass is read back and checked, then passes are timed.
 * Prints nanoseconds per line.
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

const LINES = 5000;
const PASSES = 2;

/** Made of JSON, so that they are flat: a concatenated string would slow every encoder alike. */
const TEXTS: readonly string[] = JSON.parse(
  JSON.stringify(Array.from({ length: LINES }, (_, n) => textOf(n))),
);

async function pass(path: string): Promise<number> {
  const open = LOGGERS.get(name);
  if (open === undefined) throw new Error(`Cannot time ${name}: there is no such logger`);
  const logger = await open(path, (error) => {
    throw error;
  });
  const start = performance.now();
  for (const text of TEXTS) logger.log(text);
  await logger.close();
  return (performance.now() - start) * 1e6 / LINES;
}

function check(path: string): void {
  const { numbers, broken, torn } = readBack(readFileSync(path, "utf8"));
  const inOrder = numbers.length === LINES && numbers.every((number, index) => number === index);
  if (inOrder && broken === 0 && !torn) return;
  throw new Error(`Cannot time ${name}: ${numbers.length} of ${LINES} lines, ${broken} broken`);
}

const name = process.argv[2] ?? "";
const folder = mkdtempSync(join(tmpdir(), "runtrail-bench-"));
try {
  const nsPerLine: number[] = [];
  for (let n = 0; n <= PASSES; n++) {
    const path = join(folder, `${n}.jsonl`);
    const taken = await pass(path);
    check(path);
    if (n > 0) nsPerLine.push(taken);
    rmSync(path);
  }
  process.stdout.write(`${median(nsPerLine)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
