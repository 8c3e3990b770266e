import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { EventBus } from "../../../core/bus.ts";
import type { RunEvent } from "../../../core/event.ts";
import { type Durability, fileSink, RunIoError } from "../../../sinks/file.ts";
import { MemoryDisk, type MemoryDiskOptions } from "../../fixtures/memory_disk.ts";
import { wholeLines } from "../../fixtures/whole_lines.ts";
import { recordsOf, stdout, systemError } from "../memory.ts";
import { diskWithRoom } from "./disk_with_room.ts";

const PATH = "run.jsonl";

/** A disk whose calls fail by name, for as long as they are in `failing`. */
function failingDisk(): { readonly disk: MemoryDisk; readonly failing: Map<string, string> } {
  const failing = new Map<string, string>();
  const before: NonNullable<MemoryDiskOptions["before"]> = ({ name }) => {
    const code = failing.get(name);
    if (code !== undefined) throw systemError(code);
  };
  return { disk: new MemoryDisk({ before }), failing };
}

function seqsOf(disk: MemoryDisk, path = PATH): readonly number[] {
  return recordsOf(disk.textOf(path)).map((event) => (event as RunEvent).seq);
}

function countOf(disk: MemoryDisk, call: string): number {
  return disk.calls.filter(({ name }) => name === call).length;
}

Deno.test("fileSink() throws a TypeError when its durability is unknown", () => {
  const durability = "toString" as Durability;
  assertThrows(
    () => fileSink(PATH, { durability, port: new MemoryDisk() }),
    TypeError,
    'Cannot open run.jsonl: its durability is "toString"',
  );
});

for (const durability of ["os", "disk", "buffered"] as const) {
  Deno.test(`fileSink() of ${durability} leaves nothing registered when it is closed`, () => {
    const disk = new MemoryDisk();
    const sink = fileSink(PATH, { durability, exitSignals: ["SIGTERM", "SIGINT"], port: disk });
    sink.emit(stdout("one"));
    sink.close();
    assertEquals(disk.pending, 0);
  });

  Deno.test(`fileSink() of ${durability} has all events in the file when the process ends`, () => {
    const disk = new MemoryDisk();
    const sink = fileSink(PATH, { durability, port: disk });
    sink.emit(stdout("one"));
    disk.endProcess();
    assertEquals(seqsOf(disk), [1]);
  });

  Deno.test(`fileSink() of ${durability} has all events in the file when a signal comes`, () => {
    const disk = new MemoryDisk();
    const sink = fileSink(PATH, { durability, exitSignals: ["SIGTERM"], port: disk });
    sink.emit(stdout("one"));
    disk.endProcess("SIGTERM");
    assertEquals(seqsOf(disk), [1]);
  });

  Deno.test(`fileSink() of ${durability} makes the file anew when it was deleted`, () => {
    const disk = new MemoryDisk();
    const sink = fileSink(PATH, { durability, port: disk });
    sink.emit(stdout("one"));
    sink.flush();
    sink.emit(stdout("two", 2));
    if (durability === "buffered") disk.pass(100);
    disk.remove(PATH);
    sink.flush();
    sink.emit(stdout("three", 3));
    const { message } = assertThrows(() => sink.close(), RunIoError);
    assertEquals(message, "Cannot write 1 of 3 events to run.jsonl: the file was deleted");
    assertEquals(sink.stats(), { emitted: 3, written: 2, failed: 1, dropped: 0 });
    assertEquals([seqsOf(disk), disk.pending], [[3], 0]);
  });

  Deno.test(`fileSink() of ${durability} writes on when the file was renamed`, () => {
    const disk = new MemoryDisk();
    const sink = fileSink(PATH, { durability, port: disk });
    sink.emit(stdout("one"));
    sink.flush();
    disk.rename(PATH, "run.jsonl.1");
    sink.emit(stdout("two", 2));
    sink.close();
    assertEquals(seqsOf(disk, "run.jsonl.1"), [1, 2]);
  });
}

Deno.test("fileSink() looks at every 257th event whether the file was deleted", () => {
  const disk = new MemoryDisk();
  const sink = fileSink(PATH, { port: disk });
  for (let seq = 1; seq <= 256; seq++) sink.emit(stdout("x", seq));
  disk.remove(PATH);
  sink.emit(stdout("x", 257));
  assertEquals(sink.stats(), { emitted: 257, written: 1, failed: 256, dropped: 0 });
  assertEquals(seqsOf(disk), [257]);
});

Deno.test("fileSink() counts what a deleted file held once when it cannot be made anew at first", () => {
  const { disk, failing } = failingDisk();
  const sink = fileSink(PATH, { port: disk });
  sink.emit(stdout("deleted"));
  disk.remove(PATH);
  failing.set("openAppend", "EMFILE");
  assertThrows(() => sink.flush(), RunIoError);
  assertThrows(() => sink.emit(stdout("refused", 2)), RunIoError);
  failing.clear();
  sink.emit(stdout("kept", 3));
  assertEquals(sink.stats(), { emitted: 3, written: 1, failed: 2, dropped: 0 });
  assertEquals(seqsOf(disk), [3]);
});

Deno.test("fileSink() goes on when nobody can tell whether the file was deleted", () => {
  const { disk, failing } = failingDisk();
  failing.set("isLinked", "EIO");
  const sink = fileSink(PATH, { port: disk });
  for (let seq = 1; seq <= 258; seq++) sink.emit(stdout("x", seq));
  sink.close();
  assertEquals(seqsOf(disk).length, 258);
});

Deno.test("fileSink() of disk goes on when the sync of a deleted file fails", async () => {
  const { disk, failing } = failingDisk();
  const sink = fileSink(PATH, { durability: "disk", port: disk });
  for (let seq = 1; seq <= 256; seq++) sink.emit(stdout("x", seq));
  await Promise.resolve();
  disk.remove(PATH);
  failing.set("sync", "EBADF");
  const kept = sink.emit(stdout("x", 257));
  queueMicrotask(() => failing.clear());
  await kept;
  assertEquals(sink.stats(), { emitted: 257, written: 1, failed: 256, dropped: 0 });
});

Deno.test("fileSink() of buffered writes no event twice when a write stops in the middle", () => {
  const { disk, free } = diskWithRoom(300);
  // Among others nothing can be taken back.
  new MemoryDisk({}, disk).openAppend(PATH).tryLock("shared");
  const sink = fileSink(PATH, { durability: "buffered", port: disk });
  for (let seq = 1; seq <= 5; seq++) sink.emit(stdout("x", seq));
  assertThrows(() => sink.flush(), RunIoError);
  free();
  sink.close();
  assertEquals([...wholeLines(disk.textOf(PATH)).seqs.values()], [[1, 2, 3, 4, 5]]);
});

Deno.test("fileSink() of buffered takes what fits when a part of its buffer found room", () => {
  const { disk, free } = diskWithRoom(50_000);
  const sink = fileSink(PATH, { durability: "buffered", port: disk });
  for (const seq of [1, 2, 3]) sink.emit(stdout("x".repeat(30_000), seq));
  free();
  sink.close();
  assertEquals(seqsOf(disk), [1, 2, 3]);
});

Deno.test("fileSink() of buffered leaves no timer when its last events find no room", () => {
  const { disk, failing } = failingDisk();
  const sink = fileSink(PATH, { durability: "buffered", port: disk });
  failing.set("writeSync", "ENOSPC");
  sink.emit(stdout("lost"));
  assertThrows(() => sink.close(), RunIoError);
  assertEquals(disk.pending, 0);
});

Deno.test("fileSink() throws RunIoError when it can neither lock nor close the file", () => {
  const { disk, failing } = failingDisk();
  failing.set("tryLock", "EIO");
  failing.set("close", "EBADF");
  const { code } = assertThrows(() => fileSink(PATH, { port: disk }), RunIoError);
  assertEquals(code, "EIO");
});

Deno.test("fileSink() of buffered writes many events at once when 100 ms have passed", () => {
  const disk = new MemoryDisk();
  const sink = fileSink(PATH, { durability: "buffered", port: disk });
  for (const seq of [1, 2, 3]) sink.emit(stdout("x", seq));
  disk.pass(99);
  assertEquals([seqsOf(disk), sink.stats().written], [[], 0]);
  disk.pass(1);
  assertEquals([seqsOf(disk), sink.stats().written], [[1, 2, 3], 3]);
  assertEquals(countOf(disk, "writeSync"), 1);
});

Deno.test("fileSink() of buffered writes what it holds when the next event finds no room", () => {
  const disk = new MemoryDisk();
  const sink = fileSink(PATH, { durability: "buffered", port: disk });
  sink.emit(stdout("x".repeat(40_000), 1));
  sink.emit(stdout("x".repeat(40_000), 2));
  assertEquals(seqsOf(disk), [1]);
  sink.emit(stdout("x".repeat(100_000), 3));
  assertEquals(seqsOf(disk), [1, 2, 3]);
});

Deno.test("fileSink() of buffered loses nothing when space returns before its buffer is full", () => {
  const { disk, failing } = failingDisk();
  const sink = fileSink(PATH, { durability: "buffered", port: disk });
  failing.set("writeSync", "ENOSPC");
  sink.emit(stdout("one"));
  sink.emit(stdout("two", 2));
  assertThrows(() => sink.flush(), RunIoError, "Cannot write run.jsonl: the disk is full (ENOSPC)");
  disk.pass(100);
  failing.clear();
  disk.pass(100);
  assertEquals(seqsOf(disk), [1, 2]);
  sink.close();
});

Deno.test("fileSink() of buffered refuses only the events that find no room when the disk is full", () => {
  const { disk, failing } = failingDisk();
  const sink = fileSink(PATH, { durability: "buffered", port: disk });
  failing.set("writeSync", "ENOSPC");
  sink.emit(stdout("x".repeat(40_000), 1));
  assertThrows(() => sink.emit(stdout("x".repeat(40_000), 2)), RunIoError);
  sink.emit(stdout("small", 3));
  failing.clear();
  const { message } = assertThrows(() => sink.close(), RunIoError);
  assertEquals(
    message,
    "Cannot write 1 of 3 events to run.jsonl: the disk is full (ENOSPC)",
  );
  assertEquals(seqsOf(disk), [1, 3]);
  assertEquals(sink.stats(), { emitted: 3, written: 2, failed: 1, dropped: 0 });
});

Deno.test("fileSink() of buffered writes what there is room for when the disk is nearly full", () => {
  // What is taken back is room again.
  const disk: MemoryDisk = new MemoryDisk({
    before({ name, bytes }) {
      if (name !== "writeSync") return;
      const room = 1000 - disk.bytesOf(PATH).length;
      if (room === 0) throw systemError("ENOSPC");
      return Math.min(room, bytes);
    },
  });
  const sink = fileSink(PATH, { durability: "buffered", port: disk });
  for (let seq = 1; seq <= 10; seq++) sink.emit(stdout("x".repeat(100), seq));
  assertThrows(() => sink.close(), RunIoError);
  assertEquals(seqsOf(disk), [1, 2, 3, 4]);
  assertEquals(sink.stats(), { emitted: 10, written: 4, failed: 6, dropped: 0 });
});

Deno.test("fileSink() of disk says when events are on the disk, many with one sync", async () => {
  const disk = new MemoryDisk();
  const sink = fileSink(PATH, { durability: "disk", port: disk });
  const arrivals = [1, 2, 3].map((seq) => sink.emit(stdout("x", seq)));
  assertEquals([countOf(disk, "writeSync"), countOf(disk, "sync")], [3, 0]);
  await Promise.all(arrivals);
  assertEquals(countOf(disk, "sync"), 1);
});

Deno.test("fileSink() of disk gathers the next events while a sync runs", async () => {
  const order: string[] = [];
  const disk = new MemoryDisk({ before: ({ name }) => void order.push(name) });
  const sink = fileSink(PATH, { durability: "disk", port: disk });
  const first = sink.emit(stdout("x", 1));
  await Promise.resolve();
  const second = sink.emit(stdout("x", 2));
  const third = sink.emit(stdout("x", 3));
  await Promise.all([first, second, third]);
  assertEquals(order.filter((name) => name === "writeSync" || name === "sync"), [
    "writeSync",
    "writeSync",
    "writeSync",
    "sync",
    "sync",
  ]);
});

Deno.test("fileSink() of disk rejects the events whose sync failed, and refuses all later ones", async () => {
  const { disk, failing } = failingDisk();
  const sink = fileSink(PATH, { durability: "disk", port: disk });
  await sink.emit(stdout("kept"));
  failing.set("sync", "EIO");
  const lost = [sink.emit(stdout("lost", 2)), sink.emit(stdout("lost", 3))];
  for (const arrival of lost) {
    await assertRejects(
      async () => await arrival,
      RunIoError,
      "Cannot sync run.jsonl: the device failed (EIO)",
    );
  }
  failing.clear();
  assertThrows(() => sink.emit(stdout("refused", 4)), RunIoError);
  assertThrows(() => sink.flush(), RunIoError);
  const { message } = assertThrows(() => sink.close(), RunIoError);
  assertEquals(message, "Cannot write 3 of 4 events to run.jsonl: the device failed (EIO)");
  assertEquals(sink.stats(), { emitted: 4, written: 1, failed: 3, dropped: 0 });
});

Deno.test("flush() of disk answers for all events when a sync is still running", async () => {
  const { disk, failing } = failingDisk();
  const sink = fileSink(PATH, { durability: "disk", port: disk });
  const first = sink.emit(stdout("x", 1));
  await Promise.resolve();
  const second = sink.emit(stdout("x", 2));
  sink.flush();
  failing.set("sync", "EIO");
  await Promise.all([first, second]);
  sink.close();
  assertEquals(sink.stats(), { emitted: 2, written: 2, failed: 0, dropped: 0 });
});

Deno.test("fileSink() leaves no file open when it cannot lock it", () => {
  const { disk, failing } = failingDisk();
  failing.set("tryLock", "EIO");
  assertThrows(() => fileSink(PATH, { port: disk }), RunIoError);
  assertEquals(disk.pending, 0);
});

Deno.test("fileSink() of disk waits for the disk when it is closed", () => {
  const { disk, failing } = failingDisk();
  const sink = fileSink(PATH, { durability: "disk", port: disk });
  sink.emit(stdout("one"));
  failing.set("syncNow", "EIO");
  const { message } = assertThrows(() => sink.close(), RunIoError);
  assertEquals(message, "Cannot write 1 of 1 events to run.jsonl: the device failed (EIO)");
});

Deno.test("flush() of a bus rejects when the disk has failed", async () => {
  const { disk, failing } = failingDisk();
  const errors: unknown[] = [];
  const bus = new EventBus({ onError: ({ error }) => errors.push(error) });
  bus.on(fileSink(PATH, { durability: "disk", port: disk }));
  failing.set("sync", "EIO");
  bus.emit({ type: "stdout", payload: "lost" });
  failing.set("syncNow", "EIO");
  await assertRejects(() => bus.flush());
  assertEquals(errors.map((error) => error instanceof RunIoError), errors.map(() => true));
  await assertRejects(() => bus.close());
});
