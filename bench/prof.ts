import { ScanningInspector } from "../core/scanner/scanning_inspector.ts";
import { Inspector } from "../core/inspection.ts";
const file = Deno.args[0], which = Deno.args[1] ?? "scan";
const t = performance.now();
const f = Deno.openSync(file);
let bytes = 0, r;
if (which === "scan") { const s = new ScanningInspector(); for (;;) { const room = s.room.subarray(0, 1 << 19); const n = f.readSync(room); if (n === null) break; bytes += n; s.push(room.subarray(0, n)); } r = s.end(); console.error("memory", (s as any)["bytesUsed"]); }
else { const s = new Inspector(); const b = new Uint8Array(1 << 19); for (;;) { const n = f.readSync(b); if (n === null) break; bytes += n; s.push(b.subarray(0, n)); } r = s.end(); }
const ms = performance.now() - t;
console.log(which, (bytes / 1e3 / ms).toFixed(0), "MB/s", r.events, r.errors, r.warnings, r.runs.length, (Deno.memoryUsage().rss / 1e6).toFixed(0), "MB rss");
