import { bothFindings, firstDifference } from "../tests/scanner/both_readers.ts";
import { randomLines } from "../tests/scanner/random_stream.ts";
import { mutated } from "../tests/scanner/mutations.ts";
import { bytesOf, joined } from "../tests/fixtures/reading.ts";
import { seededRandom } from "../tests/fixtures/seeded_random.ts";
const files = +Deno.args[0], seed0 = +(Deno.args[1] ?? 1);
let lines = 0, mut = 0, bad = 0;
for (let i = 0; i < files; i++) {
  const random = seededRandom(seed0 * 1000003 + i);
  const rate = random() < 0.3 ? 0 : random() * +(Deno.args[3] ?? 0.5);
  const parts: (string | Uint8Array)[] = [];
  for (const l of randomLines(random, 5 + Math.floor(random() * (+(Deno.args[2] ?? 80))))) {
    lines++;
    if (random() < rate) { mut++; parts.push(mutated(l, random)); } else parts.push(l);
    parts.push("\n");
    if (random() < 0.01) parts.push("\n");
  }
  let bytes = joined(...parts);
  if (random() < 0.2) bytes = bytes.subarray(0, bytes.length - Math.floor(random() * 50));
  const opts = { chunkBytes: random() < 0.5 ? bytes.length + 1 : 1 + Math.floor(random() * 2000), ...(random() < 0.2 ? { maxLineBytes: 100 + Math.floor(random() * 500) } : {}) };
  let f;
  try { f = bothFindings(bytes, opts); } catch (e) { console.log("THROW", i, e); bad++; if (bad > 2) break; continue; }
  const d = firstDifference(f);
  if (d) { console.log("file", i, d.slice(0, 3000)); Deno.writeFileSync("/tmp/sc/bad-" + bad + ".jsonl", bytes); if (++bad > 2) break; }
}
console.log({ files, lines, mut, bad });
