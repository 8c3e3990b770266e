import { assertEquals } from "@std/assert";
import { recordedExample } from "../fixtures/recorded_example.ts";

Deno.test("examples/live_sse.ts gets the whole run though its reader is cut off", async () => {
  const { issues, events, runs } = await recordedExample("live_sse.ts");

  assertEquals(issues, []);
  assertEquals([events.length, runs[0]?.state], [8, "succeeded"]);
});

Deno.test("examples/worker.ts makes one sound file of a parent and two workers", async () => {
  const { issues, runs } = await recordedExample("worker.ts");

  assertEquals(issues, []);
  assertEquals([runs[0]?.state, runs[0]?.counts.job?.total, runs[0]?.counts.command?.total], [
    "succeeded",
    2,
    5,
  ]);
});
