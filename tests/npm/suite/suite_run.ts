import { join } from "node:path";
import { run } from "../process.ts";
import type { Runtime } from "../runtimes.ts";
import type { Ending } from "./there/runner.ts";

/** A file whose process does not end must fail, not stop all others. */
const PATIENCE_MS = 180_000;

/** Runs the tests of one file of the suite, each file in a process of its own. */
export async function runTestFile(
  file: string,
  { cwd, runtime: { program, programs } }: { readonly cwd: string; readonly runtime: Runtime },
): Promise<readonly Ending[]> {
  const output = join(cwd, `${file}.json`);
  const runner = join(cwd, "tests/npm/suite/there/runner.js");
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const { code, stdout, stderr } = await run(program, [runner, join(cwd, file), output], {
    cwd,
    programs,
    signal,
  });
  try {
    return JSON.parse(await Deno.readTextFile(output));
  } catch {
    const error = `The process ended with ${code} before its tests did\n${stdout}${stderr}`;
    return [{ name: `${file} runs to its end`, outcome: "failed", error }];
  }
}

/** Calls a function for each item, some at a time, and gives what each call gave. */
export function pooled<Item, Result>(
  items: readonly Item[],
  call: (item: Item) => Promise<Result>,
): ReadonlyMap<Item, Promise<Result>> {
  const results = new Map<Item, PromiseWithResolvers<Result>>(
    items.map((item) => [item, Promise.withResolvers<Result>()]),
  );
  // Whoever asks for a result is told of a failure, however late that is.
  for (const { promise } of results.values()) promise.catch(() => {});
  const waiting = [...results];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [item, { resolve, reject }] = next;
      await call(item).then(resolve, reject);
    }
  };
  for (let worker = 0; worker < navigator.hardwareConcurrency; worker++) work();
  return new Map([...results].map(([item, { promise }]) => [item, promise]));
}
