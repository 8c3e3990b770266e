import { assertEquals } from "@std/assert";
import type { Verdict } from "../../bench/harness/comparison.ts";
import { headlines } from "../../bench/harness/headlines.ts";
import type { Results } from "../../bench/harness/results.ts";

const MEASURED = { median: 10, best: 9, worst: 11 };
const AHEAD = { subject: "ours", kind: "ratio", bound: 2, holds: true } as const;

function results(name: string, verdicts: readonly Verdict[]): Results {
  return {
    suite: "test",
    title: "",
    method: "",
    rounds: 7,
    machine: { cpu: "", cores: 1, memoryGiB: 1, system: "", runtimes: {}, peers: {} },
    loadPerCore: 0,
    rows: [{
      name,
      unit: "MB",
      better: "more",
      measured: [
        { ...MEASURED, name: "ours", role: "ours" },
        { ...MEASURED, name: "ours too", role: "ours" },
        { ...MEASURED, name: "peer", role: "peer" },
      ],
      absent: [],
      verdicts,
    }],
  };
}

Deno.test("headlines() has a line for each of ours with a ratio that was demanded in Deno", () => {
  const all = [
    results("Reading, Deno", [
      { ...AHEAD, against: "peer", value: 2.345 },
      { ...AHEAD, against: "other", value: 0.5, holds: false },
      { subject: "ours too", kind: "limit", bound: 64, value: 60, holds: true },
    ]),
    results("Reading, Bun", [{ ...AHEAD, against: "peer", value: 3 }]),
  ];
  assertEquals(
    headlines(all).split("\n").slice(2),
    ["| Reading | ours | 10 MB | 2.35× peer; 0.5× other |", ""],
  );
});
