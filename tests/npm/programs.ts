import { join } from "node:path";
import { renamed } from "../../build/documents.ts";
import { ROOT, SOURCE, SPECIFIERS } from "./package_fixture.ts";
import { type Ended, must, run } from "./process.ts";

/** Programs in `programs/`, which import the package as its users do. */
export const PROGRAMS = ["conformance", "emit"] as const;

/** What is run: its text does not name the package that it is tried on. */
export type Program = (typeof PROGRAMS)[number];

/** What a program did. */
export interface Done extends Ended {
  /** The file that it wrote, where it leaves one. */
  readonly file?: string;
}

const LEFT = { conformance: undefined, emit: "runs/emitted.jsonl" } as const;

/** Runs a program on Deno, against the sources. */
export async function runFromSource(program: Program, cwd: string): Promise<Done> {
  await Deno.mkdir(cwd);
  const path = join(ROOT, `tests/npm/programs/${program}.ts`);
  const ended = await run(Deno.execPath(), ["run", "-A", path], { cwd });
  return withFile(program, ended, cwd);
}

/** Adds the file that a program leaves in a folder to how it ended. */
export async function withFile(program: Program, ended: Ended, cwd: string): Promise<Done> {
  const left = LEFT[program];
  return left === undefined || ended.code !== 0
    ? ended
    : { ...ended, file: await Deno.readTextFile(join(cwd, left)) };
}

/** What a user's compiler is told; there are no types of Node or Bun to be found. */
const COMMON = {
  strict: true,
  target: "es2022",
  types: [],
  skipLibCheck: false,
  noEmitOnError: false,
};

const SETUPS = {
  node16: { ...COMMON, module: "node16", lib: ["es2022", "dom"], outDir: "." },
  bundler: {
    ...COMMON,
    module: "esnext",
    moduleResolution: "bundler",
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    noEmit: true,
  },
} as const;

/** Ways in which a user's compiler finds the package. */
export type Setup = keyof typeof SETUPS;

/** Writes the programs as a user's project that imports the package by its name on npm. */
export async function writeProject(folder: string): Promise<void> {
  for (const program of PROGRAMS) {
    const text = await Deno.readTextFile(join(ROOT, `tests/npm/programs/${program}.ts`));
    await Deno.writeTextFile(join(folder, `${program}.ts`), renamed(text, SOURCE));
  }
  await Deno.writeTextFile(join(folder, "names.ts"), namesProgram([...SPECIFIERS.keys()]));
  for (const [setup, compilerOptions] of Object.entries(SETUPS)) {
    const config = { compilerOptions, files: [...PROGRAMS, "names"].map((name) => `${name}.ts`) };
    await Deno.writeTextFile(join(folder, `tsconfig.${setup}.json`), JSON.stringify(config));
  }
}

/** Type-checks a project; under `node16` its scripts come to lie beside the sources. */
export function compile(folder: string, setup: Setup): Promise<Ended> {
  const compiler = ["run", "-A", "--no-config", "--no-lock", "npm:typescript@5.9.3/tsc"];
  const args = [...compiler, "--pretty", "false", "-p", `tsconfig.${setup}.json`];
  return run(Deno.execPath(), args, { cwd: folder });
}

/** A program that tells what each entry exports, without stopping at one that cannot be loaded. */
function namesProgram(specifiers: readonly string[]): string {
  const rows = specifiers.map((name) => `  ["${name}", () => import("${name}")],\n`);
  return [
    "const entries: [string, () => Promise<object>][] = [\n",
    ...rows,
    "];\nconst names: Record<string, unknown> = {};\nfor (const [entry, load] of entries) {\n",
    "  names[entry] = await load().then((all) => Object.keys(all).sort(), String);\n",
    "}\nconsole.log(JSON.stringify(names));\nexport {};\n",
  ].join("");
}

/** What each entry exports according to its source. */
export async function namesFromSource(): Promise<Record<string, readonly string[]>> {
  const names: Record<string, readonly string[]> = {};
  for (const [specifier, path] of SPECIFIERS) {
    names[specifier] = Object.keys(await import(`../../${path}`)).sort();
  }
  return names;
}

/** Judges a packed package with `publint` and `are-the-types-wrong`, and gives what they say. */
export async function judgePackage(built: string, tarball: string): Promise<unknown> {
  const script = join(ROOT, "tests/npm/judges.ts");
  return JSON.parse(
    await must(Deno.execPath(), ["run", "-A", script, built, tarball], { cwd: ROOT }),
  );
}
