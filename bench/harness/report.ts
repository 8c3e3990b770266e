import type { Demand, Measured, Row, Verdict } from "./comparison.ts";
import { figure } from "./figure.ts";
import { machineText } from "./machine.ts";
import { table } from "./markdown.ts";
import type { Results } from "./results.ts";

/** One process is the one that is measured. */
const BUSY = 1;

/** Writes what `bench/results/README.md` holds. */
export function report(all: readonly Results[]): string {
  return [
    "# Benchmark results\n",
    "Written by `deno task bench`; not to be edited. Only ratios within one table mean something: all",
    "contestants of a table are measured in turns, in the same rounds, and their output is checked",
    "before it is timed.\n",
    ...all.map(suiteText),
  ].join("\n");
}

function suiteText({ title, method, machine, loadPerCore, rounds, rows }: Results): string {
  return [
    `## ${title}\n`,
    `${method} ${rounds} rounds; medians. ${machineText(machine)}.\n`,
    ...loadPerCore > BUSY ? [`${busyText(loadPerCore)}\n`] : [],
    ...rows.map(rowText),
  ].join("\n");
}

function busyText(loadPerCore: number): string {
  return `**The machine was busy**: ${
    figure(loadPerCore)
  } processes wanted each core, so times are that much ` +
    "longer, and ratios rough.";
}

function rowText(row: Row): string {
  const ours = row.measured.filter(({ name, role }) =>
    role === "ours" && (row.leads?.includes(name) ?? true)
  );
  const contestants = row.measured.map((one) => [
    one.role === "ours" ? `**${one.name}**` : one.name,
    figure(one.median),
    `${figure(one.best)} to ${figure(one.worst)}`,
    ...ours.map((subject) => one === subject ? "" : `${figure(ratio(subject, one, row))}×`),
  ]);
  const absent = row.absent.map(({ name, reason }) => [
    name,
    "not run",
    escapeCell(reason),
    ...ours.map(() => ""),
  ]);
  const head = [row.name, row.unit, "best to worst", ...ours.map(({ name }) => `${name} ahead by`)];
  return [
    table(head, [...contestants, ...absent]),
    ...row.verdicts.map((verdict) => verdictText(verdict, row)),
    "",
  ].join("\n");
}

function ratio(subject: Measured, other: Measured, { better }: Row): number {
  return better === "less" ? other.median / subject.median : subject.median / other.median;
}

function verdictText(verdict: Verdict, { unit }: Row): string {
  const { value, holds, reason } = verdict;
  const state = holds ? "holds" : "**short**";
  const why = holds || reason === undefined ? "" : `: ${reason}`;
  return `- ${demandText(verdict, unit)}: ${figure(value)}${signOf(verdict)}, ${state}${why}`;
}

function demandText(demand: Demand, unit: string): string {
  switch (demand.kind) {
    case "ratio":
      return `${demand.subject} ≥ ${demand.bound}× ${demand.against}`;
    case "share":
      return `${demand.subject} ≤ ${demand.bound}× ${demand.against}`;
    case "extra":
      return `${demand.subject} ≤ ${demand.bound} more than ${demand.against}`;
    case "limit":
      return `${demand.subject} ≤ ${demand.bound} ${unit}`;
    default:
      return demand satisfies never;
  }
}

function signOf({ kind }: Demand): string {
  return kind === "ratio" || kind === "share" ? "×" : "";
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
