import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { isKnownType } from "../../core/check.ts";
import { encodeEvent } from "../../core/encode.ts";
import type { RunEvent } from "../../core/event.ts";
import { EVENT_TABLE } from "../../core/event_table.ts";
import { clear, install } from "../../core/slot.ts";
import type { Sink } from "../../core/sink.ts";
import { sinkConformance, type SinkSubject } from "../../sinks/conformance.ts";
import { sampleEvents } from "../../sinks/conformance/sample_events.ts";
import { read } from "../fixtures/reading.ts";

const EVERY_TYPE = "emit() hands on every type of event, in order";
const UNCHANGED = "emit() does not change the event";
const HOSTILE = "emit() makes one record of an event with hostile data";
const FLUSH = "flush() makes everything visible that was emitted before";
const CLOSE = "close() makes everything visible that was emitted before";
const TWICE = "flush() and close() may be called twice";
const LATE = "emit() does not fail and adds no record after close()";
const DISPOSAL = "disposal closes a sink that is disposable";
const STATS = "stats() adds up where there is one";
const BUS = "a sink works on a bus";
const SLOT = "a sink works in the process's slot";

/** A sound sink of which a test breaks one part. */
function subjectOf(breakIt: (parts: SinkParts) => Partial<SinkExtras>): SinkSubject {
  const records: unknown[] = [];
  let open = true;
  const counts = { emitted: 0, written: 0, failed: 0, dropped: 0 };
  const sound: SinkExtras = {
    emit(event) {
      counts.emitted++;
      if (open) {
        counts.written++;
        records.push(JSON.parse(encodeEvent(event)));
      } else counts.dropped++;
    },
    flush() {},
    close() {
      open = false;
    },
    stats: () => ({ ...counts }),
    [Symbol.dispose]() {
      open = false;
    },
  };
  const sink = { ...sound, ...breakIt({ records, sound, isOpen: () => open }) };
  return { sink, events: () => records };
}

interface SinkExtras extends Required<Sink> {
  stats(): { emitted: number; written: number; failed: number; dropped: number };
  [Symbol.dispose](): void;
}

interface SinkParts {
  readonly records: unknown[];
  readonly sound: SinkExtras;
  isOpen(): boolean;
}

/** The cases that a subject fails, with what they say. */
async function findings(make: () => SinkSubject): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { name, run } of sinkConformance(make)) {
    await run().catch((error) => found.set(name, (error as Error).message));
  }
  return found;
}

Deno.test("sinkConformance() finds nothing when the sink is sound", async () => {
  assertEquals(await findings(() => subjectOf(() => ({}))), new Map());
});

interface Broken {
  readonly name: string;
  readonly catches: readonly string[];
  readonly says: string;
  readonly breakIt: (parts: SinkParts) => Partial<SinkExtras>;
}

const BROKEN: readonly Broken[] = [
  {
    name: "loses one type",
    catches: [EVERY_TYPE],
    says: "Cannot accept the sink: found 22 records after flush, expected 23",
    breakIt: ({ sound }) => ({
      emit: (event) => event.type === "pack_run" ? undefined : sound.emit(event),
    }),
  },
  {
    name: "hands events on in reverse",
    catches: [EVERY_TYPE, HOSTILE, FLUSH, CLOSE, BUS, SLOT],
    says: "Cannot accept the sink: events[0].seq is 23, expected 1 after flush",
    breakIt: ({ records }) => ({
      emit: (event) => void records.unshift(JSON.parse(encodeEvent(event))),
      close: undefined as never,
      [Symbol.dispose]: undefined as never,
      stats: undefined as never,
    }),
  },
  {
    name: "adds a key to the event",
    catches: [EVERY_TYPE, UNCHANGED, FLUSH, CLOSE, BUS],
    says: "Cannot accept the sink: emit changed it: event.seen is true, expected absent",
    breakIt: ({ sound }) => ({
      emit(event) {
        sound.emit(event);
        try {
          (event as { seen?: boolean }).seen = true;
        } catch {
          // Frozen: the suite must see it where it is not.
        }
      },
    }),
  },
  {
    name: "throws on frozen events",
    catches: [UNCHANGED],
    says: "Cannot accept the sink: emit of a frozen run_started failed with TypeError: No",
    breakIt: ({ sound }) => ({
      emit(event) {
        if (Object.isFrozen(event)) throw new TypeError("No");
        sound.emit(event);
      },
    }),
  },
  {
    name: "changes values on the way",
    catches: [EVERY_TYPE],
    says:
      'Cannot accept the sink: events[15].payload is "two", expected "two\\nlines\\n" after flush',
    breakIt: ({ records }) => ({
      emit(event) {
        const text = encodeEvent(event).replace("two\\nlines\\n", "two");
        records.push(JSON.parse(text));
      },
      close: undefined as never,
      [Symbol.dispose]: undefined as never,
      stats: undefined as never,
    }),
  },
  {
    name: "throws on what JSON throws on",
    catches: [HOSTILE],
    says: "Cannot accept the sink: emit of a cycle in a conformance.hostile failed with TypeError:",
    breakIt: ({ sound }) => ({
      emit(event) {
        JSON.stringify(event);
        sound.emit(event);
      },
    }),
  },
  {
    name: "swallows what JSON throws on",
    catches: [HOSTILE],
    says: "Cannot accept the sink: found 0 records after an event with a cycle, expected 1",
    breakIt: ({ sound }) => ({
      emit(event) {
        try {
          JSON.stringify(event);
        } catch {
          return;
        }
        sound.emit(event);
      },
    }),
  },
  {
    name: "splits records at line ends",
    catches: [EVERY_TYPE, HOSTILE, BUS, SLOT],
    says: "found 11 records after an event with line ends of all kinds, expected 10",
    breakIt: ({ records, sound }) => ({
      emit(event) {
        sound.emit(event);
        const { payload, data } = event as { payload?: unknown; data?: unknown };
        if (/\n/.test(String(payload ?? (typeof data === "string" ? data : "")))) records.push({});
      },
    }),
  },
  {
    name: "refuses large events",
    catches: [HOSTILE],
    says: "found 11 records after an event with text of 1 MiB, expected 12",
    breakIt: ({ sound }) => ({
      emit: (event) => encodeEvent(event).length > 65_536 ? undefined : sound.emit(event),
    }),
  },
  {
    name: "writes hostile data under a number of its own",
    catches: [HOSTILE],
    says: "Cannot accept the sink: seqs[0] is 99, expected 1 after hostile data",
    breakIt: ({ sound }) => ({
      emit: (event) =>
        sound.emit(event.type === "conformance.hostile" ? { ...event, seq: 99 } : event),
    }),
  },
  {
    name: "does not flush",
    catches: [EVERY_TYPE, HOSTILE, FLUSH, BUS, SLOT],
    says: "Cannot accept the sink: found 0 records after flush, expected 500",
    breakIt: ({ sound }) => {
      const held: RunEvent[] = [];
      return {
        emit: (event) => void held.push(event),
        close() {
          for (const event of held.splice(0)) sound.emit(event);
          sound.close();
        },
        [Symbol.dispose]: undefined as never,
        stats: undefined as never,
      };
    },
  },
  {
    name: "does not flush when it is closed",
    catches: [CLOSE, LATE, DISPOSAL, STATS],
    says: "Cannot accept the sink: found 0 records after close, expected 500",
    breakIt: ({ sound }) => {
      const held: RunEvent[] = [];
      return {
        emit: (event) => void held.push(event),
        flush() {
          for (const event of held.splice(0)) sound.emit(event);
        },
      };
    },
  },
  {
    name: "hands the last event on once more when flushed",
    catches: [EVERY_TYPE, HOSTILE, FLUSH, TWICE, BUS, SLOT],
    says: "Cannot accept the sink: found 6 records after the second close, expected 2",
    breakIt: ({ records }) => ({
      flush: () => void records.push(...records.slice(-1)),
    }),
  },
  {
    name: "throws at the second close",
    catches: [TWICE],
    says: "Cannot accept the sink: the second close failed with Error: Closed already",
    breakIt: ({ sound, isOpen }) => ({
      close() {
        if (!isOpen()) throw new Error("Closed already");
        sound.close();
      },
    }),
  },
  {
    name: "throws at the second flush",
    catches: [TWICE],
    says: "Cannot accept the sink: the second flush failed with Error: Flushed already",
    breakIt: ({ sound }) => {
      let dirty = true;
      return {
        emit(event) {
          dirty = true;
          sound.emit(event);
        },
        flush() {
          if (!dirty) throw new Error("Flushed already");
          dirty = false;
        },
      };
    },
  },
  {
    name: "throws after close",
    catches: [LATE, DISPOSAL, STATS],
    says: "Cannot accept the sink: emit after close failed with Error: Closed",
    breakIt: ({ sound, isOpen }) => ({
      emit(event) {
        if (!isOpen()) throw new Error("Closed");
        sound.emit(event);
      },
    }),
  },
  {
    name: "rejects after close",
    catches: [LATE, DISPOSAL, STATS],
    says: "Cannot accept the sink: emit after close failed with closed",
    breakIt: ({ sound, isOpen }) => ({
      emit: (event) => isOpen() ? sound.emit(event) : Promise.reject("closed"),
    }),
  },
  {
    name: "goes on after close",
    catches: [LATE, DISPOSAL, STATS],
    says: "Cannot accept the sink: found 2 records after close and one more event, expected 1",
    breakIt: ({ records }) => {
      let emitted = 0;
      return {
        emit(event) {
          emitted++;
          records.push(JSON.parse(encodeEvent(event)));
        },
        stats: () => ({ emitted, written: emitted, failed: 0, dropped: 0 }),
      };
    },
  },
  {
    name: "goes on after disposal",
    catches: [DISPOSAL],
    says: "found 2 records after disposal and one more event, expected 1",
    breakIt: () => ({ [Symbol.dispose]: () => {} }),
  },
  {
    name: "counts what it does not write as written",
    catches: [STATS],
    says: 'in stats: {"emitted":4,"written":4,"failed":0,"dropped":1}',
    breakIt: ({ sound }) => ({
      stats: () => ({ ...sound.stats(), written: sound.stats().emitted }),
    }),
  },
  {
    name: "counts nothing",
    catches: [STATS],
    says: "expected 3 emitted, 0 failed, 0 dropped in stats:",
    breakIt: () => ({ stats: () => ({ emitted: 0, written: 0, failed: 0, dropped: 0 }) }),
  },
  {
    name: "fails on a bus when it has handed the event on",
    catches: [BUS],
    says: "Cannot accept the sink: the bus counted 5 failures",
    breakIt: ({ sound }) => ({
      emit(event) {
        sound.emit(event);
        if (event.correlation.hostId === undefined) throw new Error("No host");
      },
    }),
  },
  {
    name: "needs ids that not every event has",
    catches: [BUS, SLOT],
    says: "Cannot accept the sink: found 0 records after the bus was flushed, expected 5",
    breakIt: ({ sound }) => ({
      emit(event) {
        if (event.correlation.hostId === undefined) throw new Error("No host");
        sound.emit(event);
      },
    }),
  },
];

for (const { name, catches, says, breakIt } of BROKEN) {
  Deno.test(`sinkConformance() catches it when a sink ${name}`, async () => {
    const found = await findings(() => subjectOf(breakIt));
    assertEquals([...found.keys()], catches);
    assert(
      [...found.values()].some((message) => message.includes(says)),
      `Expected ${JSON.stringify(says)} in ${JSON.stringify([...found.values()], null, 2)}`,
    );
  });
}

Deno.test("sinkConformance() catches it when a sink pollutes prototypes", async () => {
  const assign = (target: Record<string, unknown>, source: Record<string, unknown>): void => {
    for (const key of Object.keys(source)) {
      const value = source[key];
      if (typeof value !== "object" || value === null) target[key] = value;
      else assign((target[key] ??= {}) as Record<string, unknown>, value as typeof source);
    }
  };
  const polluting = () =>
    subjectOf(({ sound }) => ({
      emit(event) {
        sound.emit(event);
        const { data } = JSON.parse(encodeEvent(event));
        if (typeof data === "object" && Object.hasOwn(data, "constructor")) assign({}, data);
      },
    }));
  try {
    const found = await findings(polluting);
    assertStringIncludes(found.get(HOSTILE) ?? "", "Object.prototype was polluted");
  } finally {
    delete (Object.prototype as { polluted?: boolean }).polluted;
  }
});

Deno.test("sinkConformance() counts records when a subject shows no events", async () => {
  const lossy = (): SinkSubject => {
    let lines = 0;
    return {
      sink: { emit: (event) => void (event.type === "hook" || lines++) },
      records: () => Promise.resolve(lines),
    };
  };
  assertEquals(
    await findings(lossy),
    new Map([[
      EVERY_TYPE,
      "Cannot accept the sink: found 22 records after flush, expected 23",
    ]]),
  );
});

Deno.test("sinkConformance() disposes each subject once when its case has failed or passed", async () => {
  const log: string[] = [];
  const cases = sinkConformance(async () => {
    await Promise.resolve();
    log.push("make");
    return {
      sink: {
        emit() {
          throw new Error("Broken");
        },
        close() {
          throw new Error("Broken too");
        },
      },
      dispose: () => void log.push("dispose"),
    };
  });
  for (const { run } of cases) await run().catch(() => {});
  assertEquals(log, cases.flatMap(() => ["make", "dispose"]));
});

Deno.test("sinkConformance() keeps the sink's error as the cause when it fails", async () => {
  const error = new Error("Broken");
  const [first] = sinkConformance(() => ({ sink: { emit: () => Promise.reject(error) } }));
  const found = await assertRejects(() => first!.run(), Error, "emit of a run_started failed");
  assertEquals(found.cause, error);
});

Deno.test("sinkConformance() leaves the slot as it was when it has run", async () => {
  const mine: Sink = { emit: () => {} };
  const before = install(mine);
  try {
    for (const { run } of sinkConformance(() => ({ sink: { emit: () => {} } }))) await run();
    assertEquals(clear(), mine);
  } finally {
    install(before);
  }
});

Deno.test("sampleEvents() has every type once, each sound by the event table", () => {
  const events = sampleEvents();
  assertEquals(
    events.map(({ type }) => type).toSorted(),
    [...Object.keys(EVENT_TABLE), "conformance.custom"].toSorted(),
  );
  assert(events.every(({ type }) => isKnownType(type)));
  assertEquals(read(events.map(encodeEvent).join("")).issues, []);
});
