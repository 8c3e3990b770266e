import { assertEquals, assertStrictEquals } from "@std/assert";
import { clear, install, isActive } from "../../mod.ts";
import { captureSink } from "../../sinks/capture.ts";
import { runScope, withCorrelation, withSink } from "../../sinks/scope.ts";
import { slotTest } from "../fixtures/empty_slot.ts";
import { said, say } from "./said.ts";

slotTest("emit() goes to the scope's sink when one is installed too", () => {
  const [installed, scoped] = [captureSink(), captureSink()];
  install(installed);
  withSink(scoped, () => say("inside"));
  say("outside");
  assertEquals([said(installed), said(scoped)], [["outside"], ["inside"]]);
});

slotTest("install() fills the process's slot when called in a scope", () => {
  const [installed, scoped] = [captureSink(), captureSink()];
  withSink(scoped, () => {
    install(installed);
    say("inside");
  });
  say("outside");
  assertEquals([said(installed), said(scoped)], [["outside"], ["inside"]]);
});

slotTest("install() gives what was installed, not the scope's sink, when called in a scope", () => {
  const [installed, scoped] = [captureSink(), captureSink()];
  install(installed);
  assertStrictEquals(withSink(scoped, () => install(undefined)), installed);
});

slotTest("clear() leaves the scope's sink in force when called in a scope", () => {
  const [installed, scoped] = [captureSink(), captureSink()];
  install(installed);
  withSink(scoped, () => {
    clear();
    say("inside");
  });
  assertEquals([said(scoped), isActive()], [["inside"], false]);
});

slotTest("withCorrelation() follows the slot when no sink is in scope", () => {
  const capture = captureSink();
  const active = withCorrelation({ stepId: "s1" }, () => {
    const before = isActive();
    say("lost");
    install(capture, { runId: "r1" });
    say("kept");
    return [before, isActive()];
  });
  assertEquals(active, [false, true]);
  assertEquals(capture.events.map(({ correlation }) => correlation), [
    { runId: "r1", stepId: "s1" },
  ]);
});

slotTest("runScope() leaves what is installed in place", async () => {
  const installed = captureSink();
  install(installed);
  await runScope({}, () => say("inside"));
  say("outside");
  assertEquals(said(installed), ["outside"]);
});
