import { assertEquals } from "@std/assert";
import { resource, resourceEnd, RUN, summaryOf } from "../fixtures/summaries.ts";

Deno.test("RunTotals counts types in order of first appearance when there are custom ones", () => {
  const { types } = summaryOf(["z.z", { data: 1 }], RUN, ["__proto__"], ["z.z", { data: 1 }]);
  assertEquals(Object.entries(types), [["z.z", 2], ["run_started", 1], ["__proto__", 1]]);
});

Deno.test("RunTotals counts kinds by status when some are unfinished", () => {
  const { counts } = summaryOf(
    resource("a"),
    resource("b"),
    resource("c"),
    resource("d"),
    resourceEnd("a"),
    resourceEnd("b", { status: "changed" }),
    resourceEnd("c", { status: undefined }),
    resourceEnd("e", { status: "changed" }),
    ["command_started", { cmd: "make" }, { commandId: "c" }],
  );
  assertEquals(counts, {
    resource: { total: 5, unfinished: 1, byStatus: { ok: 1, changed: 2, unknown: 1 } },
    command: { total: 1, unfinished: 1, byStatus: {} },
  });
});

Deno.test("RunTotals counts a thing once when its start occurs twice", () => {
  assertEquals(summaryOf(resource("a"), resource("a"), resourceEnd("a")).counts, {
    resource: { total: 1, unfinished: 0, byStatus: { ok: 1 } },
  });
});
