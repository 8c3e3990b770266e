import type { Paint, Tone } from "../core/paint.ts";
import type { TextWidth } from "./text_width.ts";

/** How text is drawn. */
export interface Drawing {
  /** Colours by meaning, or not at all. */
  readonly paint: Paint;
  /** Measures text. */
  readonly width: TextWidth;
}

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
 * @param drawing How to colour and measure.
 * @returns A line for each row, without blanks at its end.
 */
export function columns(
  rows: readonly (readonly Cell[])[],
  { paint, width }: Drawing,
): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, { text }] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, width(text));
    }
  }
  return rows.map((row) =>
    row.map(({ text, tone, right }, index) => {
      const blanks = " ".repeat(widths[index]! - width(text));
      const painted = tone === undefined ? text : paint(tone, text);
      return right ? blanks + painted : painted + blanks;
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
