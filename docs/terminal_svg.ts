/**
 * Draws coloured terminal text as an SVG picture, as the README shows it:
 *
 *     deno run -R cli/summarize.ts --color always apply.jsonl |
 *       deno run docs/terminal_svg.ts "runtrail summarize apply.jsonl" > docs/summary.svg
 *
 * @module
 */

const CHAR_WIDTH = 8.4;
const LINE_HEIGHT = 19;
const PADDING = 20;
const TITLE_HEIGHT = 36;

const SGR = "\x1b\\[(\\d+)m";

/** What the SGR codes that runtrail writes look like; every other code ends a style. */
const STYLES: ReadonlyMap<number, string> = new Map([
  [1, "font-weight:bold"],
  [2, "opacity:.6"],
  [31, "fill:#ff7b72"],
  [32, "fill:#7ee787"],
  [33, "fill:#e3b341"],
  [36, "fill:#79c0ff"],
]);

/**
 * Draws terminal text.
 *
 * @param text Text with SGR colours.
 * @param title What stands in the title bar.
 * @returns The SVG document.
 */
function terminalSvg(text: string, title: string): string {
  const lines = text.trimEnd().split("\n");
  const columns = Math.max(
    ...lines.map((line) => [...line.replace(new RegExp(SGR, "g"), "")].length),
  );
  const width = Math.ceil(columns * CHAR_WIDTH + 2 * PADDING);
  const height = lines.length * LINE_HEIGHT + TITLE_HEIGHT + PADDING;
  const rows = lines.map((line, index) => {
    const y = TITLE_HEIGHT + PADDING / 2 + (index + 0.5) * LINE_HEIGHT;
    return `<text x="${PADDING}" y="${y}" xml:space="preserve">${spans(line)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" rx="10" fill="#0d1117"/>`,
    ...["#ff5f57", "#febc2e", "#28c840"].map((color, index) =>
      `<circle cx="${22 + index * 20}" cy="20" r="6" fill="${color}"/>`
    ),
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="#e6edf3">`,
    `<text x="${width / 2}" y="25" text-anchor="middle" opacity=".6">${escapeXml(title)}</text>`,
    ...rows,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function spans(line: string): string {
  // Splitting at a group gives text and codes by turns.
  return line.split(new RegExp(SGR)).reduce(
    ({ out, style }, part, index) => {
      if (index % 2 === 1) return { out, style: STYLES.get(Number(part)) };
      const text = escapeXml(part);
      const span = style === undefined || part === ""
        ? text
        : `<tspan style="${style}">${text}</tspan>`;
      return { out: out + span, style };
    },
    { out: "", style: undefined as string | undefined },
  ).out;
}

/**
 * Makes a text that SVG shows as it is.
 *
 * @param text Any text.
 * @returns The text, for content and attributes.
 */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

if (import.meta.main) {
  const text = await new Response(Deno.stdin.readable).text();
  const svg = terminalSvg(text, Deno.args[0] ?? "runtrail");
  await new Blob([svg]).stream().pipeTo(Deno.stdout.writable);
}
