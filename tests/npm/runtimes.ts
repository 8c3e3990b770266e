import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { must, run } from "./process.ts";

/** A runtime that the package is tried on. */
export interface Runtime {
  readonly kind: "node" | "bun";
  /** Its name and version, such as `Node 22.11.0`. */
  readonly label: string;
  /** The program; called by its name where it is that of `PATH`. */
  readonly program: string;
  /** The folder of its programs; absent where `PATH` has it. */
  readonly programs?: string;
}

/** A runtime that was asked for and is not there. */
export interface MissingRuntime {
  readonly label: string;
  readonly reason: string;
  /** Whether it could have been had: what was asked for must not be passed over in silence. */
  readonly fault: boolean;
}

/** Packages of npm that hold runtimes, such as `node@22,node@24,bun@1`, to be tried as well. */
export const RUNTIMES_VARIABLE = "RUNTRAIL_RUNTIMES";

const NAMES = { node: "Node", bun: "Bun" } as const;

/** Installed once per machine: runtimes are large, and a major version's latest is good enough. */
const CACHE = join(tmpdir(), "runtrail-runtimes");

/** Why something that comes from there is not there. */
export const OUT_OF_REACH = "the npm registry is out of reach";

/** Whether npm can ask its registry. */
export async function registryAnswers(): Promise<boolean> {
  const args = ["view", "typescript", "version", "--prefer-online", "--fetch-retries=0"];
  return (await run("npm", args, { cwd: tmpdir() })).code === 0;
}

/**
 * Finds Node, and the runtimes that are asked for.
 *
 * @param asked Packages of npm, by commas; by default what the environment says.
 */
export async function findRuntimes(
  asked: string = Deno.env.get(RUNTIMES_VARIABLE) ?? "",
): Promise<readonly (Runtime | MissingRuntime)[]> {
  const found: (Runtime | MissingRuntime)[] = [await onPath()];
  const specs = asked.split(",").map((spec) => spec.trim()).filter((spec) => spec !== "");
  for (const spec of specs) found.push(await installed(spec));
  return found;
}

async function onPath(): Promise<Runtime | MissingRuntime> {
  try {
    await must("npm", ["--version"], { cwd: tmpdir() });
    return await runtime("node", "node");
  } catch {
    return { label: "Node", reason: "no node and npm on PATH", fault: false };
  }
}

async function installed(spec: string): Promise<Runtime | MissingRuntime> {
  const kind = spec.replace(/@.*/, "");
  if (kind !== "node" && kind !== "bun") {
    return { label: spec, reason: "neither node nor bun", fault: true };
  }
  const folder = join(CACHE, spec.replace(/[^\w.@-]/g, "_"));
  // A package of node holds the program itself; `.bin` has links, and scripts on Windows.
  const program = join(folder, "node_modules", kind, "bin", kind === "bun" ? "bun.exe" : "node");
  try {
    return await runtime(kind, program, dirname(program));
  } catch {
    // Not there yet.
  }
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(join(folder, "package.json"), "{}\n");
    await must("npm", ["install", "--no-audit", "--no-fund", spec], { cwd: folder });
    return await runtime(kind, program, dirname(program));
  } catch {
    return await registryAnswers()
      ? { label: spec, reason: "npm cannot install it", fault: true }
      : { label: spec, reason: OUT_OF_REACH, fault: false };
  }
}

async function runtime(
  kind: "node" | "bun",
  program: string,
  programs?: string,
): Promise<Runtime> {
  const version = (await must(program, ["--version"], { cwd: tmpdir() })).trim();
  const label = `${NAMES[kind]} ${version.replace(/^v/, "")}`;
  return { kind, label, program, ...programs === undefined ? {} : { programs } };
}
