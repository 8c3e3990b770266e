import { assertEquals } from "@std/assert";
import { NOT_MEASURED, runModule } from "../fixtures/module_process.ts";

const PROGRAM = new URL("./worker_threads_program.ts", import.meta.url);

Deno.test("joinPort() takes all events of node:worker_threads however a worker ends", async () => {
  // Deno never ends a node:worker_threads worker while it measures coverage.
  const { code, stdout, stderr } = await runModule(PROGRAM, { env: NOT_MEASURED });

  assertEquals(code, 0, stderr);
  // How the events ended, how many came, the last number, and how many messages were ignored.
  assertEquals(JSON.parse(stdout), {
    "close over channel": ["closed", 100, 100, 0],
    "close over worker": ["closed", 100, 100, 0],
    "exit over channel": ["lost", 100, 100, 0],
    "exit over worker": ["lost", 100, 100, 0],
    "throw over channel": ["lost", 100, 100, 0],
    "throw over worker": ["lost", 100, 100, 0],
  });
});
