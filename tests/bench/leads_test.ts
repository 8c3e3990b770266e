import { assertEquals } from "@std/assert";
import { compareLeads, type Lead } from "../../bench/harness/leads.ts";
import type { Results } from "../../bench/harness/results.ts";

/** One of ours beside two others. */
function results(better: "less" | "more", medians: readonly [number, number, number]): Results {
  const roles = ["ours", "peer", "base"] as const;
  const measured = medians.map((median, at) => ({
    name: `c${at}`,
    role: roles[at]!,
    median,
    best: median,
    worst: median,
  }));
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
