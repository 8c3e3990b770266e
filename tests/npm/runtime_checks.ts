import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { CALLS, writeEventFiles } from "./event_files.ts";
import { MANIFEST, once, type Packed, ROOT, SOURCE } from "./package_fixture.ts";
import { type Ended, run } from "./process.ts";
import { namesFromSource, type Program, PROGRAMS, runFromSource, withFile } from "./programs.ts";
import type { Runtime } from "./runtimes.ts";

/** What Deno does with the sources: what every runtime is to do with the package. */
export interface Reference {
  readonly names: () => Promise<Record<string, readonly string[]>>;
  readonly calls: () => Promise<readonly Ended[]>;
  readonly program: (program: Program) => Promise<Ended>;
}

/** Runs the sources on Deno, each thing once and when it is first asked for. */
export function referenceOf({ folder }: Packed): Reference {
  const programs = new Map(PROGRAMS.map((program) => [
    program,
    once(() => runFromSource(program, join(folder, `${program} from source`))),
  ]));
  return {
    names: once(namesFromSource),
    calls: once(async () => {
      await writeEventFiles(folder);
      const main = join(ROOT, SOURCE.command);
      return await callAll(Deno.execPath(), ["run", "-A", main], { cwd: folder });
    }),
    program: (program) => programs.get(program)!(),
  };
}

function callAll(
  program: string,
  first: readonly string[],
  where: { readonly cwd: string; readonly programs?: string | undefined },
): Promise<readonly Ended[]> {
  return Promise.all(
    CALLS.map(({ args, stdin }) =>
      run(program, [...first, ...args], { ...where, ...stdin === undefined ? {} : { stdin } })
    ),
  );
}

/** Tests of the package, installed, on one runtime. */
export function runtimeChecks(
  { kind, label, program, programs }: Runtime,
  { reference, installed }: {
    readonly reference: Reference;
    /** The folder that the package is installed in, with the programs. */
    readonly installed: () => Promise<string>;
  },
): Record<string, () => Promise<void>> {
  const runScript = async (name: string): Promise<Ended> =>
    await run(program, [`${name}.js`], { cwd: await installed(), programs });
  const command = MANIFEST.bin[SOURCE.name]!;
  // Both start the command by the first line of its file: `node` is then that of `programs`.
  const npx = kind === "bun"
    ? { name: "bunx", program, args: ["x", "--bun", "--no-install", SOURCE.name] }
    : { name: "npx", program: "npx", args: ["--no-install", "--offline", SOURCE.name] };
  return {
    async [`import() of every entry gives the names of its source on ${label}`]() {
      const expected = await reference.names();

      const { stdout } = await runScript("names");

      assertEquals(stdout === "" ? {} : JSON.parse(stdout), expected);
    },
    async [`${SOURCE.name} prints and exits as its source does on ${label}`]() {
      const expected = await reference.calls();
      const cwd = await installed();

      const path = join(cwd, "node_modules", SOURCE.name, command);
      const found = await callAll(program, [path], { cwd, programs });
      // Only what differs, because the whole is long.
      const differs = CALLS.map((_, index) => !equals(found[index], expected[index]));
      assertEquals(
        found.filter((_, index) => differs[index]),
        expected.filter((_, index) => differs[index]),
      );
      assertEquals([...new Set(expected.map(({ code }) => code))].sort(), [0, 1, 2]);
    },
    async [`${npx.name} ${SOURCE.name} validate exits as the file deserves on ${label}`]() {
      const cwd = await installed();
      const ended = await Promise.all(
        ["good.jsonl", "bad.jsonl", "missing.jsonl"].map((file) =>
          run(npx.program, [...npx.args, "validate", "--quiet", file], { cwd, programs })
        ),
      );
      assertEquals(ended.map(({ code, stdout }) => ({ code, stdout })), [
        { code: 0, stdout: "" },
        { code: 1, stdout: "" },
        { code: 2, stdout: "" },
      ]);
    },
    async [`emit() leaves the bytes that it leaves from source on ${label}`]() {
      const expected = await reference.program("emit");
      const cwd = await installed();

      const done = await withFile("emit", await runScript("emit"), cwd);
      assertEquals(done, expected);
      const file = join(cwd, "runs/emitted.jsonl");
      const path = join(cwd, "node_modules", SOURCE.name, command);
      const verdict = await run(program, [path, "validate", "-q", file], { cwd, programs });
      assertEquals(verdict, { code: 0, stdout: "", stderr: "" });
    },
    async [`sinkConformance() is passed by every sink on ${label}`]() {
      const expected = await reference.program("conformance");

      const done = await runScript("conformance");
      const failed = done.stdout.split("\n").filter((line) =>
        line !== "" && !line.endsWith(',"ok"]')
      );
      assertEquals(failed, []);
      assertEquals(done, expected);
    },
  };
}

function equals(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
