import { assertEquals } from "@std/assert";
import { NOT_MEASURED, runModule } from "../fixtures/module_process.ts";

const PROGRAM = new URL("many_events_program.ts", import.meta.url);
/** How many events each listener saw, and how often one failed. */
const SEEN = [[3_000, 0], [3_000, 3_000, 3_000, 2]];

Deno.test("EventBus hands each event to all listeners when the process may make code of text", async () => {
  const { stdout, stderr } = await runModule(PROGRAM, { env: NOT_MEASURED });
  assertEquals([JSON.parse(stdout), stderr], [{ mayMakeCode: true, seen: SEEN }, ""]);
});

Deno.test({
  name: "EventBus hands each event to all listeners when a policy forbids code of text",
  // It has no such policy.
  ignore: "Bun" in globalThis,
  fn: async () => {
    const v8Flags = ["--disallow-code-generation-from-strings"];
    const { stdout, stderr } = await runModule(PROGRAM, { v8Flags, env: NOT_MEASURED });
    assertEquals([JSON.parse(stdout), stderr], [{ mayMakeCode: false, seen: SEEN }, ""]);
  },
});
