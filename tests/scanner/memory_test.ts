import { assert, assertEquals } from "@std/assert";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { keptBytes, keptHeapBytes } from "../fixtures/heap.ts";
import { bytesOf, timeAt } from "../fixtures/reading.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";

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

const HOSTS = 200;
const FAILURES = 100;
const KIB = 2 ** 10;

/** The lines of a run that lists as much as it can, and ends. */
function fullRun(runId: string): Uint8Array {
  let seq = 0;
  let text = "";
  const add = (type: string, ids: object, own: object): void => {
    const envelope = { v: 1, seq: ++seq, type, timestamp: timeAt(seq) };
    text += `${JSON.stringify({ ...envelope, correlation: { runId, ...ids }, ...own })}\n`;
  };
  add("run_started", {}, {});
  for (let n = 1; n <= HOSTS; n++) {
    const hostId = `${runId}-${n}`;
    const host = { name: `web-${n}`, hostname: "10.0.0.1", user: "deploy", port: 22, vars: {} };
    add("host_started", { hostId }, { host });
    if (n <= FAILURES) {
      const ids = { hostId, resourceId: `${runId}-${HOSTS + n}` };
      const name = { resourceType: "file", resourceName: `/srv/part-${n}` };
      const error = { name: "Failed", message: `Disk ${n} is full` };
      add("resource_started", ids, name);
      for (let line = 1; line <= 10; line++) {
        add("resource_output", ids, { ...name, stream: "stdout", chunk: `line ${line} of ${n}\n` });
      }
      add("resource_retry", { ...ids, attempt: 1 }, {
        ...name,
        phase: "apply",
        error,
        durationMs: n,
      });
      add("resource_finished", ids, { ...name, status: "failed", durationMs: n, error });
    }
    const counts = { ok: 0, changed: 0, failed: n <= FAILURES ? 1 : 0 };
    add("host_finished", { hostId }, { host, ...counts, durationMs: n });
  }
  add("run_finished", {}, { durationMs: 1, hasFailures: true });
  return bytesOf(text);
}

Deno.test("ScanningInspector keeps little of a run that has ended when it lists much", () => {
  const inspector = new ScanningInspector();
  const read = (first: number, last: number): void => {
    for (let n = first; n <= last; n++) inspector.push(fullRun(`run${n}`));
  };
  const keptOutside = (): number => keptBytes() - inspector.room.buffer.byteLength;
  read(1, 20);
  const before = { heap: keptHeapBytes(), all: keptOutside() };
  read(21, 60);
  const heap = (keptHeapBytes() - before.heap) / 40;
  const all = (keptOutside() - before.all) / 40;
  const { runs, errors } = inspector.end();
  const listed = Array.from(runs, (run) => [run.hosts.length, run.failures.length]);
  assertEquals([listed, errors], [Array(60).fill([HOSTS, FAILURES]), 0]);
  assert(heap < 20 * KIB, `${(heap / KIB).toFixed(1)} KiB of the heap are kept`);
  assert(all < 120 * KIB, `${(all / KIB).toFixed(1)} KiB are kept`);
});

const CALLS = 2000;

/** The lines of a run that calls tools by ids that are far apart, and ends. */
function randomIds(runId: string, random: () => number): Uint8Array {
  let seq = 0;
  let text = "";
  const add = (type: string, own: object): void => {
    const envelope = { v: 1, seq: ++seq, type, timestamp: timeAt(seq), correlation: { runId } };
    text += `${JSON.stringify({ ...envelope, ...own })}\n`;
  };
  add("run_started", {});
  for (let n = 0; n < CALLS; n++) {
    const callId = `call_${Math.floor(random() * 1e9)}`;
    add("tool_call", { callId, name: "bash", args: {}, startedAt: timeAt(seq) });
    add("tool_result", { callId, ok: true, result: null });
  }
  add("run_finished", { durationMs: 1, hasFailures: false });
  return bytesOf(text);
}

Deno.test("ScanningInspector keeps a few bytes of each id when ids are random and their run has ended", () => {
  const inspector = new ScanningInspector().asValidator();
  const random = seededRandom(1);
  const read = (first: number, last: number): void => {
    for (let n = first; n <= last; n++) inspector.push(randomIds(`run${n}`, random));
  };
  read(1, 10);
  const before = inspector.room!.buffer.byteLength;
  read(11, 110);
  const kept = inspector.room!.buffer.byteLength - before;
  assert(kept < 24 * 100 * CALLS, `${(kept / 100 / CALLS).toFixed(1)} bytes are kept`);
});
