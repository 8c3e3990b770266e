/** Something that is measured: a command that reads a file. */
export interface Contestant {
  /** Its name in the table. */
  readonly name: string;
  /** The command for a file. */
  command(file: string): readonly string[];
  /** The file that it reads: slow ones get a smaller one. */
  readonly file: string;
  /** What its output says of the events, by type; undefined where it says nothing to compare. */
  types?(output: string): { readonly [type: string]: number };
}

/** What a contestant took, all rounds. */
export interface Measured {
  readonly name: string;
  /** Megabytes a second, median of the rounds. */
  readonly mbPerSecond: number;
  /** Processor seconds, user and system, for each gigabyte, median. */
  readonly cpuSecondsPerGb: number;
  /** The most memory at any time, in MiB; undefined where no tool measures it. */
  readonly peakMib: number | undefined;
}

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
}

/** GNU time: processor time and memory of a process. */
const TIME = ["/usr/bin/time", "-f", "\n%U %S %M"];

/**
 * Runs every contestant once to check its output, then all of them in turn.
 *
 * @param contestants Who runs; each with a file.
 * @param rounds How often.
 * @param expected The events of each file, by type.
 * @returns One row for each contestant.
 * @throws {Error} Where a contestant fails, or its output is wrong.
 */
export async function measure(
  contestants: readonly Contestant[],
  rounds: number,
  expected: ReadonlyMap<string, { readonly [type: string]: number }>,
): Promise<readonly Measured[]> {
  const runs = new Map<string, Run[]>();
  for (const contestant of contestants) {
    const { output } = await runOnce(contestant);
    const types = contestant.types?.(output);
    if (types !== undefined) assertSame(contestant, types, expected.get(contestant.file)!);
    runs.set(contestant.name, []);
  }
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      runs.get(contestant.name)!.push((await runOnce(contestant)).run);
    }
  }
  return contestants.map(({ name, file }) =>
    rowOf(name, Deno.statSync(file).size, runs.get(name)!)
  );
}

async function runOnce(
  { name, file, command }: Contestant,
): Promise<{ readonly run: Run; readonly output: string }> {
  const [program, ...args] = [...TIME, ...command(file)];
  const startMs = performance.now();
  const { stdout, stderr, code } = await new Deno.Command(program!, { args, stdin: "null" })
    .output();
  const seconds = (performance.now() - startMs) / 1000;
  const report = new TextDecoder().decode(stderr).trim();
  // A file that ends inside a run has findings: exit code 1.
  if (code > 1) throw new Error(`Cannot run ${name}: exit code ${code}\n${report}`);
  const [user, system, kib] = report.split("\n").at(-1)!.split(" ").map(Number);
  const run = { seconds, cpuSeconds: user! + system!, peakMib: kib! / 1024 };
  return { run, output: new TextDecoder().decode(stdout) };
}

function assertSame(
  { name }: Contestant,
  found: { readonly [type: string]: number },
  expected: { readonly [type: string]: number },
): void {
  const sorted = (types: object) => JSON.stringify(Object.entries(types).sort());
  if (sorted(found) === sorted(expected)) return;
  throw new Error(`Cannot measure ${name}: found ${sorted(found)}, expected ${sorted(expected)}`);
}

function rowOf(name: string, bytes: number, runs: readonly Run[]): Measured {
  return {
    name,
    mbPerSecond: bytes / 1e6 / median(runs.map(({ seconds }) => seconds)),
    cpuSecondsPerGb: median(runs.map(({ cpuSeconds }) => cpuSeconds)) / (bytes / 1e9),
    peakMib: median(runs.map(({ peakMib }) => peakMib)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
