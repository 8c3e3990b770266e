import { assert, assertThrows } from "@std/assert";
import { PATIENT, waitForLock } from "../../../sinks/file/lock_wait.ts";
import { LockTimeoutError } from "../../../sinks/file/run_io_error.ts";
import { withGlobal } from "../../fixtures/replaced_global.ts";

/** Stops the clocks as fake timers do, while something is called. */
function withStoppedClocks(call: () => void): void {
  const stopped = { now: () => 0 };
  withGlobal("Date", stopped, () => withGlobal("performance", stopped, call));
}

// A program's tests once waited for ever.
Deno.test("waitForLock() gives up when the clocks are stopped", () => {
  let asked = 0;
  const busy = {
    tryLock() {
      if (++asked > 1000) throw new Error("It waits for ever");
      return "busy" as const;
    },
  };
  const wait = { ...PATIENT, budgetMs: 2 };
  withStoppedClocks(() => {
    assertThrows(
      () => waitForLock(busy, ["exclusive"], { path: "run.jsonl", wait }),
      LockTimeoutError,
    );
  });
});

// A writer that is alone looks once in a millisecond whether it still is.
Deno.test("PATIENT.millisecond() tells the machine's time when the clocks are stopped", () => {
  let millisecond = 0;
  withStoppedClocks(() => {
    millisecond = PATIENT.millisecond();
  });
  assert(millisecond > 0);
});
