import { assertEquals } from "@std/assert";
import { clear, emit, EventBus, install } from "../../mod.ts";
import { captureSink } from "../../sinks/capture.ts";

Deno.test("install() says once after the first event that another major's slot is there", () => {
  const theirs = Object.freeze({ anything: "of theirs" });
  const [first, second] = [captureSink(), captureSink()];
  const bus = new EventBus({ runId: "r1" });
  bus.on(first);

  install(bus);
  Object.assign(globalThis, { [Symbol.for("runtrail.slot.2")]: theirs });
  install(bus);
  bus.run().finish();
  install(second);
  emit({ type: "stdout", payload: "hello" });
  clear();

  assertEquals(first.events.map(({ seq, type }) => [seq, type]), [
    [1, "run_started"],
    [2, "runtrail.slot_conflict"],
    [3, "run_finished"],
  ]);
  assertEquals(first.ofType("runtrail.slot_conflict")[0]?.data, { major: 1, others: [2] });
  assertEquals(second.events.map(({ type }) => type), ["stdout"]);
});
