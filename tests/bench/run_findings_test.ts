import { assertEquals } from "@std/assert";
import { findingsOfJq, findingsOfSummary } from "../../bench/harness/run_findings.ts";

const TYPES = { host_started: 1, resource_started: 2, resource_finished: 2 };

/** Two runs of which both readers say the same. */
const FINDINGS = {
  types: { host_started: 2, resource_started: 4, resource_finished: 4 },
  ended: { resource: { ok: 4 } },
  unfinished: { host: 2 },
  slowestMs: [9, 9, 5, 5],
};

Deno.test("findingsOfSummary() adds up runs and leaves out what is zero", () => {
  const run = {
    types: TYPES,
    counts: {
      host: { total: 1, unfinished: 1, byStatus: {} },
      resource: { total: 2, unfinished: 0, byStatus: { ok: 2 } },
    },
    slowest: { resource: [{ durationMs: 9 }, { durationMs: 5 }] },
  };
  const output = JSON.stringify({ files: [{ events: 10, codes: {}, runs: [run, run] }] });
  assertEquals(findingsOfSummary(output), { events: 10, missing: 0, ...FINDINGS });
});

Deno.test("findingsOfJq() says the same in the same words", () => {
  const run = {
    types: TYPES,
    ended: { resource: { ok: 2 } },
    open: { host: { h1: "2026-01-02T00:00:00.000Z" }, resource: {} },
    slowest: [{ durationMs: 9 }, { durationMs: 5 }],
  };
  assertEquals(findingsOfJq(JSON.stringify({ r1: run, r2: run })), FINDINGS);
});

Deno.test("findingsOfJq() says nothing of what never ended when it was not asked for", () => {
  const run = { types: TYPES, ended: {}, slowest: [] };
  assertEquals(findingsOfJq(JSON.stringify({ r1: run })), {
    types: TYPES,
    ended: {},
    slowestMs: [],
  });
});
