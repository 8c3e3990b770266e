import { formatDuration } from "../core/duration.ts";
import type { Tone } from "../core/paint.ts";
import { printable } from "../core/printable.ts";
import type { HostSummary, Item, RunSummary, Timed } from "../core/run_summary.ts";
import { type Cell, cell, columns, type Drawing, rightCell } from "./columns.ts";
import { grouped, quantity } from "./quantity.ts";
import { firstLine, nameText, outputLine } from "./shown_text.ts";

/** How many of a list are shown; `--format json` has more. */
const MAX_SHOWN = 10;
const MAX_SLOWEST = 5;
const BAR_COLUMNS = 20;

/** A part of a run's summary, left out where it has no lines. */
export interface Section {
  /** What it is about. */
  readonly title: string;
  /** How many there are, where the lines may show fewer. */
  readonly count?: (run: RunSummary) => number;
  /** Draws it. */
  readonly lines: (run: RunSummary, drawing: Drawing) => readonly string[];
}

/** What a summary shows below its counts, in order: what needs somebody first. */
export const SECTIONS: readonly Section[] = [
  { title: "Failed", count: (run) => run.failureCount, lines: failures },
  { title: "Never finished", count: (run) => run.unfinishedCount, lines: unfinished },
  { title: "Tried again", count: (run) => run.retryCount, lines: retries },
  { title: "Hosts", lines: hosts },
  { title: "Slowest", lines: slowest },
  { title: "Last output", lines: lastOutput },
];

/** A sign before a line, and its colour. */
type Mark = readonly [sign: string, tone: Tone];

const FAILED: Mark = ["✗", "bad"];
const UNFINISHED: Mark = ["…", "warn"];
const RETRIED: Mark = ["↻", "warn"];

/** An item of a list: a line that is aligned with the others, and what stands below it. */
interface Entry {
  readonly mark: Mark;
  readonly head: readonly Cell[];
  readonly below: readonly string[];
}

/** Draws a list whose heads are columns and have a mark before them. */
function list(entries: readonly Entry[], drawing: Drawing): readonly string[] {
  const heads = columns(entries.map(({ head }) => head), drawing);
  return entries.flatMap(({ mark: [sign, tone], below }, index) => [
    `${drawing.paint(tone, sign)} ${heads[index]}`,
    ...below.map((line) => `  ${line}`),
  ]);
}

/** Words that say no more than that it failed. */
const PLAIN_FAILURES: readonly string[] = ["failed", "failure"];

function failures(run: RunSummary, drawing: Drawing): readonly string[] {
  const entries = run.failures.slice(0, MAX_SHOWN).map((failure) => ({
    mark: FAILED,
    head: [...itemCells(failure, drawing), durationCell(failure.durationMs)],
    below: [
      ...(PLAIN_FAILURES.includes(failure.message)
        ? []
        : [drawing.paint("bad", firstLine(failure.message, drawing))]),
      ...quoted(failure.output, drawing),
    ],
  }));
  return [
    ...list(entries, drawing),
    ...more(run.failureCount - entries.length, drawing),
  ];
}

function unfinished(run: RunSummary, drawing: Drawing): readonly string[] {
  const entries = run.unfinished.slice(0, MAX_SHOWN).map((item) => ({
    mark: UNFINISHED,
    head: [
      ...itemCells(item, drawing),
      cell(`running for ${formatDuration(item.runningMs)}`, "warn"),
    ],
    below: quoted(item.output, drawing),
  }));
  return [
    ...list(entries, drawing),
    ...more(run.unfinishedCount - entries.length, drawing),
  ];
}

function retries(run: RunSummary, drawing: Drawing): readonly string[] {
  const entries = run.retries.slice(0, MAX_SHOWN).map((item) => {
    const where = item.count === 1 ? " in " : ", the last in ";
    const phase = item.phase === undefined ? "" : where + printable(item.phase);
    return {
      mark: RETRIED,
      head: [
        ...itemCells(item, drawing),
        cell(`${quantity(item.count, "failed attempt")}${phase}`, "warn"),
      ],
      below: item.message === undefined ? [] : [firstLine(item.message, drawing)],
    };
  });
  return [
    ...list(entries, drawing),
    ...more(run.retries.length - entries.length, drawing),
  ];
}

const HOST_MARKS: { readonly [State in HostSummary["state"]]: Mark } = {
  ok: ["✓", "good"],
  failed: FAILED,
  cancelled: ["-", "warn"],
  unfinished: UNFINISHED,
};

function hosts(run: RunSummary, drawing: Drawing): readonly string[] {
  const entries = troubledFirst(run.hosts).slice(0, MAX_SHOWN).map((host) => {
    const { ok, changed, failed } = host.resources;
    // Counts come with the host's end: zeros would be a guess.
    const counts = host.state === "unfinished" ? [cell(""), cell(""), cell("")] : [
      countCell(ok, "ok", "good"),
      countCell(changed, "changed", "note"),
      countCell(failed, "failed", "bad"),
    ];
    const saidByMark = host.state === "ok" || host.state === "failed";
    return {
      mark: HOST_MARKS[host.state],
      head: [
        cell(nameText(host.name, drawing), "strong"),
        ...counts,
        durationCell(host.durationMs),
        cell(saidByMark ? "" : host.state, "warn"),
      ],
      below: [],
    };
  });
  return [...list(entries, drawing), ...more(run.hosts.length - entries.length, drawing)];
}

/** Of many hosts, those that are not well must be among the few that are shown. */
function troubledFirst(all: readonly HostSummary[]): readonly HostSummary[] {
  if (all.length <= MAX_SHOWN) return all;
  return [
    ...all.filter(({ state }) => state !== "ok"),
    ...all.filter(({ state }) => state === "ok"),
  ];
}

function slowest(run: RunSummary, drawing: Drawing): readonly string[] {
  // Hosts have a section of their own, and a job is as slow as what is in it.
  const all = Object.entries(run.slowest).flatMap(([kind, items]): readonly Timed[] =>
    kind === "host" || kind === "job" ? [] : items
  );
  const shown = all.sort((a, b) => b.durationMs - a.durationMs).slice(0, MAX_SLOWEST);
  const longest = shown[0]?.durationMs ?? 0;
  if (longest === 0) return [];
  const rows = shown.map((item) => [
    ...itemCells(item, drawing),
    durationCell(item.durationMs),
    cell("█".repeat(Math.round(BAR_COLUMNS * item.durationMs / longest)) || "▏", "note"),
  ]);
  return columns(rows, drawing);
}

/** The run's own output explains a bad end that nothing smaller explains. */
function lastOutput(run: RunSummary, drawing: Drawing): readonly string[] {
  if (run.state === "succeeded" || run.failures.some(({ output }) => output.length > 0)) return [];
  return quoted(run.output, drawing);
}

function itemCells(item: Item, drawing: Drawing): readonly Cell[] {
  const named = (name: string): string => nameText(name, drawing);
  const inside = [item.job, item.step].filter((name) => name !== undefined).map(named);
  const where = inside.length === 0 ? "" : ` in ${inside.join(" › ")}`;
  const host = item.host === undefined ? "" : ` on ${named(item.host)}`;
  return [cell(item.kind, "dim"), cell(`${named(item.name)}${where}${host}`, "strong")];
}

function countCell(count: number, what: string, tone: Tone): Cell {
  return rightCell(`${grouped(count)} ${what}`, count === 0 ? "dim" : tone);
}

function durationCell(ms: number | undefined): Cell {
  return rightCell(ms === undefined ? "" : formatDuration(ms));
}

function quoted(lines: readonly string[], { paint }: Drawing): readonly string[] {
  return lines.map((line) => `${paint("dim", "│")} ${outputLine(line)}`.trimEnd());
}

function more(count: number, { paint }: Drawing): readonly string[] {
  return count > 0 ? [paint("dim", `and ${grouped(count)} more: see --format json`)] : [];
}
