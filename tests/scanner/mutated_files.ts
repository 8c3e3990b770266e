import { joined } from "../fixtures/reading.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";
import { mutated } from "./mutations.ts";
import { randomLines } from "./random_stream.ts";
import { workLines } from "./work_stream.ts";

/** A made-up file. */
export interface MutatedFile {
  readonly bytes: Uint8Array;
  /** How many of its lines something was done to. */
  readonly mutatedLines: number;
  /** How it is read. */
  readonly options: { readonly chunkBytes: number; readonly maxLineBytes?: number };
}

/**
 * Makes files of made-up events, of which some lines are mutated, some are
 * blank, and the end may be cut off. The same for the same seed.
 */
export function mutatedFile(seed: number): MutatedFile {
  const random = seededRandom(seed);
  const isLong = random() < 0.002;
  const isWork = random() < 0.2;
  const share = random() < 0.3 ? 0 : random() * (isLong ? 0.01 : isWork ? 0.1 : 0.5);
  const parts: (string | Uint8Array)[] = [];
  let mutatedLines = 0;
  const lines = isWork
    ? workLines(random, 20 + Math.floor(random() * (random() < 0.1 ? 4000 : 300)))
    : randomLines(random, 5 + Math.floor(random() * (isLong ? 5000 : 80)));
  for (const line of lines) {
    if (random() < share) {
      mutatedLines++;
      parts.push(mutated(line, random));
    } else parts.push(line);
    parts.push(random() < 0.01 ? "\n\n" : "\n");
  }
  const whole = joined(...parts);
  const cut = random() < 0.2 ? Math.floor(random() * 50) : 0;
  const bytes = whole.subarray(0, whole.length - cut);
  const chunkBytes = random() < 0.5 ? bytes.length + 1 : 1 + Math.floor(random() * 2000);
  const options = random() < 0.2
    ? { chunkBytes, maxLineBytes: 100 + Math.floor(random() * 500) }
    : { chunkBytes };
  return { bytes, mutatedLines, options };
}
