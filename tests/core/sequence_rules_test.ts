import { assertEquals } from "@std/assert";
import { type Issue, runReport } from "../../core/issue.ts";
import { SequenceRules } from "../../core/sequence_rules.ts";
import { streamOf, timeAt } from "../fixtures/reading.ts";

/** The issues of one writer's events; the place of each is its index from 1. */
function judged(
  steps: readonly { readonly seq: number; readonly ms?: number }[],
  writer?: string,
): readonly Issue[] {
  const issues: Issue[] = [];
  const rules = new SequenceRules(writer, runReport("r1", (issue) => issues.push(issue)));
  const [event] = streamOf(["stdout", { payload: "" }]);
  for (const [index, { seq, ms = index }] of steps.entries()) {
    rules.step({ ...event!, seq, timestamp: timeAt(ms) }, {
      line: index + 1,
      offset: index * 10,
    });
  }
  rules.end();
  return issues;
}

function numbers(...seqs: readonly number[]): readonly { readonly seq: number }[] {
  return seqs.map((seq) => ({ seq }));
}

function found(
  code: "seq_gap" | "seq_duplicate" | "seq_disorder" | "time_backwards",
  line: number,
  message: string,
): Issue {
  return {
    code,
    severity: code === "seq_disorder" || code === "time_backwards" ? "warning" : "error",
    line,
    offset: (line - 1) * 10,
    path: code === "time_backwards" ? "timestamp" : "seq",
    message,
    runId: "r1",
  };
}

const CASES: readonly (
  readonly [name: string, seqs: readonly number[], issues: readonly Issue[]]
)[] = [
  ["numbers are contiguous", [1, 2, 3], []],
  ["there are no events", [], []],
  ["one is missing", [1, 3], [
    found("seq_gap", 2, "Found 3 where 2 was expected: 2 is missing"),
  ]],
  ["several are missing", [1, 5, 6], [
    found("seq_gap", 2, "Found 5 where 2 was expected: 2 to 4 are missing"),
  ]],
  ["the first is missing", [2], [
    found("seq_gap", 1, "Found 2 where 1 was expected: 1 is missing"),
  ]],
  ["many of the first are missing", [1000], [
    found("seq_gap", 1, "Found 1000 where 1 was expected: 1 to 999 are missing"),
  ]],
  ["there are two gaps", [1, 3, 5], [
    found("seq_gap", 2, "Found 3 where 2 was expected: 2 is missing"),
    found("seq_gap", 3, "Found 5 where 4 was expected: 4 is missing"),
  ]],
  ["one occurs again", [1, 2, 2, 3], [
    found("seq_duplicate", 3, "Found 2 again"),
  ]],
  ["an old one occurs again", [1, 2, 3, 1], [
    found("seq_duplicate", 4, "Found 1 again"),
  ]],
  ["one occurs three times", [1, 1, 1], [
    found("seq_duplicate", 2, "Found 1 again"),
    found("seq_duplicate", 3, "Found 1 again"),
  ]],
  ["one comes late and fills the gap", [1, 3, 2, 4], [
    found("seq_disorder", 3, "Found 2 after 3"),
  ]],
  ["two come late in order", [1, 4, 2, 3], [
    found("seq_disorder", 3, "Found 2 after 4"),
    found("seq_disorder", 4, "Found 3 after 4"),
  ]],
  ["two come late in reverse", [1, 4, 3, 2], [
    found("seq_disorder", 3, "Found 3 after 4"),
    found("seq_disorder", 4, "Found 2 after 4"),
  ]],
  ["one comes late into the middle of a gap", [1, 5, 3], [
    found("seq_disorder", 3, "Found 3 after 5"),
    found("seq_gap", 2, "Found 5 where 2 was expected: 2 is missing"),
    found("seq_gap", 2, "Found 5 where 4 was expected: 4 is missing"),
  ]],
  ["one comes late and again", [1, 3, 2, 2], [
    found("seq_disorder", 3, "Found 2 after 3"),
    found("seq_duplicate", 4, "Found 2 again"),
  ]],
  ["the first comes last", [2, 1], [
    found("seq_disorder", 2, "Found 1 after 2"),
  ]],
  ["the last number is the largest integer", [1, Number.MAX_SAFE_INTEGER], [
    found(
      "seq_gap",
      2,
      "Found 9007199254740991 where 2 was expected: 2 to 9007199254740990 are missing",
    ),
  ]],
];

for (const [name, seqs, issues] of CASES) {
  Deno.test(`SequenceRules gives ${issues.length} issues when ${name}`, () => {
    assertEquals(judged(numbers(...seqs)), issues);
  });
}

Deno.test("SequenceRules names the writer when it is not the first", () => {
  assertEquals(judged(numbers(1, 3, 3, 5, 4), 'w"2').map(({ message }) => message), [
    'Found 3 again of writer "w\\"2"',
    'Found 4 after 5 of writer "w\\"2"',
    'Found 3 where 2 was expected: 2 is missing of writer "w\\"2"',
  ]);
});

Deno.test("SequenceRules counts the oldest gap as lost when there are over 1000", () => {
  const seqs = Array.from({ length: 1002 }, (_, index) => (index + 1) * 2);
  const late = judged(numbers(...seqs, 1, 3, 5)).slice(0, 5);
  assertEquals(late.map(({ code, line }) => [code, line]), [
    ["seq_gap", 1],
    ["seq_gap", 2],
    ["seq_duplicate", 1003],
    ["seq_duplicate", 1004],
    ["seq_disorder", 1005],
  ]);
});

Deno.test("SequenceRules reports every gap once when there are over 1000", () => {
  const seqs = Array.from({ length: 2500 }, (_, index) => (index + 1) * 2);
  const lines = judged(numbers(...seqs)).map(({ line }) => line);
  assertEquals(lines, Array.from({ length: 2500 }, (_, index) => index + 1));
});

Deno.test("SequenceRules warns when time goes back", () => {
  const steps = [{ seq: 1, ms: 2000 }, { seq: 2, ms: 1999 }, { seq: 3, ms: 1999 }];
  assertEquals(judged(steps), [
    found(
      "time_backwards",
      2,
      "Found 2026-01-02T03:04:06.999Z after 2026-01-02T03:04:07.000Z",
    ),
  ]);
});

Deno.test("SequenceRules warns once when the clock was set back and goes on from there", () => {
  const steps = [{ seq: 1, ms: 9000 }, { seq: 2, ms: 0 }, { seq: 3, ms: 1 }, { seq: 4, ms: 2 }];
  assertEquals(judged(steps).map(({ line }) => line), [2]);
});

Deno.test("SequenceRules takes equal times when events come within a millisecond", () => {
  assertEquals(judged([{ seq: 1, ms: 0 }, { seq: 2, ms: 0 }]), []);
});
