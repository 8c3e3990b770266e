import { formatDuration } from "../core/duration.ts";
import type { Tone } from "../core/paint.ts";
import { printable } from "../core/printable.ts";
import type { ItemKind, RunState, RunSummary } from "../core/run_summary.ts";
import { type Cell, cell, columns, type Drawing, rightCell } from "./columns.ts";
import { grouped, quantity } from "./quantity.ts";
import { firstLine, nameText } from "./shown_text.ts";
import { SECTIONS } from "./summary_sections.ts";

/**
 * Shows a run's summary.
 *
 * @param run The summary.
 * @param drawing How to colour and measure.
 * @returns Lines, safe to show in a terminal or a CI log.
 */
export function summaryText(run: RunSummary, drawing: Drawing): readonly string[] {
  const blocks = [counts(run, drawing)];
  for (const section of SECTIONS) {
    const lines = section.lines(run, drawing);
    if (lines.length === 0) continue;
    const count = section.count?.(run);
    const title = drawing.paint("strong", section.title) +
      (count === undefined ? "" : ` ${drawing.paint("dim", grouped(count))}`);
    blocks.push([title, ...lines.map((line) => `  ${line}`)]);
  }
  const body = blocks.flatMap((block) => block.length === 0 ? [] : ["", ...block]);
  return [...header(run, drawing), ...body.map((line) => line === "" ? "" : `  ${line}`)];
}

const STATES: { readonly [State in RunState]: readonly [mark: string, tone: Tone, verb: string] } =
  {
    succeeded: ["✓", "good", "succeeded in"],
    failed: ["✗", "bad", "failed after"],
    unfinished: ["…", "warn", "never finished; last heard of after"],
  };

function header(run: RunSummary, drawing: Drawing): readonly string[] {
  const { paint } = drawing;
  const [mark, tone, verb] = STATES[run.state];
  const name = paint("strong", nameText(run.name ?? run.runId, drawing));
  const state = paint(tone, `${verb} ${formatDuration(run.durationMs)}`);
  const facts = [
    run.name === undefined ? undefined : run.runId,
    `${run.startedAt.slice(0, 10)} ${run.startedAt.slice(11, 19)} UTC`,
    run.mode,
    run.outcome === undefined || isPlainOutcome(run) ? undefined : run.outcome,
    run.exitCode === undefined ? undefined : `exit code ${run.exitCode}`,
    quantity(run.events, "event"),
    run.synthetic === undefined ? undefined : `${grouped(run.synthetic)} made up by repair`,
    run.lost === undefined ? undefined : `${grouped(run.lost)} lost`,
    ...Object.entries(run.labels ?? {}).map(([key, value]) => `${key}=${value}`),
  ].filter((fact) => fact !== undefined);
  const lines = [
    `${paint(tone, mark)} ${name}  ${state}`,
    `  ${paint("dim", facts.map((fact) => nameText(fact, drawing)).join(" · "))}`,
  ];
  if (run.error !== undefined) {
    lines.push(`  ${paint("bad", firstLine(run.error.message, drawing))}`);
  }
  return lines;
}

/** Whether the outcome says no more than the state does. */
function isPlainOutcome({ state, outcome }: RunSummary): boolean {
  return outcome === "success" || (outcome === "failure" && state === "failed");
}

const PLURALS: { readonly [Kind in ItemKind]: string } = {
  host: "hosts",
  resource: "resources",
  job: "jobs",
  step: "steps",
  command: "commands",
  tool: "tool calls",
};

/** In the order in which they are shown; others are bad, and stand before `unfinished`. */
const STATUS_TONES: ReadonlyMap<string, Tone> = new Map<string, Tone>([
  ["ok", "good"],
  ["success", "good"],
  ["changed", "note"],
  ["skip", "dim"],
  ["cancellation", "warn"],
  ["cancelled", "warn"],
  ["unfinished", "warn"],
]);

const STATUS_ORDER: readonly string[] = [...STATUS_TONES.keys()].filter((status) =>
  status !== "unfinished"
);

function counts(run: RunSummary, drawing: Drawing): readonly string[] {
  const rows: (readonly Cell[])[] = [];
  for (const kind of Object.keys(PLURALS) as ItemKind[]) {
    const count = run.counts[kind];
    if (count === undefined) continue;
    const statuses = Object.entries({ ...count.byStatus, unfinished: count.unfinished })
      .filter(([, number]) => number > 0)
      .sort(([a], [b]) => statusRank(a) - statusRank(b))
      .map(([status, number]) =>
        drawing.paint(
          STATUS_TONES.get(status) ?? "bad",
          `${grouped(number)} ${printable(status)}`,
        )
      );
    rows.push([cell(PLURALS[kind]), rightCell(grouped(count.total)), cell(statuses.join(", "))]);
  }
  return columns(rows, drawing);
}

function statusRank(status: string): number {
  if (status === "unfinished") return Infinity;
  const rank = STATUS_ORDER.indexOf(status);
  return rank === -1 ? STATUS_ORDER.length : rank;
}
