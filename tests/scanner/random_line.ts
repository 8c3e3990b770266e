import { EVENT_TABLE, type FieldRule, type Fields } from "../../core/event_table.ts";
import { timeAt } from "../fixtures/reading.ts";
import { pick } from "../fixtures/seeded_random.ts";

const TEXTS = [
  "",
  "ok",
  "one\n",
  "two\nthree\r\n",
  'a "quoted" \\ path\n',
  "é€😀\n",
  "\u2028\u0000\u001f",
  "n\\n",
  "x".repeat(30),
  `${"long ".repeat(100)}\n`,
  "\n".repeat(12),
  "\ud800",
];
/** Output that goes over one bound or another: lines over 400 units, chunks over the scanner's blocks. */
const LONG_TEXTS = [
  "y".repeat(5000),
  `${"line\n".repeat(3000)}`,
  "\u0001".repeat(700),
  `${"é".repeat(450)}\n`,
  `a${"😀".repeat(400)}\r\n`,
  "\\n".repeat(300),
  "z".repeat(70_000),
  `${"w".repeat(399)}\r\n${"v".repeat(400)}\r\n`,
];
const ANY = [null, 1, "text", true, [], [1, { a: null }], { "": 0, b: [1.5e-7] }, "a\nb"];
const NUMBERS = [0, 1, 0.5, 12.345, 500, 1e15, 99999, 0.001, 3];

/** How a made-up stream behaves. */
export interface StreamState {
  readonly random: () => number;
  /** The next number of each writer. */
  readonly seqs: Map<string, number>;
  ms: number;
  /** How likely a number or a time is out of order, from 0 to 1. */
  readonly disorder: number;
}

/** What a repair says is lost: numbers around those that are due, of any writer. */
function randomLoss(expected: number, random: () => number): object {
  const from = Math.max(1, expected + Math.floor(random() * 7) - 3);
  const to = from + Math.floor(random() * 4);
  return random() < 0.5 ? { from, to } : { writer: pick(["w1", "w 2"], random), from, to };
}

/** Makes a line of an event that is sound by itself; `rest` has values of its own keys. */
export function randomLine(
  state: StreamState,
  type: string,
  correlation: object,
  rest: { readonly [key: string]: unknown },
): string {
  const { random, seqs } = state;
  const writer = JSON.stringify([
    (correlation as { runId?: string }).runId,
    (correlation as { writer?: string }).writer,
  ]);
  const expected = seqs.get(writer) ?? 1;
  const seq = random() >= state.disorder
    ? expected
    : Math.max(1, expected + Math.floor(random() * 5) - 2);
  seqs.set(writer, Math.max(expected, seq) + (seq >= expected ? 1 : 0));
  state.ms += random() < state.disorder
    ? -5
    : Math.floor(random() * 3) * (random() < 0.02 ? 100_000 : 1);
  const rule = (EVENT_TABLE as { [type: string]: { fields: Fields } })[type];
  const fields = rule === undefined
    ? { data: type === "runtrail.lost" ? randomLoss(expected, random) : pick(ANY, random) }
    : randomFields(rule.fields, random);
  for (const [key, value] of Object.entries(rest)) {
    if (key in fields || rule?.fields[key] !== undefined) fields[key] = value;
  }
  return JSON.stringify({ v: 1, seq, type, timestamp: timeAt(state.ms), correlation, ...fields });
}

function randomFields(fields: Fields, random: () => number): { [key: string]: unknown } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, rule]) => rule.optional !== true || random() < 0.4)
      .map(([key, rule]) => [key, randomValue(rule, random)]),
  );
}

function randomValue(rule: FieldRule, random: () => number): unknown {
  switch (rule.kind) {
    case "string":
      return rule.pattern === "timestamp"
        ? timeAt(5)
        : pick(random() < 0.02 ? LONG_TEXTS : TEXTS, random);
    case "integer":
      return pick([0, 0, 1, 2, 255, 137], random);
    case "number":
      return pick(NUMBERS, random);
    case "boolean":
      return random() < 0.5;
    case "enum":
      return pick(rule.values, random);
    case "record":
      return rule.of === "string" ? { a: "b", c: pick(TEXTS, random) } : { a: pick(ANY, random) };
    case "object":
      return randomFields(rule.fields, random);
    case "any":
      return pick(ANY, random);
    default:
      return rule satisfies never;
  }
}
