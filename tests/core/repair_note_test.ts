import { assertEquals } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { lossOf } from "../../core/repair_note.ts";
import { codesOf, type Draft, type Json, judge, streamOf } from "../fixtures/reading.ts";

const RUN: Draft = ["run_started"];
const RUN_END: Draft = ["run_finished", { durationMs: 1, hasFailures: false }];
const TEXT: Draft = ["stdout", { payload: "" }];

function note(data: unknown, seq: number): Json {
  const [event] = streamOf(["runtrail.lost", { data }]);
  return { ...event, seq, correlation: { runId: "r1", writer: "repair" } };
}

function lost(from: number, to: number): unknown {
  return { from, to };
}

/** What is found where the run's own events have these numbers, and losses are said between them. */
const CASES: readonly (readonly [
  name: string,
  stream: readonly (number | unknown)[],
  codes: readonly string[],
])[] = [
  ["the gap is said before it", [1, lost(2, 4), 5], []],
  ["the gap is said after it", [1, 5, lost(2, 4)], []],
  ["more is said than is missing", [1, 3, lost(1, 9), 10], []],
  ["a part of the gap is said", [1, 6, lost(2, 3)], ["seq_gap"]],
  ["the middle of the gap is said", [1, 6, lost(3, 4)], ["seq_gap", "seq_gap"]],
  ["a gap comes before what is said", [1, lost(4, 5), 6], ["seq_gap"]],
  ["what was said to be lost comes all the same", [1, lost(2, 2), 2, 3], ["seq_duplicate"]],
  ["the end of the file is said to be lost", [1, lost(2, 3)], []],
  ["it is said of another writer", [1, { writer: "w", from: 1, to: 2 }, 3], ["seq_gap"]],
];

for (const [name, stream, codes] of CASES) {
  Deno.test(`LifecycleRules gives [${codes}] when ${name}`, () => {
    let notes = 0;
    const events = stream.map((item) => {
      if (typeof item !== "number") return note(item, ++notes);
      const [event] = streamOf(item === 1 ? RUN : TEXT);
      return { ...event, seq: item };
    });
    const found = codesOf(judge(events).issues);
    assertEquals(found.filter((code) => code.startsWith("seq_")), codes);
  });
}

Deno.test("LifecycleRules takes a repair's notes before the start and after the end of a run", () => {
  const [start, end] = streamOf(RUN, RUN_END);
  const setAside = (seq: number): Json => ({ ...note({}, seq), type: "runtrail.set_aside" });
  const { issues } = judge([setAside(1), start, end, setAside(2), note(lost(3, 3), 3)]);
  assertEquals(issues, []);
});

for (
  const data of [
    undefined,
    null,
    "lost",
    {},
    { from: 0, to: 1 },
    { from: 2, to: 1 },
    { from: "1", to: 2 },
    { from: 1, to: 1e300 },
  ]
) {
  Deno.test(`lossOf() is undefined when the data is ${JSON.stringify(data)}`, () => {
    assertEquals(lossOf({ type: "runtrail.lost", data } as unknown as RunEvent), undefined);
  });
}

Deno.test("lossOf() leaves out a writer that is no text", () => {
  const data = { writer: 5, from: 1, to: 2 };
  assertEquals(lossOf({ type: "runtrail.lost", data } as unknown as RunEvent), { from: 1, to: 2 });
});

Deno.test("Summary counts what is made up and what is lost", () => {
  const [start, end] = streamOf(RUN, ["run_finished", {
    durationMs: 1,
    hasFailures: true,
    synthetic: true,
  }]);
  const [run] = judge([start, note(lost(2, 4), 1), note(lost(7, 7), 2), end]).runs;
  assertEquals([run?.synthetic, run?.lost], [1, 4]);
  const [plain] = judge([start]).runs;
  assertEquals(["synthetic" in plain!, "lost" in plain!], [false, false]);
});
