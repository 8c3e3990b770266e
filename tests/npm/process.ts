/** What a process left behind. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a process is run. */
export interface Running {
  readonly cwd: string;
  /** A folder whose programs come before those of `PATH`. */
  readonly programs?: string | undefined;
  /** What it reads; nothing by default. */
  readonly stdin?: string;
  /** Variables beside the test's own; undefined removes one. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** Variables that `npm` and `npx` hand to what they start, and that would steer an npm inside. */
const OF_NPM = /^npm_(?!config_(registry|userconfig|cafile|proxy|https_proxy|noproxy)$)/i;

/** Runs a program to its end. Rejects where there is no such program. */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, programs, stdin, env = {}, signal }: Running,
): Promise<Ended> {
  const child = new Deno.Command(program, {
    args: [...args],
    cwd,
    clearEnv: true,
    env: environment(programs, env),
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
    ...signal === undefined ? {} : { signal },
  }).spawn();
  if (stdin !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(stdin));
    await writer.close();
  }
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** As `run`, for what must succeed: gives standard output. */
export async function must(
  program: string,
  args: readonly string[],
  running: Running,
): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, running);
  if (code === 0) return stdout;
  throw new Error(`Cannot run ${program} ${args.join(" ")}: exit code ${code}\n${stdout}${stderr}`);
}

function environment(
  programs: string | undefined,
  given: { readonly [name: string]: string | undefined },
): Record<string, string> {
  const variables = Object.entries({ ...Deno.env.toObject(), ...given })
    .filter((entry): entry is [string, string] => entry[1] !== undefined && !OF_NPM.test(entry[0]));
  const path = Deno.env.get("PATH") ?? "";
  const separator = Deno.build.os === "windows" ? ";" : ":";
  return {
    ...Object.fromEntries(variables),
    NO_COLOR: "1",
    PATH: programs === undefined ? path : `${programs}${separator}${path}`,
  };
}
