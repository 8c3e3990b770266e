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

Deno.test("plot() draws the shortest bar first, and the longest over the whole width", () => {
  const measured = [["slow <peer>", "peer", 200], ["runtrail", "ours", 50]] as const;
  const svg = svgOf({
    name: "To a file, Deno",
    unit: "ns per event",
    better: "less",
    measured: measured.map(([name, role, median]) => ({
      name,
      role,
      median,
      best: median,
      worst: median,
    })),
    absent: [],
    verdicts: [],
  });
  const bars = [...svg.matchAll(/class="(ours|peer)".*? width="([\d.]+)"/g)]
    .map(([, role, width]) => [role, Number(width)]);
  assertEquals(
    [bars, svg.includes("slow &lt;peer>")],
    [[["ours", 125], ["peer", 500]], true],
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
