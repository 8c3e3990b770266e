import { assertEquals } from "@std/assert";
import {
  childEnvironment,
  formatTraceparent,
  parseTraceparent,
  traceFromEnvironment,
} from "../../sinks/bridges/trace_context.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const PARENT_ID = "b7ad6b7169203331";
const TRACEPARENT = `00-${TRACE_ID}-${PARENT_ID}-01`;
const TRACE = { traceId: TRACE_ID, parentId: PARENT_ID, sampled: true };

/** Fills with 1, 2, 3, … */
function counter(): (bytes: Uint8Array) => void {
  let next = 1;
  return (bytes) => bytes.forEach((_, at) => void (bytes[at] = next++));
}

Deno.test("parseTraceparent() reads version 00", () => {
  assertEquals(parseTraceparent(TRACEPARENT), TRACE);
});

Deno.test("parseTraceparent() takes the sampled flag alone when others are set", () => {
  const flags = ["00", "02", "03", "fe", "ff"];

  const sampled = flags.map((flag) =>
    parseTraceparent(`00-${TRACE_ID}-${PARENT_ID}-${flag}`)?.sampled
  );

  assertEquals(sampled, [false, false, true, false, true]);
});

Deno.test("parseTraceparent() reads the known part when the version is a later one", () => {
  const later = [
    `01-${TRACE_ID}-${PARENT_ID}-01`,
    `01-${TRACE_ID}-${PARENT_ID}-01-`,
    `cc-${TRACE_ID}-${PARENT_ID}-01-what-the-future\nwill be like`,
  ];

  assertEquals(later.map(parseTraceparent), [TRACE, TRACE, TRACE]);
});

for (
  const [fault, text] of [
    ["it is empty", ""],
    ["the version is ff", `ff-${TRACE_ID}-${PARENT_ID}-01`],
    ["the trace id is zero", `00-${"0".repeat(32)}-${PARENT_ID}-01`],
    ["the parent id is zero", `00-${TRACE_ID}-${"0".repeat(16)}-01`],
    ["the trace id is zero in a later version", `01-${"0".repeat(32)}-${PARENT_ID}-01`],
    ["version 00 goes on", `${TRACEPARENT}-more`],
    ["version 00 ends in a dash", `${TRACEPARENT}-`],
    ["a later version goes on without a dash", `01-${TRACE_ID}-${PARENT_ID}-01more`],
    ["there are capitals", TRACEPARENT.toUpperCase()],
    ["there is no hexadecimal digit", `00-${TRACE_ID}-${PARENT_ID}-0g`],
    ["the trace id is short", `00-${TRACE_ID.slice(1)}-${PARENT_ID}-01`],
    ["the parent id is long", `00-${TRACE_ID}-${PARENT_ID}0-01`],
    ["the flags are missing", `00-${TRACE_ID}-${PARENT_ID}`],
    ["the version is long", `000-${TRACE_ID}-${PARENT_ID}-01`],
    ["there is a blank before", ` ${TRACEPARENT}`],
    ["there is a newline behind", `${TRACEPARENT}\n`],
  ] as const
) {
  Deno.test(`parseTraceparent() refuses text when ${fault}`, () => {
    assertEquals(parseTraceparent(text), undefined);
  });
}

Deno.test("formatTraceparent() writes what parseTraceparent() reads", () => {
  const unsampled = { ...TRACE, sampled: false };

  assertEquals(formatTraceparent(TRACE), TRACEPARENT);
  assertEquals(parseTraceparent(formatTraceparent(unsampled)), unsampled);
});

Deno.test("traceFromEnvironment() reads TRACEPARENT and TRACESTATE", () => {
  const TRACESTATE = "rojo=00f067aa0ba902b7, ,\tcongo@x=t61 rc,";

  assertEquals(traceFromEnvironment({ TRACEPARENT, TRACESTATE }), {
    ...TRACE,
    traceState: "rojo=00f067aa0ba902b7,congo@x=t61 rc",
  });
});

Deno.test("traceFromEnvironment() finds no trace when TRACEPARENT is missing or invalid", () => {
  const TRACESTATE = "rojo=1";

  assertEquals(traceFromEnvironment({ TRACESTATE }), undefined);
  assertEquals(traceFromEnvironment({ TRACEPARENT: "x", TRACESTATE }), undefined);
});

Deno.test("traceFromEnvironment() leaves TRACESTATE out when it is invalid", () => {
  const tooMany = Array.from({ length: 33 }, (_, at) => `k${at}=v`).join(",");
  const invalid = ["", ",", "novalue", "=v", "k=", "K=v", "k=a=b", "k=ä", "k=a\nb", tooMany];

  const found = invalid.map((TRACESTATE) => traceFromEnvironment({ TRACEPARENT, TRACESTATE }));

  assertEquals(found, invalid.map(() => TRACE));
});

Deno.test("childEnvironment() keeps the trace and makes a new parent id", () => {
  const trace = { ...TRACE, sampled: false, traceState: "rojo=1" };

  assertEquals(childEnvironment(trace, { randomBytes: counter() }), {
    TRACEPARENT: `00-${TRACE_ID}-0102030405060708-00`,
    TRACESTATE: "rojo=1",
  });
});

Deno.test("childEnvironment() begins a trace when there is none", () => {
  assertEquals(childEnvironment(undefined, { randomBytes: counter() }), {
    TRACEPARENT: "00-0102030405060708090a0b0c0d0e0f10-1112131415161718-01",
  });
});

Deno.test("childEnvironment() draws again when all bytes are zero", () => {
  const draws = [0, 0, 7];
  const randomBytes = (bytes: Uint8Array): void => void bytes.fill(draws.shift()!);

  assertEquals(childEnvironment(TRACE, { randomBytes }), {
    TRACEPARENT: `00-${TRACE_ID}-${"07".repeat(8)}-01`,
  });
});

Deno.test("childEnvironment() gives valid parents that differ", () => {
  const parents = Array.from({ length: 100 }, () => childEnvironment(undefined).TRACEPARENT);

  assertEquals(parents.filter((parent) => parseTraceparent(parent) === undefined), []);
  assertEquals(new Set(parents).size, 100);
});
