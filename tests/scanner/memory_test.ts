import { assert, assertEquals } from "@std/assert";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { keptBytes } from "../fixtures/heap.ts";
import { bytesOf, timeAt } from "../fixtures/reading.ts";

/** Set to ten million before a release. */
const RESOURCES = Number(Deno.env.get("RUNTRAIL_RESOURCES") ?? 100_000);

const RESOURCES_AT_ONCE = 1000;
const MIB = 2 ** 20;

/** Lets a scanner read a run of so many resources, each started, writing and finished in turn. */
function readResources(inspector: ScanningInspector, resources: number): void {
  let seq = 0;
  const line = (type: string, ids: object, own: object): string => {
    const envelope = { v: 1, seq: ++seq, type, timestamp: timeAt(seq) };
    return `${JSON.stringify({ ...envelope, correlation: { runId: "r1", ...ids }, ...own })}\n`;
  };
  inspector.push(bytesOf(line("run_started", {}, {})));
  for (let first = 1; first <= resources; first += RESOURCES_AT_ONCE) {
    let text = "";
    for (let n = first; n < first + RESOURCES_AT_ONCE; n++) {
      const ids = { resourceId: `r1-${n}` };
      const name = { resourceType: "file", resourceName: `/srv/part-${n}` };
      text += line("resource_started", ids, name);
      text += line("resource_output", ids, { ...name, stream: "stdout", chunk: "done\n" });
      text += line("resource_finished", ids, { ...name, status: "ok", durationMs: 1 });
    }
    inspector.push(bytesOf(text));
  }
}

Deno.test("ScanningInspector keeps a few bits of each resource when a run has many", () => {
  const inspector = new ScanningInspector();
  const before = keptBytes() + inspector.room.buffer.byteLength;
  readResources(inspector, RESOURCES);
  const kept = keptBytes() + inspector.room.buffer.byteLength - before;
  const { runs: [run], errors } = inspector.end();
  // The run itself is never finished: one error.
  assertEquals([run?.counts.resource?.total, errors], [RESOURCES, 1]);
  assert(kept < 3 * MIB + RESOURCES, `${(kept / MIB).toFixed(1)} MiB are kept`);
});
