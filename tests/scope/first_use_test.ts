import { assertEquals, assertThrows } from "@std/assert";
import { emit, isActive } from "../../mod.ts";
import { captureSink } from "../../sinks/capture.ts";
import { currentCorrelation, withSink } from "../../sinks/scope.ts";

/** Calls a function while the runtime has another `process`. */
function withProcess(get: () => unknown, act: () => void): void {
  const original = Object.getOwnPropertyDescriptor(globalThis, "process")!;
  Object.defineProperty(globalThis, "process", { configurable: true, get });
  try {
    act();
  } finally {
    Object.defineProperty(globalThis, "process", original);
  }
}

Deno.test("emit() does not look at process when no scope was opened", () => {
  let looks = 0;
  withProcess(() => void looks++, () => {
    emit({ type: "stdout", payload: "hello" });
    currentCorrelation();
    isActive();
  });
  assertEquals(looks, 0);
});

const WITHOUT_STORAGE = {
  "there is no process": undefined,
  "process gives no modules": {},
  "process has no such module": { getBuiltinModule: () => undefined },
};

for (const [state, process] of Object.entries(WITHOUT_STORAGE)) {
  Deno.test(`withSink() throws when ${state}`, () => {
    withProcess(() => process, () => {
      assertThrows(
        () => withSink(captureSink(), () => {}),
        Error,
        "Cannot open a scope: this runtime has no AsyncLocalStorage",
      );
    });
  });
}
