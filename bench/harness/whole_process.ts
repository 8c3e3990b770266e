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
 * @returns What came of it. Exit code 1 is a finding in the file that was read.
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
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  if (code > 1) throw new Error(`Cannot run ${command.join(" ")}: ${text(stderr)}`);
  const peakKiB = Number((await Deno.readTextFile(report)).trim());
  return { output: text(stdout), seconds, peakMiB: peakKiB / 1024 };
}
