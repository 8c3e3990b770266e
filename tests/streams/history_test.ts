import { assert, assertEquals, assertThrows } from "@std/assert";
import { encodeEvent } from "../../core/encode.ts";
import type { RunEvent } from "../../core/event.ts";
import { sinkConformance } from "../../sinks/conformance.ts";
import {
  type Feed,
  type HistoryItem,
  type HistoryOptions,
  type HistorySink,
  historySink,
} from "../../sinks/history.ts";
import { keptBytes } from "../fixtures/heap.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";

/** An event of a writer. */
function eventOf(seq: number, writer?: string): RunEvent {
  return {
    v: 1,
    seq,
    type: "stdout",
    timestamp: "2026-01-02T03:04:05.678Z",
    correlation: { runId: "r1", ...(writer !== undefined && { writer }) },
    payload: "",
  };
}

/** A history that was given these events, as `7` or `a:7`. */
function historyOf(ids: string, options: HistoryOptions = {}): HistorySink {
  const history = historySink(options);
  for (const id of ids.split(" ")) history.emit(eventFor(id));
  return history;
}

function eventFor(id: string): RunEvent {
  const [seq, writer] = id.split(":").reverse();
  return eventOf(Number(seq), writer);
}

/** What a reader can take now: ids, and gaps as `reason` or `reason 3`. */
function taken(reader: Feed<HistoryItem>): string {
  const words: string[] = [];
  for (let item = reader.take(); item !== undefined; item = reader.take()) {
    if (item.kind === "event") words.push(item.id ?? "none");
    else words.push([item.reason, item.count].filter((part) => part !== undefined).join("="));
  }
  return words.join(" ");
}

for (
  const { name, run } of sinkConformance(() => {
    const sink = historySink();
    return {
      sink,
      events() {
        const lines: unknown[] = [];
        const reader = sink.read();
        for (let item = reader.take(); item !== undefined; item = reader.take()) {
          if (item.kind === "event") lines.push(JSON.parse(item.line));
        }
        reader[Symbol.dispose]();
        return lines;
      },
    };
  })
) Deno.test(`historySink() conforms: ${name}`, run);

Deno.test("historySink().read() gives what is kept, then what comes, and ends when it is closed", async () => {
  const history = historyOf("1 2");
  const reader = history.read();
  history.emit(eventOf(3));
  history.close();
  assertEquals(
    await Array.fromAsync(reader),
    [1, 2, 3].map((seq) => ({
      kind: "event" as const,
      id: String(seq),
      type: "stdout",
      line: encodeEvent(eventOf(seq)),
    })),
  );
});

Deno.test("historySink().read() wakes all readers when an event comes", async () => {
  const history = historySink();
  const waiting = [history.read().next(), history.read().next()];
  history.emit(eventOf(1));
  const ids = (await Promise.all(waiting)).map(({ value }) => value?.kind === "event" && value.id);
  assertEquals(ids, ["1", "1"]);
});

Deno.test("historySink() keeps an event as it was when its payload is changed later", () => {
  const history = historySink();
  const { bus } = recordedBus();
  bus.on(history);
  const data = { state: "before" };
  bus.emit({ type: "app.state", data });
  data.state = "after";
  const item = history.read().take();
  assertEquals(item?.kind === "event" && JSON.parse(item.line).data, { state: "before" });
});

Deno.test("historySink() lets the oldest go and tells so when maxEvents is reached", () => {
  assertEquals(taken(historyOf("1 2 3 4 5", { maxEvents: 2 }).read()), "not_kept=3 4 5");
});

Deno.test("historySink() lets the oldest go when maxChars is reached", () => {
  const maxChars = 2 * encodeEvent(eventOf(1)).length;
  assertEquals(taken(historyOf("1 2 3", { maxChars }).read()), "not_kept=1 2 3");
});

Deno.test("historySink() keeps the latest event when it alone is over maxChars", () => {
  assertEquals(taken(historyOf("1 2", { maxChars: 1 }).read()), "not_kept=1 2");
});

Deno.test("historySink() refuses a limit when it is below 1", () => {
  for (const limit of [0, -1, NaN]) {
    assertThrows(
      () => historySink({ maxEvents: limit }),
      RangeError,
      `Cannot keep events: maxEvents is ${limit}`,
    );
    assertThrows(() => historySink({ maxChars: limit }), RangeError);
  }
});

Deno.test("historySink().read() tells how much was missed when the reader is too slow", () => {
  const history = historyOf("1", { maxEvents: 2 });
  const reader = history.read();
  const other = history.read();
  const before = taken(other);
  for (const seq of [2, 3, 4, 5]) history.emit(eventOf(seq));
  assertEquals(
    [taken(reader), reader.dropped, before, taken(other), other.dropped],
    ["too_slow=3 4 5", 3, "1", "too_slow=2 4 5", 2],
  );
});

const RESUMED: readonly (readonly [name: string, ids: string, after: string, read: string])[] = [
  ["the id is kept", "1 2 3 4", "2", "3 4"],
  ["the id is the latest", "1 2 3", "3", ""],
  ["the id is 0", "1 2", "0", "1 2"],
  ["the id is 0 and the first event has left", "1 2 3 4 5", "0", "not_kept=1 2 3 4 5"],
  ["the id left last", "1 2 3 4 5", "1", "2 3 4 5"],
  ["the id left long ago", "1 2 3 4 5 6 7", "1", "not_kept=2 4 5 6 7"],
  ["the history came late", "51 52", "30", "not_kept=20 51 52"],
  ["the id is newer than all", "1 2", "9", "unknown_id 1 2"],
  ["the id is no id", "1 2", "what", "unknown_id 1 2"],
  ["the id has a writer that never wrote", "1 2", "a:1", "unknown_id 1 2"],
  ["the event never came here", "1 2 4 5", "3", "4 5"],
  ["the writer has a name", "a:1 1 a:2 2", "a:1", "1 a:2 2"],
  ["another writer has the number", "a:1 1 a:2 2", "1", "a:2 2"],
  ["the id is 0, of a writer that came later", "a:1 1 2", "0", "a:1 1 2"],
  ["the writer's first event comes later", "1 2 a:1", "a:0", "1 2 a:1"],
  ["several write and the id has left", "1 a:1 2 a:2 3 a:3", "1", "not_kept 2 a:2 3 a:3"],
  ["all of the writer has left", "a:1 1 2 3 4", "a:1", "not_kept 1 2 3 4"],
  ["an event came twice", "1 2 2 3", "2", "3"],
];

for (const [name, ids, after, read] of RESUMED) {
  Deno.test(`historySink().read() goes on after an id when ${name}`, () => {
    assertEquals(taken(historyOf(ids, { maxEvents: 4 }).read({ after })), read);
  });
}

Deno.test("historySink().read() gives unknown_id for any id when nothing has come yet", () => {
  const ids = ["0", "1", "a:0"];
  const read = ids.map((after) => taken(historySink().read({ after })));
  assertEquals(read, ["", "unknown_id", ""]);
});

Deno.test("historySink().read() gives an event without id when its stamp is not sound", () => {
  const history = historySink();
  history.emit(eventOf(NaN));
  history.emit(eventOf(1));
  assertEquals(taken(history.read()), "none 1");
});

Deno.test("historySink() keeps nothing of thousands of readers when they have stopped", async () => {
  const history = historyOf("1 2 3");
  const before = keptBytes();
  for (let n = 0; n < 5000; n++) await history.read().return();
  assert(keptBytes() - before < 1_000_000);
  // Used again, so that it was not garbage itself.
  assertEquals(taken(history.read()), "1 2 3");
});

Deno.test("historySink() lets go of a reader when it stops", async () => {
  const history = historySink();
  const reader = history.read();
  const waiting = reader.next();
  await reader.return();
  history.emit(eventOf(1));
  assertEquals([await waiting, reader.take(), reader.ended], [
    { done: true, value: undefined },
    undefined,
    true,
  ]);
});
