import { canRun, REPOSITORY, runProgram } from "../cli/process.ts";

/** A runtime that programs are run on. */
export interface Runtime {
  readonly name: "Deno" | "Node" | "Bun";
  readonly program: string;
  /** What comes before the program's path. */
  readonly args: readonly string[];
}

const CANDIDATES: readonly Runtime[] = [
  { name: "Deno", program: Deno.execPath(), args: ["run", "-A", "--no-config"] },
  { name: "Node", program: "node", args: [] },
  { name: "Bun", program: "bun", args: ["run"] },
];

const HAS_BUILTINS = "process.exit(typeof process.getBuiltinModule === 'function' ? 0 : 1)";

/** The runtimes that are here. Node 20.16 is the first that can run the sinks. */
export const RUNTIMES: readonly Runtime[] = await present();

async function present(): Promise<readonly Runtime[]> {
  const found: Runtime[] = [];
  for (const runtime of CANDIDATES) {
    const { name, program } = runtime;
    if (name === "Deno" || await canRun(program, ["-e", HAS_BUILTINS])) found.push(runtime);
  }
  return found;
}

/** Makes one script of a program, which every runtime can run. */
export async function bundled(program: string, directory: string): Promise<string> {
  const output = `${directory}/${program}.mjs`;
  const args = ["bundle", "--quiet", "--config=deno.json", "--platform=deno", "--output", output];
  const entry = new URL(`tests/faults/programs/${program}.ts`, REPOSITORY).pathname;
  const { code, stderr } = await runProgram(Deno.execPath(), [...args, entry]);
  if (code !== 0) throw new Error(`Cannot bundle ${program}: ${stderr}`);
  return output;
}
