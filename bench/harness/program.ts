import { must, type Runtime } from "./arena.ts";

/**
 * Runs a program that measures itself and prints a number.
 *
 * @param runtime What runs it.
 * @param path The program's path below `bench/`.
 * @param args Its arguments.
 * @returns The number; rejects where the program fails or prints something else.
 */
export async function programSample(
  runtime: Runtime,
  path: string,
  args: readonly string[],
): Promise<number> {
  const text = (await must(runtime.command(path, args), runtime.cwd)).trim();
  const value = Number(text);
  if (text !== "" && value > 0) return value;
  throw new Error(`Cannot take a sample of ${path} ${args.join(" ")}: it printed ${text}`);
}
