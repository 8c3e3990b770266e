import { join } from "node:path";

/** A process that has ended. */
export interface Ended {
  readonly output: string;
  /** From its start to its end. */
  readonly seconds: number;
  /** The most memory that was resident. */
  readonly peakMiB: number;
}

/** Where a program runs. */
export interface RunOptions {
  /** Where a small file may be written for the time being. */
  readonly folder: string;
  /** Where it is started; the same folder unless it is given. */
  readonly cwd?: string;
}

/**
 * Runs a program to its end. GNU time stands between, which costs a millisecond, because what a
 * process takes over from the one that starts it counts as its memory otherwise.
 *
 * @param command The program and its arguments.
 * @param options Where it runs.
 * @returns What came of it. Exit code 1 with output is a finding in the file that
 * was read.
 */
export async function runWhole(
  command: readonly string[],
  { folder, cwd = folder }: RunOptions,
): Promise<Ended> {
  const report = join(folder, "peak.txt");
  const startMs = performance.now();
  const { code, stdout, stderr } = await new Deno.Command("/usr/bin/time", {
    args: ["--quiet", "--format=%M", `--output=${report}`, ...command],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const seconds = (performance.now() - startMs) / 1000;
  const [output, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (code > 1 || code === 1 && output === "") {
    throw new Error(`Cannot run ${command.join(" ")}: ${errors}`);
  }
  const peakKiB = Number((await Deno.readTextFile(report)).trim());
  return { output: output!, seconds, peakMiB: peakKiB / 1024 };
}
