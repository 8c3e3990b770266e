import { assertEquals } from "@std/assert";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import type { StartThread } from "../../core/scanner/second_thread.ts";
import { denoPort } from "../../sinks/io/deno_port.ts";
import { nodePort } from "../../sinks/io/node_port.ts";
import type { Port } from "../../sinks/io/port.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { bytesOf, joined, linesOf, streamOf, timeAt } from "../fixtures/reading.ts";
import { bothFindings, firstDifference, inspectionText } from "./both_readers.ts";
import { JudgingThread } from "./judging_thread.ts";
import { mutatedFile } from "./mutated_files.ts";
import { nodeProcess } from "../sinks/node_process.ts";

/** Set to a million or more before a release. */
const MUTATED_LINES = Number(Deno.env.get("RUNTRAIL_MUTATED_LINES") ?? 2000);

const FIRST_SEED = Number(Deno.env.get("RUNTRAIL_MUTATED_SEED") ?? 1);

/** Every sample event twice, so that the scanner has met its type. */
const SAMPLES = bytesOf(linesOf(
  [...SAMPLE_EVENTS, ...SAMPLE_EVENTS].map((event, index) => ({ ...event, seq: index + 1 })),
));

Deno.test("ScanningInspector finds what Inspector does when two threads read and chunks have any size", () => {
  using thread = new JudgingThread();
  const sizes = [1, 2, 15, 64, 300, 301, 302, 511, 4096, 1 << 20];
  assertEquals(
    sizes.map((chunkBytes) => firstDifference(bothFindings(SAMPLES, { chunkBytes, thread }))),
    sizes.map(() => undefined),
  );
});

Deno.test("ScanningInspector finds what Inspector does when two threads read a file that is cut anywhere", () => {
  using thread = new JudgingThread();
  const differences: string[] = [];
  for (let cut = SAMPLES.length >> 1; cut <= SAMPLES.length; cut += 11) {
    const bytes = SAMPLES.subarray(0, cut);
    const difference = firstDifference(bothFindings(bytes, { chunkBytes: 400, thread }));
    if (difference !== undefined) differences.push(`${cut}: ${difference}`);
  }
  assertEquals(differences, []);
});

Deno.test("ScanningInspector finds what Inspector does when two threads read mutated lines", () => {
  using thread = new JudgingThread();
  const differences: string[] = [];
  let mutatedLines = 0;
  for (let seed = FIRST_SEED; mutatedLines < MUTATED_LINES; seed++) {
    const file = mutatedFile(seed);
    mutatedLines += file.mutatedLines;
    const options = { ...file.options, chunkBytes: Math.min(file.options.chunkBytes, 1500) };
    // Before it joins the first thread judges.
    thread.joinsAt = 1 + seed % 16;
    const difference = firstDifference(bothFindings(file.bytes, { ...options, thread }));
    if (difference !== undefined) differences.push(`seed ${seed}: ${difference}`);
  }
  assertEquals(differences, []);
});

Deno.test("ScanningInspector finds what Inspector does when two threads read lines longer than its input", () => {
  using thread = new JudgingThread();
  const long = "x".repeat(3_000_000);
  const file = joined(SAMPLES, linesOf(streamOf(["stdout", { payload: long }])), SAMPLES);
  const found = [100_000, 1 << 26].map((chunkBytes) =>
    firstDifference(bothFindings(file, { chunkBytes, maxLineBytes: 2_000_000, thread }))
  );
  assertEquals(found, found.map(() => undefined));
});

Deno.test("ScanningInspector tells two runs apart when each thread judges one of them first", () => {
  using thread = new JudgingThread();
  // The first of six chunks is judged when all places are full: then the second thread joins.
  thread.joinsAt = 6;
  const lines = ["run-a", "run-b", "run-a", "run-b", "run-a", "run-b"].flatMap((runId, chunk) =>
    [1, 2, 3, 4].map((n) => {
      const envelope = { v: 1, seq: chunk === 1 ? n + 4 : n, type: "stdout", timestamp: timeAt(0) };
      const correlation = { runId, jobId: "job-00000001" };
      return `${JSON.stringify({ ...envelope, correlation, payload: "" })}\n`;
    })
  );
  const bytes = bytesOf(lines.join(""));
  const chunkBytes = bytes.length / 6;
  assertEquals(firstDifference(bothFindings(bytes, { chunkBytes, thread })), undefined);
});

Deno.test("ScanningInspector finds what Inspector does when a chunk has more lines than are judged ahead", () => {
  using thread = new JudgingThread();
  const file = joined("\n".repeat(100_000), SAMPLES, "{}\n".repeat(10_000), SAMPLES);
  assertEquals(firstDifference(bothFindings(file, { chunkBytes: 200_000, thread })), undefined);
});

const MANY = joined(...Array.from({ length: 40 }, () => SAMPLES));

/** What the scanner finds, read in small pieces with whatever thread is given. */
function inspected(startThread: StartThread): string {
  const inspector = new ScanningInspector({ startThread });
  for (let at = 0; at < MANY.length; at += 4000) inspector.push(MANY.subarray(at, at + 4000));
  const inspection = inspector.end();
  inspector.close();
  return inspectionText(inspection);
}

const EXPECTED = bothFindings(MANY).reference.at(-1);

Deno.test("ScanningInspector reads alone when the thread cannot be started", () => {
  const found = inspected(() => {
    throw new Error("No threads here");
  });
  assertEquals(found, EXPECTED);
});

Deno.test("ScanningInspector reads alone when the thread never does anything", () => {
  assertEquals(inspected(() => () => {}), EXPECTED);
});

Deno.test("ScanningInspector goes on alone when the thread stops in the middle of a chunk", () => {
  const found = inspected((_program, data) => {
    const { memory, queue } = data as { memory: WebAssembly.Memory; queue: number };
    // As a thread that has claimed the first chunk and is heard of no more.
    Atomics.store(new Int32Array(memory.buffer), queue / 4 + 1, 1);
    return () => {};
  });
  assertEquals(found, EXPECTED);
});

Deno.test("ScanningInspector reads on by itself when the thread does not come back from reading", () => {
  const inspector = new ScanningInspector({
    startThread(_program, data) {
      const { memory, queue } = data as { memory: WebAssembly.Memory; queue: number };
      // As a thread that offers to read and is heard of no more.
      Atomics.store(new Int32Array(memory.buffer), queue / 4 + 4, 1);
      return () => {};
    },
  });
  inspector.push(MANY.subarray(0, 4000));
  inspector.push(MANY.subarray(inspector.pull(() => true)));
  const found = inspectionText(inspector.end());
  inspector.close();
  assertEquals(found, EXPECTED);
});

const PORTS: { readonly [name: string]: () => Port } = {
  denoPort: () => denoPort,
  "nodePort()": () => nodePort(nodeProcess()),
};

/** What is found in a file that a thread of a port reads from where it has started, and what `meanwhile` does before. */
function readByTwo(
  port: Port,
  { bytes, meanwhile = () => {} }: {
    readonly bytes: Uint8Array;
    readonly meanwhile?: (path: string) => void;
  },
): string {
  const path = Deno.makeTempFileSync();
  Deno.writeFileSync(path, bytes);
  const reader = port.openRead(path);
  const { seek, startThread } = reader.regular!;
  meanwhile(path);
  const inspector = new ScanningInspector({ startThread });
  let started = false;
  for (;;) {
    const room = inspector.room.subarray(0, 4000);
    const count = reader.readSync(room);
    if (count === null) break;
    inspector.push(room.subarray(0, count));
    let offset = inspector.pull(() => true);
    while (!started && offset === undefined) offset = inspector.pull(() => true);
    started = true;
    if (offset !== undefined) seek(offset);
  }
  const found = inspectionText(inspector.end());
  inspector.close();
  reader.close();
  Deno.removeSync(path);
  return found;
}

const LONG = linesOf(streamOf(["stdout", { payload: "x".repeat(2_500_000) }]));

const FILES: { readonly [name: string]: Uint8Array } = {
  "is read to its end": MANY,
  "ends in the middle of a line": MANY.subarray(0, MANY.length - 9),
  "has lines longer than the input": joined(MANY, LONG, MANY, LONG, LONG, MANY),
  "ends in a long line": joined(MANY, LONG.slice(0, -9)),
};

for (const [name, port] of Object.entries(PORTS)) {
  for (const [state, bytes] of Object.entries(FILES)) {
    Deno.test(`ScanningInspector finds what Inspector does when a thread of ${name} reads and the file ${state}`, () => {
      assertEquals(readByTwo(port(), { bytes }), bothFindings(bytes).reference.at(-1));
    });
  }

  Deno.test(`ScanningInspector reads on by itself when a thread of ${name} finds another file at the path`, () => {
    const meanwhile = (path: string): void => {
      Deno.removeSync(path);
      Deno.writeTextFileSync(path, "another\n".repeat(10_000));
    };
    assertEquals(readByTwo(port(), { bytes: MANY, meanwhile }), EXPECTED);
  });
}
