import { assertEquals } from "@std/assert";
import { compareLeads, type Lead } from "../../bench/harness/leads.ts";
import type { Measured } from "../../bench/harness/comparison.ts";
import type { Results } from "../../bench/harness/results.ts";

/** One of ours beside two others. */
function results(better: "less" | "more", medians: readonly number[]): Results {
  const roles = ["ours", "peer", "base"] as const;
  return resultsOf(
    better,
    medians.map((median, at) => ({
      name: `c${at}`,
      role: roles[at]!,
      median,
      best: median,
      worst: median,
    })),
  );
}

function resultsOf(better: "less" | "more", measured: readonly Measured[]): Results {
  const row = { name: "row", unit: "ns", better, measured, absent: [], verdicts: [] };
  const machine = { cpu: "", cores: 1, memoryGiB: 1, system: "", runtimes: {}, peers: {} };
  return { suite: "test", title: "", method: "", rounds: 7, machine, loadPerCore: 0, rows: [row] };
}

/** As the results are written: what comes after these digits is arithmetic. */
function rounded(leads: readonly Lead[]): readonly Lead[] {
  return leads.map(({ before, now, ...rest }) => ({
    ...rest,
    before: Number(before.toPrecision(6)),
    now: Number(now.toPrecision(6)),
  }));
}

Deno.test("compareLeads() compares with the geometric mean of the others, whatever the machine", () => {
  assertEquals(
    rounded(compareLeads(results("less", [1, 2, 8]), results("less", [10, 20, 80]))),
    [{ name: "row, c0", before: 4, now: 4, holds: true }],
  );
});

Deno.test("compareLeads() finds a lead that has clearly shrunk", () => {
  assertEquals(
    rounded(compareLeads(results("less", [1, 2, 8]), results("less", [1.6, 2, 8]))),
    [{ name: "row, c0", before: 4, now: 2.5, holds: false }],
  );
});

Deno.test("compareLeads() turns the ratio when more is better", () => {
  assertEquals(
    rounded(compareLeads(results("more", [8, 1, 4]), results("more", [8, 1, 4]))),
    [{ name: "row, c0", before: 4, now: 4, holds: true }],
  );
});

Deno.test("compareLeads() leaves out a peer that only one of the runs has", () => {
  assertEquals(
    rounded(compareLeads(results("less", [1, 2, 8]), results("less", [1, 2]))),
    [{ name: "row, c0", before: 2, now: 2, holds: true }],
  );
});

Deno.test("compareLeads() forgives as much as the rounds differ, up to a half", () => {
  const spread = (median: number, worst: number): Results =>
    resultsOf("less", [
      { name: "ours", role: "ours", median, best: 1, worst },
      { name: "peer", role: "peer", median: 4, best: 4, worst: 4 },
    ]);
  assertEquals(
    [[1.6, 1.6], [1.6, 3.2], [2.1, 21]].map(([median, worst]) =>
      compareLeads(spread(1, 1), spread(median!, worst!))[0]!.holds
    ),
    [false, true, false],
  );
});

Deno.test("compareLeads() compares those of ours with each other where there is no peer", () => {
  const run = (small: number, large: number): Results =>
    resultsOf(
      "more",
      [["small", small], ["large", large]].map(([name, median]) => ({
        name: String(name),
        role: "ours",
        median: Number(median),
        best: Number(median),
        worst: Number(median),
      })),
    );
  assertEquals(rounded(compareLeads(run(100, 100), run(200, 100))), [
    { name: "row, small", before: 1, now: 2, holds: true },
    { name: "row, large", before: 1, now: 0.5, holds: false },
  ]);
});

Deno.test("compareLeads() compares with the peers alone where there are some", () => {
  const run = (other: number): Results =>
    resultsOf(
      "less",
      [["ours", 1], ["ours too", other], ["peer", 4]].map(([name, median]) => ({
        name: String(name),
        role: name === "peer" ? "peer" : "ours",
        median: Number(median),
        best: Number(median),
        worst: Number(median),
      })),
    );
  assertEquals(rounded(compareLeads(run(1), run(2)))[0], {
    name: "row, ours",
    before: 4,
    now: 4,
    holds: true,
  });
});
