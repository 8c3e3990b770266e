import { assertEquals } from "@std/assert";
import type { Outcome } from "../../bench/reliability/experiment.ts";
import { brokenPromises, peersTable } from "../../bench/reliability/tables.ts";

const KEPT: Outcome = {
  runtime: "Node",
  logger: "runtrail os",
  fault: "sigkill_paced",
  acknowledged: 5000,
  refused: 0,
  lost: 0,
  lostAfterRoom: 0,
  doubled: 0,
  broken: 0,
  tornTail: false,
  told: [],
  hung: false,
};

Deno.test("brokenPromises() is empty when what was lost is what the durability holds", () => {
  const outcomes: readonly Outcome[] = [
    KEPT,
    { ...KEPT, logger: "runtrail buffered", lost: 200 },
    { ...KEPT, fault: "full_disk", told: ["at the call"] },
    { ...KEPT, fault: "torn_tail" },
    { ...KEPT, logger: "winston", lost: 5000 },
    { ...KEPT, fault: "full_disk", skipped: "no tmpfs" },
  ];
  assertEquals(brokenPromises(outcomes), []);
});

const BROKEN: readonly Outcome[] = [
  { ...KEPT, lost: 1 },
  { ...KEPT, logger: "runtrail buffered", lost: 300 },
  { ...KEPT, logger: "runtrail buffered, exitSignals", fault: "sigterm", lost: 1 },
  { ...KEPT, fault: "full_disk", told: ["later"] },
  { ...KEPT, fault: "full_disk", told: ["at the call"], tornTail: true },
  { ...KEPT, fault: "torn_tail", lost: 1 },
];

for (const outcome of BROKEN) {
  const { logger, fault } = outcome;
  Deno.test(`brokenPromises() names the fault when ${logger} breaks one at ${fault}`, () => {
    assertEquals(brokenPromises([outcome]).length, 1);
  });
}

Deno.test("peersTable() says that all was lost, that a process hung, and what was not run", () => {
  const table = peersTable([{ ...KEPT, lost: 5000, hung: true }], ["runtrail os", "winston"]);
  assertEquals(
    table.split("\n").find((line) => line.includes("SIGKILL, 10 lines a turn")),
    "| SIGKILL, 10 lines a turn | all (hangs) | not run |",
  );
});
