import { assertEquals, assertThrows } from "@std/assert";
import type { AppendFile } from "../../../sinks/io/port.ts";
import { LineAppender } from "../../../sinks/file/line_appender.ts";
import type { LockWait } from "../../../sinks/file/lock_wait.ts";
import { LockTimeoutError } from "../../../sinks/file/run_io_error.ts";
import { MemoryDisk, type MemoryDiskOptions } from "../../fixtures/memory_disk.ts";
import { systemError } from "../memory.ts";

const PATH = "run.jsonl";

/** A wait that takes no time, and what was slept. */
interface FakeWait extends LockWait {
  readonly naps: readonly number[];
  /** Lets time pass. */
  pass(ms: number): void;
}

function fakeWait(): FakeWait {
  const naps: number[] = [];
  let nowMs = 0;
  return {
    naps,
    budgetMs: 5000,
    now: () => nowMs,
    millisecond: () => Math.floor(nowMs),
    pass: (ms) => void (nowMs += ms),
    nap(delayMs) {
      naps.push(delayMs);
      nowMs += delayMs;
    },
  };
}

function line(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\n`);
}

/** Appends a line each millisecond, unless told otherwise. */
function appenderOf(
  disk: MemoryDisk,
  { wait = fakeWait(), everyMs = 1 }: { readonly wait?: FakeWait; readonly everyMs?: number } = {},
): (text: string) => void {
  const appender = new LineAppender(disk.openAppend(PATH), PATH, wait);
  return (text) => {
    wait.pass(everyMs);
    appender.append(line(text));
  };
}

/** The names of the calls that an act makes. */
function callsOf(disk: MemoryDisk, act: () => void): readonly string[] {
  const before = disk.calls.length;
  act();
  return disk.calls.slice(before).map(({ name }) => name);
}

/** Makes the next write fail after so many bytes, and goes on failing until told. */
function failingWrites(): { readonly options: MemoryDiskOptions; failAfter(bytes: number): void } {
  let room = Infinity;
  return {
    failAfter: (bytes) => room = bytes,
    options: {
      before({ name, bytes }) {
        if (name !== "writeSync" || room === Infinity) return;
        if (room === 0) throw systemError("ENOSPC");
        const count = Math.min(room, bytes);
        room -= count;
        return count;
      },
    },
  };
}

Deno.test("append() asks for no lock and looks at no byte when the writer is alone", () => {
  const disk = new MemoryDisk();
  const append = appenderOf(disk);
  append("one");
  assertEquals(callsOf(disk, () => append("two")), ["size", "writeSync"]);
  assertEquals(disk.textOf(PATH), "one\ntwo\n");
});

Deno.test("append() looks at the file's length once in a millisecond when the writer is alone", () => {
  const disk = new MemoryDisk();
  const append = appenderOf(disk, { everyMs: 0.25 });
  append("one");
  const calls = callsOf(disk, () => ["two", "three", "four", "five", "six"].forEach(append));
  assertEquals(calls.filter((name) => name === "size").length, 1);
  assertEquals(disk.textOf(PATH), "one\ntwo\nthree\nfour\nfive\nsix\n");
});

Deno.test("append() looks at the file's length each time when there are no locks", () => {
  const disk = new MemoryDisk({ locks: "none" });
  const append = appenderOf(disk, { everyMs: 0 });
  append("one");
  disk.append(PATH, "tor");
  append("two");
  assertEquals(disk.textOf(PATH), "one\ntor\n\ntwo\n");
});

Deno.test("append() cuts nothing when somebody has written since it last looked", () => {
  const { options, failAfter } = failingWrites();
  const disk = new MemoryDisk(options);
  const append = appenderOf(disk, { everyMs: 0 });
  append("one");
  disk.append(PATH, "\n");
  failAfter(2);
  assertThrows(() => append("lost"), Error, "ENOSPC");
  failAfter(Infinity);
  append("two");
  assertEquals(disk.textOf(PATH), "one\n\nlo\ntwo\n");
});

Deno.test("append() takes the exclusive lock for each line when somebody else has written", () => {
  const disk = new MemoryDisk();
  const append = appenderOf(disk);
  append("one");
  disk.append(PATH, "other\n");
  append("two");
  assertEquals(callsOf(disk, () => append("three")), ["tryLock", "size", "writeSync", "unlock"]);
  assertEquals(disk.textOf(PATH), "one\nother\ntwo\nthree\n");
});

Deno.test("append() begins a new line when another writer was cut off", () => {
  const disk = new MemoryDisk();
  const append = appenderOf(disk);
  append("one");
  disk.append(PATH, "tor");
  append("two");
  disk.append(PATH, "tor");
  append("three");
  assertEquals(disk.textOf(PATH), "one\ntor\ntwo\ntor\nthree\n");
});

Deno.test("append() begins a new line each time when another writer holds the shared lock", () => {
  const disk = new MemoryDisk();
  appenderOf(disk);
  const append = appenderOf(disk);
  append("one");
  append("two");
  assertEquals(disk.textOf(PATH), "\n\none\n\ntwo\n");
});

Deno.test("append() shows itself to a writer that believes to be alone before its first line", () => {
  const disk = new MemoryDisk();
  const first = appenderOf(disk);
  first("one");
  const wait = fakeWait();
  const second = appenderOf(disk, { wait });
  second("two");
  second("three");
  assertEquals(wait.naps, [10]);
  first("four");
  second("five");
  assertEquals(disk.textOf(PATH), "one\n\n\ntwo\n\nthree\nfour\nfive\n");
});

Deno.test("append() shows itself again when another writer may have come to believe to be alone", () => {
  const disk = new MemoryDisk();
  const first = disk.openAppend(PATH);
  first.tryLock("shared");
  const wait = fakeWait();
  const second = appenderOf(disk, { wait });
  second("one");
  first.close();
  second("two");
  appenderOf(disk);
  second("three");
  assertEquals(wait.naps, [10, 10]);
});

Deno.test("append() holds one lock for good and seals each line when locks are dear", () => {
  const disk = new MemoryDisk({ locks: "dear" });
  const first = appenderOf(disk);
  first("one");
  const second = appenderOf(disk);
  second("two");
  first("three");
  assertEquals(callsOf(disk, () => first("four")), ["size", "writeSync"]);
  assertEquals(callsOf(disk, () => second("five")), ["size", "writeSync"]);
  assertEquals(
    disk.textOf(PATH).split("\n").filter((text) => text !== ""),
    ["one", "two", "three", "four", "five"],
  );
});

for (const locks of ["none", "cheap, but not here"] as const) {
  Deno.test(`append() glues no line to another when locks are ${locks}`, () => {
    const disk = new MemoryDisk({ locks });
    const first = appenderOf(disk);
    const second = appenderOf(disk);
    first("one");
    second("two");
    disk.append(PATH, "tor");
    first("three");
    second("four");
    assertEquals(
      disk.textOf(PATH).split("\n").filter((text) => text !== ""),
      ["one", "two", "tor", "three", "four"],
    );
    assertEquals(disk.textOf(PATH).slice(-7), "\n\nfour\n");
  });
}

Deno.test("append() throws LockTimeoutError when another process holds the file for 5 s", () => {
  const disk = new MemoryDisk();
  const append = appenderOf(disk);
  disk.append(PATH, "other\n");
  const other = disk.openAppend(PATH);
  // The first writer still holds the shared lock.
  assertEquals(other.tryLock("exclusive"), "busy");
  append("one");
  assertEquals(other.tryLock("exclusive"), "held");
  const error = assertThrows(() => append("two"), LockTimeoutError);
  assertEquals({ ...error, message: error.message }, {
    name: "LockTimeoutError",
    path: PATH,
    waitedMs: 5000,
    message: "Cannot lock run.jsonl: another process has held it for 5000 ms",
  });
  other.unlock();
  append("three");
  assertEquals(disk.textOf(PATH), "other\none\nthree\n");
});

Deno.test("new LineAppender() throws LockTimeoutError when locks are dear and one is held", () => {
  const disk = new MemoryDisk({ locks: "dear" });
  disk.openAppend(PATH).tryLock("exclusive");
  assertThrows(() => appenderOf(disk), LockTimeoutError);
});

for (const locks of ["cheap", "dear"] as const) {
  Deno.test(`append() takes back its part when a write fails and locks are ${locks}`, () => {
    const { options, failAfter } = failingWrites();
    const disk = new MemoryDisk({ ...options, locks });
    const append = appenderOf(disk);
    append("one");
    failAfter(2);
    assertThrows(() => append("lost"), Error, "ENOSPC");
    assertEquals(disk.textOf(PATH), "one\n");
    failAfter(Infinity);
    assertEquals(callsOf(disk, () => append("two")), ["size", "writeSync"]);
    assertEquals(disk.textOf(PATH), "one\ntwo\n");
  });
}

for (const locks of ["none", "cheap, but not here"] as const) {
  Deno.test(`append() cuts nothing when a write fails and locks are ${locks}`, () => {
    const { options, failAfter } = failingWrites();
    const disk = new MemoryDisk({ ...options, locks });
    const append = appenderOf(disk);
    append("one");
    failAfter(2);
    assertThrows(() => append("lost"), Error, "ENOSPC");
    failAfter(Infinity);
    append("two");
    assertEquals(
      disk.textOf(PATH).split("\n").filter((text) => text !== ""),
      ["one", "lo", "two"],
    );
  });
}

Deno.test("append() gives back the exclusive lock when it cannot take back its part", () => {
  for (const locks of ["cheap", "dear"] as const) {
    const { options, failAfter } = failingWrites();
    const disk = new MemoryDisk({
      locks,
      before(call) {
        if (call.name === "truncate") throw systemError("EIO");
        return options.before!(call);
      },
    });
    const append = appenderOf(disk);
    failAfter(2);
    assertThrows(() => append("lost"), Error, "ENOSPC");
    assertEquals([locks, disk.openAppend(PATH).tryLock("shared")], [locks, "held"]);
  }
});

Deno.test("append() asks for the shared lock again when it lost it while it took back its part", () => {
  const { options, failAfter } = failingWrites();
  let locksAsked = -Infinity;
  const disk: MemoryDisk = new MemoryDisk({
    locks: "dear",
    before(call) {
      if (call.name === "tryLock" && ++locksAsked === 2) {
        // The exclusive lock was refused: after that none is held.
        peer.unlock();
        intruder.tryLock("exclusive");
      }
      return options.before!(call);
    },
  });
  const [peer, intruder] = [1, 2].map(() => new MemoryDisk({}, disk).openAppend(PATH)) as [
    AppendFile,
    AppendFile,
  ];
  peer.tryLock("shared");
  const append = appenderOf(disk);
  failAfter(2);
  locksAsked = 0;
  assertThrows(() => append("lost"), Error, "ENOSPC");
  failAfter(Infinity);
  intruder.unlock();
  assertEquals(callsOf(disk, () => append("one"))[0], "tryLock");
  assertEquals(intruder.tryLock("exclusive"), "busy");
});

Deno.test("append() keeps the whole lines of those that it could write in part", () => {
  const { options, failAfter } = failingWrites();
  const disk = new MemoryDisk(options);
  const appender = new LineAppender(disk.openAppend(PATH), PATH, fakeWait());
  failAfter(10);
  assertEquals(appender.append(line("one\ntwo\nthree")), 8);
  assertEquals(disk.textOf(PATH), "one\ntwo\n");
});

Deno.test("append() loses no line when the lock cannot be given back", () => {
  const disk: MemoryDisk = new MemoryDisk({
    before({ name }) {
      if (name === "unlock") throw systemError("EIO");
    },
  });
  const append = appenderOf(disk);
  disk.append(PATH, "other\n");
  append("one");
  append("two");
  assertEquals(disk.textOf(PATH), "other\none\ntwo\n");
});

Deno.test("append() takes back its part when a write fails among others", () => {
  const { options, failAfter } = failingWrites();
  const disk = new MemoryDisk(options);
  const append = appenderOf(disk);
  disk.append(PATH, "tor");
  append("one");
  disk.append(PATH, "tor");
  failAfter(3);
  assertThrows(() => append("lost"), Error, "ENOSPC");
  assertEquals(disk.textOf(PATH), "tor\none\ntor");
  failAfter(Infinity);
  append("two");
  assertEquals(disk.textOf(PATH), "tor\none\ntor\ntwo\n");
});

Deno.test("append() leaves its part when another writer may be writing", () => {
  const { options, failAfter } = failingWrites();
  const disk = new MemoryDisk(options);
  const first = appenderOf(disk);
  const second = appenderOf(disk);
  first("one");
  second("two");
  failAfter(3);
  assertThrows(() => second("lost"), Error, "ENOSPC");
  failAfter(Infinity);
  second("three");
  first("four");
  assertEquals(disk.textOf(PATH), "one\n\n\ntwo\n\nlo\nthree\nfour\n");
});

Deno.test("append() cuts nothing when somebody has written behind its part", () => {
  let fails = false;
  const disk: MemoryDisk = new MemoryDisk({
    before({ name, bytes }) {
      if (name !== "writeSync" || !fails) return;
      if (bytes === 3) {
        disk.append(PATH, "foreign\n");
        throw systemError("EIO");
      }
      return 2;
    },
  });
  const append = appenderOf(disk);
  fails = true;
  assertThrows(() => append("lost"), Error, "EIO");
  fails = false;
  append("one");
  assertEquals(disk.textOf(PATH), "loforeign\none\n");
});

for (const call of ["truncate", "size"] as const) {
  Deno.test(`append() begins a new line when ${call}() fails while it takes back its part`, () => {
    let fails = false;
    const disk: MemoryDisk = new MemoryDisk({
      before({ name, bytes }) {
        const torn = disk.calls.length > 0 && disk.textOf(PATH).endsWith("lo");
        if (fails && name === "writeSync" && torn) throw systemError("ENOSPC");
        if (fails && name === call && torn) throw systemError("EIO");
        return fails && name === "writeSync" ? 2 : bytes;
      },
    });
    const append = appenderOf(disk);
    append("one");
    fails = true;
    assertThrows(() => append("lost"), Error, "ENOSPC");
    fails = false;
    append("two");
    assertEquals(disk.textOf(PATH), "one\nlo\ntwo\n");
  });
}
