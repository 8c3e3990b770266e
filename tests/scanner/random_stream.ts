import { EVENT_TABLE } from "../../core/event_table.ts";
import { pick } from "../fixtures/seeded_random.ts";
import { randomLine, type StreamState } from "./random_line.ts";

const CUSTOM_TYPES = ["log.record", "a.b", "a.b.c-1", "runtrail.lost", "runtrail.set_aside"];
const RUNS = ["r1", "01HF7YAT00ABCDEFGHJKMNPQRS"];
/**
 * Makes lines of events that are sound by themselves: of few runs, writers and
 * ids, so that starts, finishes and references meet, often in the right order.
 *
 * @param random Where chance comes from.
 * @param count How many.
 */
export function randomLines(random: () => number, count: number): string[] {
  const state: StreamState = { random, seqs: new Map(), ms: 0, disorder: 0.03 };
  const wild = random() < 0.3;
  const types = Object.keys(EVENT_TABLE);
  const favoured = Array.from({ length: 5 }, () => pick(types, random));
  const open: { readonly kind: string; readonly correlation: object; readonly rest: object }[] = [];
  let ids = 0;
  const lines: string[] = [];
  const runId = pick(RUNS, random);
  if (random() < 0.9) lines.push(randomLine(state, "run_started", { runId }, {}));
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
          randomLine(state, kind === "tool" ? "tool_call" : `${kind}_started`, correlation, rest),
        );
      } else if (turn < 0.7) {
        const type = pick(["resource_output", "stdout", "stderr", "log.record"], random);
        const filled = type === "resource_output" && !("resourceId" in last.correlation)
          ? "stdout"
          : type;
        lines.push(randomLine(state, filled, last.correlation, {}));
      } else {
        open.pop();
        const fine = random() < 0.8 ? FINE : {};
        const type = last.kind === "tool" ? "tool_result" : `${last.kind}_finished`;
        lines.push(randomLine(state, type, last.correlation, { ...last.rest, ...fine }));
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
    lines.push(randomLine(state, type, { ...correlation, ...writer }, {}));
  }
  return lines;
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
