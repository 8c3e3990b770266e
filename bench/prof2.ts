import { ScanningInspector } from "../core/scanner/scanning_inspector.ts";
import { Handover } from "../core/scanner/handover.ts";
const orig = Handover.prototype.step; let n = 0, ms = 0; const types: Record<string, number> = {};
Handover.prototype.step = function (e: any, p: any) { n++; types[e.type] = (types[e.type] ?? 0) + 1; const t = performance.now(); orig.call(this, e, p); ms += performance.now() - t; };
const f = Deno.openSync(Deno.args[0]); const s = new ScanningInspector(); let read = 0;
const t0 = performance.now();
for (;;) { const room = s.room.subarray(0, 1 << 19); const t = performance.now(); const k = f.readSync(room); read += performance.now() - t; if (k === null) break; s.push(room.subarray(0, k)); } const r = s.end();
console.log({ total: performance.now() - t0, read, slow: n, ms, events: r.events, types });
