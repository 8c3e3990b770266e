/**
 * Runs the tests of one file on Node or Bun and writes how each ended, as JSON:
 * the file and the path to write to are the arguments. Not to standard output,
 * because some tests patch it.
 *
 * @module
 */

import { writeFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { takeTouched } from "./absent.ts";
import { type RegisteredTest, type TestContext, TESTS } from "./deno.ts";

/** How a test ended. */
export type Ending =
  | { readonly name: string; readonly outcome: "passed" }
  | { readonly name: string; readonly outcome: "failed"; readonly error: string }
  | { readonly name: string; readonly outcome: "left out"; readonly needs: string };

/** How a test, or a program that it runs, says that it needs what is not here. */
const MISSING = [
  /(?:Can't find variable: |ReferenceError: )(Deno|Worker|gc)\b/,
  /(node:v8\.setFlagsFromString) is not yet implemented/,
  /\b(globalThis\.addEventListener) is not a function/,
  /AbsentError: There is no (.+) here/,
];

const [file = "", output = ""] = process.argv.slice(2);

async function ending(name: string, run: () => unknown): Promise<Ending> {
  takeTouched();
  let failure: { readonly error: unknown } | undefined;
  try {
    await run();
  } catch (error) {
    failure = { error };
  }
  const [needs] = takeTouched();
  if (needs !== undefined) return { name, outcome: "left out", needs };
  if (failure === undefined) return { name, outcome: "passed" };
  return failed(name, failure.error);
}

function failed(name: string, error: unknown): Ending {
  const { stack = "" } = error as Partial<Error>;
  // Stacks of Bun do not begin with the message.
  const text = stack.includes(String(error)) ? stack : `${error}\n${stack}`;
  for (const pattern of MISSING) {
    const needs = pattern.exec(text)?.[1];
    if (needs !== undefined) return { name, outcome: "left out", needs };
  }
  return { name, outcome: "failed", error: text };
}

const context: TestContext = {
  async step(_name, fn) {
    await fn(context);
    return true;
  },
};

function run({ name, ignore, permissions, fn }: RegisteredTest): Promise<Ending> | Ending {
  if (ignore) return { name, outcome: "left out", needs: "what the test itself looks for" };
  if (permissions !== undefined) return { name, outcome: "left out", needs: "Deno's permissions" };
  return ending(name, () => fn(context));
}

const endings: Ending[] = [];
let running: string | undefined = `${file} is loaded`;
process.on("exit", () => {
  if (running !== undefined) {
    endings.push({ name: running, outcome: "failed", error: "It waits for what never comes" });
  }
  writeFileSync(output, JSON.stringify(endings));
});
const loading = await ending(running, () => import(pathToFileURL(file).href));
if (loading.outcome !== "passed") endings.push(loading);
else {
  for (const test of TESTS) {
    running = test.name;
    endings.push(await run(test));
  }
}
running = undefined;
// A test that was left out in its middle may have left a timer or a port.
process.exit(0);
