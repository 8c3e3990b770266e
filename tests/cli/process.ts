import type { Outcome } from "./run_cli.ts";

/** Where the repository is. */
export const REPOSITORY = new URL("../../", import.meta.url);

/** How a program is run. */
export interface Running {
  /** What standard input gives; nothing by default. */
  readonly stdin?: string;
  /** Variables beside the test's own. */
  readonly env?: { readonly [name: string]: string };
}

/**
 * Runs a program in the repository to its end.
 *
 * @param program The program.
 * @param args Its arguments.
 * @param running Its input and environment.
 * @returns Its exit code and what it wrote.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  running: Running = {},
): Promise<Outcome> {
  const child = new Deno.Command(program, {
    args: [...args],
    cwd: REPOSITORY,
    env: { ...running.env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  // A program that ends before it has read all is no failure of the test.
  const feeding = writer.write(new TextEncoder().encode(running.stdin ?? ""))
    .then(() => writer.close()).catch(() => {});
  const [{ code, stdout, stderr }] = await Promise.all([child.output(), feeding]);
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** What runs a command of the repository with no permission but to read. */
export function readOnly(command: string): readonly string[] {
  return ["run", "--no-prompt", "-R", `cli/${command}.ts`];
}

/** Whether a program can be run at all. */
export async function canRun(program: string, args: readonly string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: [...args] }).output()).success;
  } catch {
    return false;
  }
}
