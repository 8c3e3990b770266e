import type { Paint, Tone } from "../core/paint.ts";
import { padTo, type TextWidth } from "./text_width.ts";

/** A text with its colour; alignment is of what is seen. */
export interface Cell {
  /** The text, safe to show. */
  readonly text: string;
  /** Its colour; none by default. */
  readonly tone?: Tone;
  /** Whether it stands at the right of its column. */
  readonly right?: true;
}

/**
 * Lays rows of cells out in columns.
 *
 * @param rows The rows; they may have different lengths.
 * @param how How to colour, and how to measure.
 * @returns A line for each row, without blanks at its end.
 */
export function columns(
  rows: readonly (readonly Cell[])[],
  how: { readonly paint: Paint; readonly width: TextWidth },
): readonly string[] {
  const { paint, width } = how;
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, width(cell.text));
    }
  }
  return rows.map((row) =>
    row.map((cell, index) => {
      const blanks = widths[index]! - width(cell.text);
      const text = cell.tone === undefined ? cell.text : paint(cell.tone, cell.text);
      if (cell.right) return " ".repeat(blanks) + text;
      return index === row.length - 1 ? text : text + padTo("", blanks, width);
    }).join("  ").trimEnd()
  );
}

/**
 * Makes a cell.
 *
 * @param text The text, safe to show.
 * @param tone Its colour.
 * @returns The cell.
 */
export function cell(text: string, tone?: Tone): Cell {
  return tone === undefined ? { text } : { text, tone };
}

/**
 * Makes a cell whose text stands at the right of its column.
 *
 * @param text The text, safe to show.
 * @param tone Its colour.
 * @returns The cell.
 */
export function rightCell(text: string, tone?: Tone): Cell {
  return { ...cell(text, tone), right: true };
}
