import { assertEquals } from "@std/assert";
import type { Row } from "../../bench/harness/comparison.ts";
import { figure } from "../../bench/harness/figure.ts";
import { plot } from "../../bench/harness/plot.ts";

const MACHINE = { cpu: "", cores: 1, memoryGiB: 1, system: "", runtimes: {}, peers: {} };

function svgOf(row: Row): string {
  return plot([{
    suite: "",
    title: "",
    method: "",
    rounds: 7,
    machine: MACHINE,
    loadPerCore: 0,
    rows: [row],
  }]);
}

function row(
  rest: Pick<Row, "name" | "better">,
  medians: { readonly [name: string]: number },
): Row {
  const measured = Object.entries(medians).map(([name, median]) => ({
    name,
    role: name.startsWith("ours") ? "ours" : "peer",
    median,
    best: median,
    worst: median,
  } as const));
  return { ...rest, unit: "ns per event", measured, absent: [], verdicts: [] };
}

function barsOf(svg: string): readonly (readonly [role: string, width: number])[] {
  return [...svg.matchAll(/class="(ours|peer)".*? width="([\d.]+)"/g)]
    .map(([, role, width]) => [role!, Number(width)]);
}

Deno.test("plot() draws the shortest bar first, and the longest over the whole width", () => {
  const svg = svgOf(
    row({ name: "To a file, Deno", better: "less" }, { "slow <peer>": 200, ours: 50 }),
  );
  assertEquals(
    [barsOf(svg), svg.includes("slow &lt;peer>"), svg.includes("shorter is better")],
    [[["ours", 125], ["peer", 500]], true, true],
  );
});

Deno.test("plot() draws the longest bar first when more is better, without what would dwarf it", () => {
  const svg = svgOf(
    row({ name: "Reading 1 GB, Deno", better: "more" }, { peer: 50, ours: 200, dd: 10_000 }),
  );
  assertEquals(
    [barsOf(svg), svg.includes("longer is better")],
    [[["ours", 500], ["peer", 125]], true],
  );
});

for (
  const [value, text] of [[0.001, "0"], [0.3049, "0.305"], [12.34, "12.3"], [
    12345,
    "12 345",
  ]] as const
) {
  Deno.test(`figure() gives ${text} of ${value}`, () => {
    assertEquals(figure(value), text);
  });
}
