import { assertEquals } from "@std/assert";
import { format } from "node:util";
import { nodeProcess } from "../sinks/node_process.ts";
import { consoleText } from "../../sinks/io/console_text.ts";

const PROGRAM = new URL("console_program.ts", import.meta.url).href;

Deno.test("consoleText() gives what this runtime's console prints", async () => {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", PROGRAM],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const [printed, captured] = new TextDecoder().decode(stdout).split("\0\n")
    .map((text) => text.split("\n"));
  const wrong = printed?.map((line, at) => [captured?.[at]?.slice(0, 80), line.slice(0, 80)])
    .filter(([own, real]) => own !== real);

  assertEquals(new TextDecoder().decode(stderr), "");
  assertEquals([printed?.includes("one of 2"), wrong], [true, []]);
  assertEquals(captured?.length, printed?.length);
});

Deno.test("consoleText() gives what util.format gives when there is no Deno", () => {
  const args = ["%s is %o", "x", { a: ["b"] }, 1n, new Map([["k", "v"]])];

  assertEquals(withoutDeno(() => consoleText(args)), format(...args));
});

Deno.test("consoleText() joins texts when there is neither Deno nor Node", () => {
  const real = Object.getOwnPropertyDescriptor(globalThis, "process")!;
  Object.defineProperty(globalThis, "process", { value: undefined, configurable: true });
  try {
    assertEquals(withoutDeno(() => consoleText(["%d %%", 1, true, [2, 3]])), "1 % true 2,3");
  } finally {
    Object.defineProperty(globalThis, "process", real);
  }
});

function withoutDeno<Result>(call: () => Result): Result {
  // Deno makes its process at the first look, and needs itself for it.
  nodeProcess();
  const real = Object.getOwnPropertyDescriptor(globalThis, "Deno")!;
  Object.defineProperty(globalThis, "Deno", { value: undefined, configurable: true });
  try {
    return call();
  } finally {
    Object.defineProperty(globalThis, "Deno", real);
  }
}
