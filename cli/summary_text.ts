import { formatDuration } from "../core/duration.ts";
import type { Paint, Tone } from "../core/paint.ts";
import { printable } from "../core/printable.ts";
import type {
  HostSummary,
  Item,
  ItemKind,
  RunState,
  RunSummary,
  Timed,
} from "../core/run_summary.ts";
import { type Cell, cell, columns, rightCell } from "./columns.ts";
import { quantity } from "./quantity.ts";
import type { TextWidth } from "./text_width.ts";

/** How many of a list are shown; `--format json` has more. */
const MAX_SHOWN = 10;
const MAX_SLOWEST = 5;
const MAX_NAME_CHARS = 60;
const BAR_COLUMNS = 20;

/** How a summary is drawn. */
export interface Drawing {
  /** Colours by meaning, or not at all. */
  readonly paint: Paint;
  /** Measures text. */
  readonly width: TextWidth;
}

/**
 * Shows a run's summary.
 *
 * @param run The summary.
 * @param drawing How to colour and measure.
 * @returns Lines, safe to show in a terminal or a CI log.
 */
export function summaryText(run: RunSummary, drawing: Drawing): readonly string[] {
  const sections = [
    [...header(run, drawing), ...indent(counts(run, drawing))],
    section("Failed", failures(run, drawing)),
    section("Never finished", unfinished(run, drawing)),
    section("Hosts", hosts(run, drawing)),
    section("Tried again", retries(run, drawing)),
    section("Slowest", slowest(run, drawing)),
    section("Last output", lastOutput(run, drawing)),
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines, index) =>
    index === 0 ? lines : ["", ...lines]
  );
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...indent(lines)];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`);
}

const STATES: { readonly [State in RunState]: readonly [mark: string, tone: Tone, verb: string] } =
  {
    succeeded: ["✓", "good", "succeeded in"],
    failed: ["✗", "bad", "failed after"],
    unfinished: ["…", "warn", "never finished; last heard of after"],
  };

function header(run: RunSummary, { paint }: Drawing): readonly string[] {
  const [mark, tone, verb] = STATES[run.state];
  const title = paint("strong", shownName(run.name ?? run.runId));
  const state = paint(tone, `${mark} ${verb} ${formatDuration(run.durationMs)}`);
  const facts = [
    run.name === undefined ? undefined : run.runId,
    `${run.startedAt.slice(0, 10)} ${run.startedAt.slice(11, 19)} UTC`,
    run.mode,
    run.outcome === undefined || isPlainOutcome(run) ? undefined : run.outcome,
    run.exitCode === undefined ? undefined : `exit code ${run.exitCode}`,
    quantity(run.events, "event"),
  ].filter((fact) => fact !== undefined);
  const lines = [`${title}  ${state}`, `  ${paint("dim", facts.map(printable).join(" · "))}`];
  if (run.error?.message !== undefined) {
    lines.push(`  ${paint("bad", shownMessage(run.error.message))}`);
  }
  return [...lines, ""];
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

const STATUS_TONES: ReadonlyMap<string, Tone> = new Map<string, Tone>([
  ["ok", "good"],
  ["success", "good"],
  ["changed", "note"],
  ["skip", "dim"],
  ["cancellation", "warn"],
  ["cancelled", "warn"],
  ["unfinished", "warn"],
]);

function counts(run: RunSummary, drawing: Drawing): readonly string[] {
  const rows: (readonly Cell[])[] = [];
  for (const kind of Object.keys(PLURALS) as ItemKind[]) {
    const count = run.counts[kind];
    if (count === undefined) continue;
    const statuses = Object.entries({ ...count.byStatus, unfinished: count.unfinished })
      .filter(([, number]) => number > 0)
      .map(([status, number]) =>
        drawing.paint(STATUS_TONES.get(status) ?? "bad", `${number} ${status}`)
      );
    rows.push([cell(PLURALS[kind]), rightCell(String(count.total)), cell(statuses.join(", "))]);
  }
  return rows.length === 0
    ? [drawing.paint("dim", "no hosts, resources, jobs, commands or steps")]
    : columns(rows, drawing);
}

function failures(run: RunSummary, drawing: Drawing): readonly string[] {
  const shown = run.failures.slice(0, MAX_SHOWN);
  const heads = columns(
    shown.map((failure) => [
      cell("✗", "bad"),
      cell(failure.kind, "dim"),
      cell(itemName(failure), "strong"),
      cell(shownMessage(failure.message), "bad"),
      rightCell(failure.durationMs === undefined ? "" : formatDuration(failure.durationMs)),
    ]),
    drawing,
  );
  const lines = shown.flatMap((failure, index) => [
    heads[index]!,
    ...quoted(failure.output, drawing),
  ]);
  return [...lines, ...more(run.failureCount - shown.length, drawing)];
}

function unfinished(run: RunSummary, drawing: Drawing): readonly string[] {
  const shown = run.unfinished.slice(0, MAX_SHOWN);
  const heads = columns(
    shown.map((item) => [
      cell("…", "warn"),
      cell(item.kind, "dim"),
      cell(itemName(item), "strong"),
      cell(`running for ${formatDuration(item.runningMs)}`, "warn"),
    ]),
    drawing,
  );
  const lines = shown.flatMap((item, index) => [heads[index]!, ...quoted(item.output, drawing)]);
  return [...lines, ...more(run.unfinishedCount - shown.length, drawing)];
}

const HOST_TONES: {
  readonly [State in HostSummary["state"]]: readonly [mark: string, tone: Tone];
} = {
  ok: ["✓", "good"],
  failed: ["✗", "bad"],
  cancelled: ["-", "warn"],
  unfinished: ["…", "warn"],
};

function hosts(run: RunSummary, drawing: Drawing): readonly string[] {
  const shown = run.hosts.slice(0, MAX_SHOWN);
  const rows = shown.map((host) => {
    const [mark, tone] = HOST_TONES[host.state];
    const { ok, changed, failed } = host.resources;
    return [
      cell(mark, tone),
      cell(shownName(host.name), "strong"),
      rightCell(`${ok} ok`),
      rightCell(`${changed} changed`),
      rightCell(`${failed} failed`, failed > 0 ? "bad" : undefined),
      rightCell(host.durationMs === undefined ? "" : formatDuration(host.durationMs)),
      cell(host.state === "ok" || host.state === "failed" ? "" : host.state, tone),
    ];
  });
  return [...columns(rows, drawing), ...more(run.hosts.length - shown.length, drawing)];
}

function retries(run: RunSummary, drawing: Drawing): readonly string[] {
  const shown = run.retries.slice(0, MAX_SHOWN);
  const rows = shown.map((item) => [
    cell("↻", "warn"),
    cell(itemName(item), "strong"),
    cell(quantity(item.count, "failed attempt"), "warn"),
    cell(item.phase === undefined ? "" : `last in ${item.phase}`),
    cell(item.message === undefined ? "" : shownMessage(item.message)),
  ]);
  return [...columns(rows, drawing), ...more(run.retries.length - shown.length, drawing)];
}

function slowest(run: RunSummary, drawing: Drawing): readonly string[] {
  const all = Object.entries(run.slowest).flatMap(([kind, items]): readonly Timed[] =>
    kind === "host" ? [] : items
  );
  const shown = all.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, MAX_SLOWEST);
  const longest = shown[0]?.durationMs ?? 0;
  if (longest === 0) return [];
  return columns(
    shown.map((item) => [
      cell(item.kind, "dim"),
      cell(itemName(item)),
      rightCell(formatDuration(item.durationMs)),
      cell("█".repeat(Math.round(BAR_COLUMNS * item.durationMs / longest)) || "▏", "note"),
    ]),
    drawing,
  );
}

/** The run's own output explains a bad end that nothing smaller explains. */
function lastOutput(run: RunSummary, drawing: Drawing): readonly string[] {
  if (run.state === "succeeded" || run.failures.some(({ output }) => output.length > 0)) return [];
  return quoted(run.output, drawing).map((line) => line.trimStart());
}

function quoted(lines: readonly string[], { paint }: Drawing): readonly string[] {
  return lines.map((line) => `   ${paint("dim", "│")} ${printable(line)}`.trimEnd());
}

function more(count: number, { paint }: Drawing): readonly string[] {
  return count > 0 ? [paint("dim", `and ${count} more: see --format json`)] : [];
}

function itemName(item: Item): string {
  const name = shownName(item.name);
  return item.host === undefined ? name : `${name} on ${shownName(item.host)}`;
}

function shownName(name: string): string {
  const safe = printable(name.trim());
  return safe.length <= MAX_NAME_CHARS ? safe : `${safe.slice(0, MAX_NAME_CHARS - 1)}…`;
}

/** Messages may have many lines: the first says what it is. */
function shownMessage(message: string): string {
  return printable(message.trim().split(/\r?\n/, 1)[0] ?? "").slice(0, 200);
}
