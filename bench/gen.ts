import { corpus } from "./corpus.ts";
const f = Deno.openSync(Deno.args[0], { write: true, create: true, truncate: true });
let write = (l: string) => l;
if (Deno.args[2] === "foreign") write = (l) => { const { correlation, timestamp, type, seq, v, ...r } = JSON.parse(l); return JSON.stringify({ timestamp, ...r, type, seq, correlation, v }) + "\n"; };
for (const p of corpus({ bytes: +Deno.args[1], write })) f.writeSync(p);
