import { assertEquals } from "@std/assert";
import { captureSink } from "../../sinks/capture.ts";
import { runScope } from "../../sinks/scope.ts";

Deno.test("runScope() says once after run_started that another major's slot is there", async () => {
  Object.assign(globalThis, { [Symbol.for("runtrail.slot.2")]: {} });
  const [first, second] = [captureSink(), captureSink()];

  await runScope({ sink: first }, () => {});
  await runScope({ sink: second }, () => {});

  assertEquals([first, second].map(({ events }) => events.map(({ type }) => type)), [
    ["run_started", "runtrail.slot_conflict", "run_finished"],
    ["run_started", "run_finished"],
  ]);
});
