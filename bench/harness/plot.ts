import { escapeXml } from "../../docs/terminal_svg.ts";
import type { Measured, Row } from "./comparison.ts";
import { figure } from "./figure.ts";
import type { Results } from "./results.ts";

/** A comparison that the README shows. */
interface Panel {
  readonly name: string;
  /** Contestants that would make all other bars too short to see. */
  readonly without?: readonly string[];
}

/** What is shown, in this order. */
const SHOWN: readonly Panel[] = [
  { name: "Nothing installed, Deno" },
  { name: "Bus, 4 listeners, Deno" },
  { name: "To a file, Deno" },
  { name: "To a file, Node" },
  { name: "Reading 1 GB, Deno", without: ["dd"] },
  { name: "Reading 200 MB, Deno" },
];

const WIDTH = 860;
const PADDING = 20;
const LABEL_WIDTH = 230;
const FIGURE_WIDTH = 90;
const ROW_HEIGHT = 22;
const BAR_HEIGHT = 14;
const HEAD_HEIGHT = 44;

/** Readable on white and on dark pages alike: the picture has a ground of its own. */
const STYLE =
  `text{font-family:ui-sans-serif,system-ui,"DejaVu Sans",sans-serif;font-size:13px;fill:#1f2328}
.head{font-size:14px;font-weight:600}.note{fill:#59636e}.ours{fill:#1f883d}.peer{fill:#afb8c1}.base{fill:#d8dee4}`;

/**
 * Draws bars for some of the results, the best first.
 *
 * @param all The results of all suites.
 * @returns The SVG document.
 */
export function plot(all: readonly Results[]): string {
  const rows = all.flatMap(({ rows }) => rows);
  const shown = SHOWN.flatMap(({ name, without = [] }) =>
    rows.filter((row) => row.name === name).map((row) => ({
      ...row,
      measured: row.measured.filter((one) => !without.includes(one.name)),
    }))
  );
  let y = PADDING;
  const parts = shown.map((row) => {
    const part = `<g transform="translate(${PADDING} ${y})">${panel(row)}</g>`;
    y += HEAD_HEIGHT + row.measured.length * ROW_HEIGHT + PADDING;
    return part;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" role="img">`,
    "<title>What an event costs to emit and to read, beside other packages</title>",
    `<style>${STYLE}</style>`,
    `<rect width="100%" height="100%" rx="10" fill="#ffffff" stroke="#d1d9e0"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

function panel({ name, unit, better, measured }: Row): string {
  const most = Math.max(...measured.map(({ median }) => median));
  const room = WIDTH - 2 * PADDING - LABEL_WIDTH - FIGURE_WIDTH;
  const sign = better === "less" ? 1 : -1;
  const sorted = measured.toSorted((one, other) => sign * (one.median - other.median));
  return [
    `<text class="head" y="16">${escapeXml(name)}</text>`,
    `<text class="note" y="34">${escapeXml(unit)}, ${
      better === "less" ? "shorter" : "longer"
    } is better</text>`,
    ...sorted.map((one, index) => {
      const y = HEAD_HEIGHT + index * ROW_HEIGHT;
      return `<g transform="translate(0 ${y})">${
        bar(one, Math.max(1, room * one.median / most))
      }</g>`;
    }),
  ].join("\n");
}

function bar({ name, role, median }: Measured, length: number): string {
  const weight = role === "ours" ? ` font-weight="600"` : "";
  return [
    `<text x="${LABEL_WIDTH - 10}" y="13" text-anchor="end"${weight}>${escapeXml(name)}</text>`,
    `<rect class="${role}" x="${LABEL_WIDTH}" y="2" width="${
      length.toFixed(1)
    }" height="${BAR_HEIGHT}" rx="2"/>`,
    `<text x="${(LABEL_WIDTH + length + 8).toFixed(1)}" y="13">${figure(median)}</text>`,
  ].join("");
}
