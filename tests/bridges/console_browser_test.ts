// deno-lint-ignore-file no-console
import { assertEquals } from "@std/assert";
import type { EventDraft } from "../../core/event.ts";
import { captureConsole } from "../../sinks/bridges/console.ts";
import { fakeConsole } from "./fake_console.ts";

// A file of its own: what marks a bridge's events is made once, at first use.
Deno.test("captureConsole() makes no loop when the runtime is a browser", () => {
  using screen = fakeConsole();
  const real = Object.getOwnPropertyDescriptor(globalThis, "process")!;
  Object.defineProperty(globalThis, "process", { value: undefined, configurable: true });
  try {
    const emit = (event: EventDraft): void => console.log(event.type);
    using _capture = captureConsole({ emit });

    console.log("x");
    console.error("y");
  } finally {
    Object.defineProperty(globalThis, "process", real);
  }

  assertEquals(screen.printed, [["log", "stdout"], ["log", "x"], ["log", "stderr"], [
    "error",
    "y",
  ]]);
});
