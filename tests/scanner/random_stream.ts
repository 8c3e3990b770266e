import { EVENT_TABLE, type FieldRule, type Fields } from "../../core/event_table.ts";
import { timeAt } from "../fixtures/reading.ts";
import { pick } from "../fixtures/seeded_random.ts";

/** A line of a made-up file, without its newline. */
export type RandomLine = string;

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
const CUSTOM_TYPES = ["log.record", "a.b", "a.b.c-1", "runtrail.lost", "runtrail.set_aside"];
const RUNS = ["r1", "01HF7YAT00ABCDEFGHJKMNPQRS"];
const NUMBERS = [0, 1, 0.5, 12.345, 500, 1e15, 99999, 0.001, 3];

/** How a made-up stream behaves. */
interface StreamState {
  readonly random: () => number;
  /** The next number of each writer. */
  readonly seqs: Map<string, number>;
  ms: number;
}

/**
 * Makes lines of events that are sound by themselves: of few runs, writers and
 * ids, so that starts, finishes and references meet, often in the right order.
 *
 * @param random Where chance comes from.
 * @param count How many.
 */
export function randomLines(random: () => number, count: number): RandomLine[] {
  const state: StreamState = { random, seqs: new Map(), ms: 0 };
  const wild = random() < 0.3;
  const types = Object.keys(EVENT_TABLE);
  const favoured = Array.from({ length: 5 }, () => pick(types, random));
  const open: { readonly kind: string; readonly correlation: object; readonly rest: object }[] = [];
  let ids = 0;
  const lines: RandomLine[] = [];
  const runId = pick(RUNS, random);
  if (random() < 0.9) lines.push(line(state, "run_started", { runId }, {}));
  while (lines.length < count) {
    const own = random() < 0.05 ? { runId: pick(RUNS, random) } : { runId };
    const writer = random() < 0.1 ? { writer: pick(["w1", "w 2"], random) } : {};
    if (!wild && random() < 0.6) {
      // Something that starts, works and finishes as tools do.
      const last = open[open.length - 1];
      const turn = random();
      if (last === undefined || turn < 0.3) {
        const kind = pick(["host", "resource", "job", "command", "step", "tool"], random);
        const id = `${runId}-${++ids}`;
        const inherited = random() < 0.8 ? last?.correlation ?? {} : {};
        const correlation = kind === "tool"
          ? { ...own, ...inherited }
          : { ...own, ...inherited, [`${kind}Id`]: id };
        const rest = kind === "tool" ? { callId: id } : {};
        open.push({ kind, correlation, rest });
        lines.push(
          line(state, kind === "tool" ? "tool_call" : `${kind}_started`, correlation, rest),
        );
      } else if (turn < 0.7) {
        const type = pick(["resource_output", "stdout", "stderr", "log.record"], random);
        const filled = type === "resource_output" && !("resourceId" in last.correlation)
          ? "stdout"
          : type;
        lines.push(line(state, filled, last.correlation, {}));
      } else {
        open.pop();
        const fine = random() < 0.8 ? FINE : {};
        const type = last.kind === "tool" ? "tool_result" : `${last.kind}_finished`;
        lines.push(line(state, type, last.correlation, { ...last.rest, ...fine }));
      }
      continue;
    }
    const type = random() < 0.1
      ? pick(CUSTOM_TYPES, random)
      : random() < 0.5
      ? pick(favoured, random)
      : pick(types, random);
    const correlation: { [key: string]: unknown } = { ...own };
    const rule = (EVENT_TABLE as { [type: string]: { correlation: readonly string[] } })[type];
    for (const key of ["hostId", "resourceId", "jobId", "commandId", "stepId"]) {
      if (rule?.correlation.includes(key) || random() < 0.15) correlation[key] = randomId(state);
    }
    if (rule?.correlation.includes("attempt") || random() < 0.05) correlation.attempt = 1;
    lines.push(line(state, type, { ...correlation, ...writer }, {}));
  }
  return lines;
}

/** What a repair says is lost: numbers around those that are due, of any writer. */
function randomLoss(expected: number, random: () => number): object {
  const from = Math.max(1, expected + Math.floor(random() * 7) - 3);
  const to = from + Math.floor(random() * 4);
  return random() < 0.5 ? { from, to } : { writer: pick(["w1", "w 2"], random), from, to };
}

/** Ends that are no failures. */
const FINE = { status: "ok", exitCode: 0, ok: true, outcome: "success", failed: 0 };

function randomId({ random }: StreamState): string {
  return pick([
    ...Array.from({ length: 12 }, (_, n) => `r1-${n}`),
    "r1-007",
    "r1-1234567890",
    "h",
    "é-1",
    "r1-w1-4",
    "99",
    "01HF7YAT00ABCDEFGHJKMNPQRS-3",
  ], random);
}

function line(
  state: StreamState,
  type: string,
  correlation: object,
  rest: { readonly [key: string]: unknown },
): RandomLine {
  const { random, seqs } = state;
  const writer = JSON.stringify([
    (correlation as { runId?: string }).runId,
    (correlation as { writer?: string }).writer,
  ]);
  const expected = seqs.get(writer) ?? 1;
  const seq = random() < 0.97 ? expected : Math.max(1, expected + Math.floor(random() * 5) - 2);
  seqs.set(writer, Math.max(expected, seq) + (seq >= expected ? 1 : 0));
  state.ms += random() < 0.02 ? -5 : Math.floor(random() * 3) * (random() < 0.02 ? 100_000 : 1);
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
