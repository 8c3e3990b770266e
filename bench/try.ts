import { bothFindings, firstDifference } from "/tmp/wt/scanner/tests/scanner/both_readers.ts";
import { SAMPLE_EVENTS } from "/tmp/wt/scanner/tests/fixtures/events.ts";
import { bytesOf, linesOf } from "/tmp/wt/scanner/tests/fixtures/reading.ts";
const b = bytesOf(linesOf(SAMPLE_EVENTS));
const f = bothFindings(b);
console.log(firstDifference(f), f.reference.length);
let bad = 0;
for (let i = 0; i <= b.length; i++) { const d = firstDifference(bothFindings(b.subarray(0, i), { chunkBytes: 700 })); if (d) { console.log(i, d.slice(0, 2000)); if (++bad > 2) break; } }
