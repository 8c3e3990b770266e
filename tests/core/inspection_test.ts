import { assertEquals, assertRejects } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { inspect, type Inspection, inspectionOf, Inspector } from "../../core/inspection.ts";
import type { Issue } from "../../core/issue.ts";
import { Summary } from "../../core/summary.ts";
import { SAMPLE_EVENTS, SAMPLE_RUN_ID } from "../fixtures/events.ts";
import { bytesOf, codesOf, joined, judge, linesOf, piecesOf } from "../fixtures/reading.ts";

const BYTES = bytesOf(linesOf(SAMPLE_EVENTS));

const SOUND: Inspection = (() => {
  const summary = new Summary();
  for (const event of SAMPLE_EVENTS) summary.step(event);
  return {
    bytes: BYTES.length,
    events: SAMPLE_EVENTS.length,
    errors: 0,
    warnings: 0,
    codes: {},
    runs: summary.runs(),
  };
})();

async function* later(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

const SOURCES: {
  readonly [name: string]: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
} = {
  "an array": () => [BYTES],
  "a generator": () => piecesOf(BYTES, 10),
  "an async generator": () => later(piecesOf(BYTES, 10)),
  "a stream": () => new Blob([BYTES.slice()]).stream(),
};

for (const [name, source] of Object.entries(SOURCES)) {
  Deno.test(`inspect() gives what was found when the chunks are ${name}`, async () => {
    assertEquals(await inspect(source()), SOUND);
  });
}

Deno.test("inspect() tells of events and issues as they come when it is asked to", async () => {
  const told: string[] = [];
  const text = linesOf([SAMPLE_EVENTS[0], 7, SAMPLE_EVENTS[2]]);
  await inspect([bytesOf(text)], {
    onEvent: (event: RunEvent, { line }) => told.push(`${line} ${event.type}`),
    onIssue: (issue: Issue, line) => told.push(`${issue.line} ${issue.code} ${line?.number}`),
  });
  assertEquals(told, [
    "1 run_started",
    "2 schema 2",
    "3 unknown_reference undefined",
    "3 resource_started",
    "3 seq_gap undefined",
    "1 start_without_finish undefined",
    "3 start_without_finish undefined",
  ]);
});

Deno.test("inspect() counts errors and warnings by code when there are both", async () => {
  const late = { ...SAMPLE_EVENTS[15], seq: 24, timestamp: "2026-01-02T03:04:00.000Z" };
  const input = joined(linesOf([...SAMPLE_EVENTS, late]), "x\ny\n{");
  const { bytes, events, errors, warnings, codes } = await inspect([input]);
  assertEquals({ bytes, events, errors, warnings, codes }, {
    bytes: input.length,
    events: SAMPLE_EVENTS.length + 1,
    errors: 3,
    warnings: 2,
    codes: { time_backwards: 1, event_after_finish: 1, malformed_json: 2, torn_line: 1 },
  });
});

Deno.test("inspect() gives an issue and no run when there are no chunks", async () => {
  assertEquals(await inspect([]), {
    bytes: 0,
    events: 0,
    errors: 1,
    warnings: 0,
    codes: { empty_file: 1 },
    runs: [],
  });
});

Deno.test("inspect() skips lines over the limit when it is given one", async () => {
  const { events, codes } = await inspect([BYTES], { maxLineBytes: 10 });
  assertEquals({ events, codes }, { events: 0, codes: { line_too_long: SAMPLE_EVENTS.length } });
});

Deno.test("inspect() rejects with the source's error when it has one", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(BYTES);
    throw new TypeError("Cannot read");
  }
  await assertRejects(() => inspect(failing()), TypeError, "Cannot read");
});

// The number of a refused event was there: it once was reported as lost too.
for (const fault of [{ timestamp: "yesterday" }, { type: 5 }, { v: 0 }]) {
  Deno.test(`inspect() finds no gap when an event is refused for ${JSON.stringify(fault)}`, async () => {
    const stdout = SAMPLE_EVENTS.find(({ type }) => type === "stdout");
    const events = SAMPLE_EVENTS.map((event) => event === stdout ? { ...event, ...fault } : event);
    const { codes } = await inspect([bytesOf(linesOf(events))]);
    assertEquals(codes, { schema: 1 });
  });
}

Deno.test("inspect() tells which events were refused, and finds one that comes again", async () => {
  const refused: unknown[] = [];
  const [started] = SAMPLE_EVENTS;
  const again = { ...started, timestamp: "yesterday" };
  const { codes, runs } = await inspect([bytesOf(linesOf([started, again]))], {
    onRefused: ({ runId, seq }, { line }) => refused.push([runId, seq, line]),
  });
  assertEquals([refused, codes, runs.length], [
    [[SAMPLE_RUN_ID, 1, 2]],
    { schema: 1, seq_duplicate: 1, start_without_finish: 1 },
    1,
  ]);
});

Deno.test("inspect() gives no run when all of its events are refused", async () => {
  const refused = { ...SAMPLE_EVENTS[0], timestamp: "yesterday" };
  const { codes, runs } = await inspect([bytesOf(linesOf([refused]))]);
  assertEquals([codes, runs], [{ schema: 1 }, []]);
});

Deno.test("Inspector gives what inspect() gives when bytes are pushed", () => {
  const inspector = new Inspector();
  for (const piece of piecesOf(BYTES, 33)) inspector.push(piece);
  assertEquals(inspectionOf(inspector.end()), SOUND);
});

Deno.test("Inspector reports a gap and an unfinished run when an event cannot be used", () => {
  const values = SAMPLE_EVENTS.map((event) =>
    event.type === "run_finished" ? { ...event, timestamp: "yesterday" } : event
  );
  const { issues, runs } = judge(values);
  assertEquals<unknown>([codesOf(issues), runs[0]?.state], [
    ["schema", "start_without_finish"],
    "unfinished",
  ]);
});
