// deno-lint-ignore-file no-console
import { assertEquals } from "@std/assert";
import { clear, install } from "../../core/slot.ts";
import { captureConsole } from "../../sinks/bridges/console.ts";
import { captureSink } from "../../sinks/capture.ts";
import { fakeConsole } from "./fake_console.ts";

Deno.test("captureConsole() emits to the slot when no emitter is given", () => {
  using _console = fakeConsole();
  const sink = captureSink();
  install(sink);
  using _capture = captureConsole();

  console.log("x");
  clear();

  assertEquals(sink.ofType("stdout").map(({ payload }) => payload), ["x\n"]);
});

Deno.test("captureConsole() formats nothing and prints, also silent, when the slot is empty", () => {
  using screen = fakeConsole();
  let formatted = 0;
  const value = { toString: () => String(++formatted) };
  using _capture = captureConsole(undefined, { silent: true });

  console.log("%s", value);

  assertEquals([formatted, screen.printed], [0, [["log", "%s", value]]]);
});

Deno.test("captureConsole() makes no loop when the installed sink prints every event", () => {
  using screen = fakeConsole();
  const previous = install({ emit: (event) => console.log(event.seq) });
  using _capture = captureConsole();

  console.log("x");
  install(previous);

  assertEquals(screen.printed, [["log", 1], ["log", "x"]]);
});
