import { assertEquals } from "@std/assert";
import { eventKey, formatEventId, parseEventId } from "../../core/event_id.ts";
import { streamOf } from "../fixtures/reading.ts";

const WRITERS = [
  undefined,
  "",
  "worker-1",
  "a:b",
  "1",
  "100%",
  "line\r\nend\0",
  "Grüße ✓",
  " padded ",
  "data: x",
];

Deno.test("formatEventId() writes one word of ASCII, which parseEventId() reads, for any writer", () => {
  const ids = WRITERS.map((writer) => formatEventId({ writer, seq: 42 }));
  assertEquals(ids.filter((id) => !/^[!-~]+$/.test(id)), []);
  assertEquals(ids.map(parseEventId), WRITERS.map((writer) => ({ writer, seq: 42 })));
});

Deno.test("formatEventId() is the number alone when the writer has no name", () => {
  assertEquals(formatEventId({ writer: undefined, seq: 7 }), "7");
});

Deno.test("formatEventId() writes U+FFFD when a name has a lone surrogate", () => {
  assertEquals(formatEventId({ writer: "\ud800", seq: 1 }), "%EF%BF%BD:1");
});

Deno.test("parseEventId() gives undefined when the text is no id", () => {
  const texts = ["", "x", "-1", "1.5", "1e3", " 1", "1\n", "a:", "a b:1", "%ff:1", "%:1", "a:b:1"];
  const huge = "9".repeat(16);
  assertEquals([...texts, huge, `${huge}9`].filter((text) => parseEventId(text)), []);
});

Deno.test("eventKey() gives undefined when a foreign stamp is not sound", () => {
  const [event] = streamOf(["stdout", { payload: "" }]);
  const unsound = [
    { seq: NaN },
    { seq: -1 },
    { seq: 1.5 },
    { seq: 2 ** 60 },
    { correlation: { runId: "r1", writer: 7 } },
  ];
  const keys = unsound.map((keys) => eventKey({ ...event!, ...keys } as typeof event & object));
  assertEquals(keys.filter((key) => key !== undefined), []);
  assertEquals(eventKey(event!), { writer: undefined, seq: 1 });
});
