import { join } from "node:path";
import { tmpdir } from "node:os";
import { ROOT } from "./root.ts";

/** Packages that the benchmarks measure beside ours; their versions stand in `deno.json`. */
const PEERS = [
  "@duckdb/node-api",
  "@logtape/file",
  "@logtape/logtape",
  "@sinclair/typebox",
  "ajv",
  "eventemitter3",
  "evlog",
  "mitt",
  "nanoevents",
  "pino",
  "valibot",
  "winston",
  "zod",
];

/** Programs that only the benchmarks use, and what tells their versions. */
const PROGRAMS: { readonly [name: string]: readonly string[] } = {
  jq: ["jq", "--version"],
  simdjson: ["pkg-config", "--modversion", "simdjson"],
};

const RUNTIME_PACKAGES = { node: "24", bun: "1" } as const;

/** Where a program runs. */
export interface Runtime {
  /** Its name, such as `Node`. */
  readonly name: "Deno" | "Node" | "Bun";
  /** Its version. */
  readonly version: string;
  /** What is started. */
  readonly program: string;
  /** Where it is started. */
  readonly cwd: string;
  /**
   * Gives the command line of a program.
   *
   * @param path The program's path below `bench/`.
   * @param args Its arguments.
   */
  command(path: string, args: readonly string[]): readonly [string, ...string[]];
}

/** A folder with the peers, the runtimes and this package as npm has it. */
export interface Arena {
  /** Where it lies. */
  readonly folder: string;
  /** Deno runs the sources, Node and Bun the built package. */
  readonly runtimes: readonly Runtime[];
  /** The peers' versions by name. */
  readonly versions: { readonly [name: string]: string };
}

/** Installs what is missing, builds the npm package of the sources as they are now, and copies `bench/`. */
export async function prepareArena(): Promise<Arena> {
  const folder = join(tmpdir(), "runtrail-bench");
  await Deno.mkdir(folder, { recursive: true });
  const manifest = JSON.stringify(manifestOf(await readImports()), null, 2);
  const manifestPath = join(folder, "package.json");
  if (await textOf(manifestPath) !== manifest) {
    await Deno.writeTextFile(manifestPath, manifest);
    await must(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder], folder);
  }
  const packageFolder = join(folder, "node_modules/@runtrail/runtrail");
  await must([Deno.execPath(), "run", "-A", "build/npm.ts", packageFolder], ROOT);
  await copyPrograms(folder);
  return {
    folder,
    runtimes: await runtimesOf(folder),
    versions: {
      ...Object.fromEntries(PEERS.map((name) => [name, installedVersion(folder, name)])),
      ...await programVersions(),
    },
  };
}

async function readImports(): Promise<{ readonly [name: string]: string }> {
  return JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json"))).imports;
}

function manifestOf(imports: { readonly [name: string]: string }): unknown {
  const peers = PEERS.map((name) => [name, imports[name]?.slice(`npm:${name}@`.length)]);
  const dependencies = { ...Object.fromEntries(peers), ...RUNTIME_PACKAGES };
  return { private: true, type: "module", dependencies };
}

function installedVersion(folder: string, name: string): string {
  const path = join(folder, "node_modules", name, "package.json");
  return JSON.parse(Deno.readTextFileSync(path)).version;
}

/** Of a program that is missing nothing is said; what it would have measured is shown as not run. */
async function programVersions(): Promise<{ readonly [name: string]: string }> {
  const versions: { [name: string]: string } = {};
  for (const [name, command] of Object.entries(PROGRAMS)) {
    try {
      versions[name] = (await must(command, ROOT)).trim().replace(/^[^\d]+/, "");
    } catch {
      continue;
    }
  }
  return versions;
}

/** Node and Bun look for packages in the folders above a program, and programs use `core/`. */
async function copyPrograms(folder: string): Promise<void> {
  for (const path of ["bench/contestants", "bench/reliability", "core"]) {
    await copyFiles(join(ROOT, path), join(folder, path));
  }
}

async function copyFiles(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    const copy = isDirectory ? copyFiles : Deno.copyFile;
    await copy(join(from, name), join(to, name));
  }
}

async function runtimesOf(folder: string): Promise<readonly Runtime[]> {
  const modules = join(folder, "node_modules");
  const node = join(modules, "node/bin/node");
  const bun = join(modules, "bun/bin/bun.exe");
  const copied = (program: string): Runtime["command"] => (path, args) => [
    program,
    join(folder, "bench", path),
    ...args,
  ];
  return [
    {
      name: "Deno",
      version: Deno.version.deno,
      program: Deno.execPath(),
      cwd: ROOT,
      command: (path, args) => [Deno.execPath(), "run", "-A", join("bench", path), ...args],
    },
    {
      name: "Node",
      version: (await must([node, "--version"], folder)).trim().slice(1),
      program: node,
      cwd: folder,
      command: copied(node),
    },
    {
      name: "Bun",
      version: (await must([bun, "--version"], folder)).trim(),
      program: bun,
      cwd: folder,
      command: copied(bun),
    },
  ];
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Runs a program that must succeed; gives its standard output. */
export async function must(command: readonly string[], cwd: string): Promise<string> {
  const [program = "", ...args] = command;
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  if (success) return text(stdout);
  throw new Error(`Cannot run ${command.join(" ")}:\n${text(stdout)}${text(stderr)}`);
}
