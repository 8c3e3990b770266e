import type { Tone } from "../core/paint.ts";
import { printable } from "../core/printable.ts";
import { type Cell, cell, columns, type Drawing } from "./columns.ts";
import { fileLabel } from "./file_operand.ts";
import { formatBytes, foundText, grouped, quantity } from "./quantity.ts";
import type { Change, RepairedFile } from "./repair_file.ts";
import { nameText } from "./shown_text.ts";

/** How many changes are shown; `--format json` has more. */
const MAX_SHOWN = 10;

/**
 * Shows what a repair did.
 *
 * @param file The damaged file.
 * @param repaired What was done.
 * @param drawing How to colour and measure.
 * @returns Lines, safe to show in a terminal or a CI log.
 */
export function repairText(
  file: string,
  repaired: RepairedFile,
  drawing: Drawing,
): readonly string[] {
  const { paint } = drawing;
  const { backup, output, found } = repaired;
  const where = backup === undefined
    ? `repaired as ${paint("strong", fileLabel(output))}`
    : `repaired in place, the damaged file is ${paint("strong", fileLabel(backup))}`;
  const rows = FACTS.flatMap((fact): readonly (readonly Cell[])[] => {
    const told = fact.tell(repaired);
    return told === undefined ? [] : [[cell(fact.title, fact.tone), cell(told)]];
  });
  const { events, bytes } = found;
  const size = paint("dim", `· ${quantity(events, "event")}, ${formatBytes(bytes)}`);
  return [
    `${paint("good", "✓")} ${paint("strong", fileLabel(file))}: ${where}`,
    ...columns(rows, drawing).map((line) => `  ${line}`),
    ...changeLines(repaired.changes, drawing).map((line) => `    ${line}`),
    `  ${foundText(found, paint)} in the repaired file ${size}`,
  ];
}

/** A line about what was done. */
interface Fact {
  readonly title: string;
  readonly tone: Tone;
  /** What there is to say; undefined where there is nothing. */
  readonly tell: (repaired: RepairedFile) => string | undefined;
}

const FACTS: readonly Fact[] = [
  {
    title: "kept",
    tone: "good",
    tell: ({ kept }) => `${quantity(kept, "event")} as written`,
  },
  {
    title: "set aside",
    tone: "warn",
    tell: ({ pieces, setAsideBytes, reasons, sidecar }) => {
      if (sidecar === undefined) return undefined;
      const why = Object.entries(reasons).map(([code, count]) => `${grouped(count)} ${code}`);
      return `${quantity(pieces, "piece")}, ${formatBytes(setAsideBytes)}, in ${
        fileLabel(sidecar)
      }: ${why.join(", ")}`;
    },
  },
  {
    title: "lost",
    tone: "bad",
    tell: ({ lost }) => lost === 0 ? undefined : `${quantity(lost, "event")}, by their numbers`,
  },
  counted("mended", (events) => `${events}, without what was at fault in it`),
  counted("moved", (events) => `${events}, before what needs it`),
  counted("renumbered", (events) => `${events}, because another one has its number`),
  counted("opened", (events) => `${events}, for starts that were lost`),
  counted("closed", (events) => `${events}, for ends that never came`),
];

function counted(
  title: "mended" | "moved" | "renumbered" | "opened" | "closed",
  tell: (events: string) => string,
): Fact {
  return {
    title,
    tone: "note",
    tell: (repaired) =>
      repaired[title] === 0 ? undefined : tell(quantity(repaired[title], "event")),
  };
}

function changeLines(changes: readonly Change[], drawing: Drawing): readonly string[] {
  const rows = changes.slice(0, MAX_SHOWN).map(({ made, type, name, runId }) => [
    cell(made, "dim"),
    cell(printable(type)),
    cell(nameText(name ?? runId, drawing), "strong"),
  ]);
  const more = changes.length - rows.length;
  const lines = columns(rows, drawing);
  return more > 0 ? [...lines, drawing.paint("dim", "and more: see --format json")] : lines;
}
