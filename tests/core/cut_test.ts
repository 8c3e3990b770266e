import { assertEquals } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { EVENT_TABLE } from "../../core/event_table.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { bytesOf, linesOf, read } from "../fixtures/reading.ts";

/** Characters of two, three and four bytes, with escapes around them. */
const TEXT = 'é€😀"\\\n\u2028\u0000';

/** Every sample event in several runs that take turns, each with text that a cut may fall into. */
const EVENTS: readonly RunEvent[] = SAMPLE_EVENTS.flatMap((event) =>
  ["r1", "лог-2", "run 😀"].map((runId) =>
    Object.assign({}, event, { correlation: { ...event.correlation, runId }, note: TEXT })
  )
);

const BYTES = bytesOf(linesOf(EVENTS));
const NEWLINE = 0x0a;

/** What a file that was cut must give: as JSON, because half a million events are compared. */
function expectedAt(cut: number, bytes: Uint8Array, lines: readonly string[]): string {
  const kept = bytes.subarray(0, cut);
  const whole = kept.filter((byte) => byte === NEWLINE).length;
  const lineStart = kept.lastIndexOf(NEWLINE) + 1;
  const inside = cut > lineStart;
  const onlyNewlineGone = inside && bytes[cut] === NEWLINE;
  const torn = { code: "torn_line", severity: "error", line: whole + 1, offset: lineStart };
  const empty = { code: "empty_file", severity: "error", line: 0, offset: 0 };
  return JSON.stringify({
    events: lines.slice(0, onlyNewlineGone ? whole + 1 : whole),
    issues: inside ? [torn] : cut === 0 ? [empty] : [],
  });
}

function readAt(cut: number, bytes: Uint8Array, chunkBytes: number): string {
  const { events, issues } = read(bytes.subarray(0, cut), { chunkBytes });
  return JSON.stringify({
    events: events.map((event) => JSON.stringify(event)),
    issues: issues.map(({ code, severity, line, offset }) => ({ code, severity, line, offset })),
  });
}

/** The cuts that do not give exactly the events before them and one issue. */
function wrongCuts(events: readonly RunEvent[], chunkBytes: number): readonly number[] {
  const bytes = bytesOf(linesOf(events));
  const lines = events.map((event) => JSON.stringify(event));
  const cuts = Array.from({ length: bytes.length + 1 }, (_, cut) => cut);
  return cuts.filter((cut) => readAt(cut, bytes, chunkBytes) !== expectedAt(cut, bytes, lines));
}

Deno.test("the stream to cut has every event type and many characters of several bytes", () => {
  const types = new Set<string>(EVENTS.map(({ type }) => type));
  const missing = Object.keys(EVENT_TABLE).filter((type) => !types.has(type));
  assertEquals([missing, BYTES.filter((byte) => byte >= 0xf0).length > 60], [[], true]);
});

Deno.test("EventReader gives every whole event and one torn line when a file is cut anywhere", () => {
  assertEquals(wrongCuts(EVENTS, BYTES.length), []);
});

/** Every type once: chunks of a byte take longer. */
const ONE_RUN = EVENTS.filter((_event, index) => index % 3 === 2);

for (const chunkBytes of [1, 7]) {
  Deno.test(`EventReader gives them as well when a file is cut anywhere and read by ${chunkBytes}`, () => {
    assertEquals(wrongCuts(ONE_RUN, chunkBytes), []);
  });
}
