import { assertEquals, assertStringIncludes } from "@std/assert";
import { join, relative } from "node:path";
import { scriptPath } from "../../build/manifest.ts";
import { copyFolder, MANIFEST, type Packed, ROOT, SOURCE } from "./package_fixture.ts";
import { must, run } from "./process.ts";
import { NOT_MEASURED } from "../fixtures/module_process.ts";
import { ONE_SLOT } from "../scope/one_slot.ts";
import { addressesIn } from "./suite/suite_checks.ts";
import { compile, judgePackage, type Setup } from "./programs.ts";

/** What the build reads: enough for a build in another folder. */
const INPUTS = ["deno.json", "deno.lock", "mod.ts", "README.md", "CHANGELOG.md", "LICENSE"];
const INPUT_FOLDERS = ["build", "cli", "core", "links", "schema", "sinks"];

/** Texts of a folder by path. */
function textsBelow(folder: string, path = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { name, isDirectory } of Deno.readDirSync(join(folder, path))) {
    const below = path === "" ? name : `${path}/${name}`;
    if (!isDirectory) texts.set(below, Deno.readTextFileSync(join(folder, below)));
    else for (const [key, text] of textsBelow(folder, below)) texts.set(key, text);
  }
  return texts;
}

/** Builds a copy of the repository that lies deeper, so that relative paths differ too. */
async function buildElsewhere({ folder }: Packed): Promise<Map<string, string>> {
  const copy = join(folder, "a", "deeper", "copy");
  await Deno.mkdir(copy, { recursive: true });
  for (const name of INPUTS) await Deno.copyFile(join(ROOT, name), join(copy, name));
  for (const name of INPUT_FOLDERS) copyFolder(join(ROOT, name), join(copy, name));
  await must(Deno.execPath(), ["run", "-A", "build/npm.ts"], { cwd: copy });
  return textsBelow(join(copy, "npm"));
}

/** Tests of the package itself, on no runtime in particular. */
export function packageChecks(
  packed: Packed,
  project: () => Promise<string>,
): Record<string, () => Promise<void>> {
  const texts = textsBelow(packed.built);
  const scripts = [...texts].filter(([path]) => path.endsWith(".js"));
  return {
    async "build/npm.ts builds the same bytes when the repository lies elsewhere"() {
      assertEquals(await buildElsewhere(packed), texts);
    },
    async "build/npm.ts leaves no path of the machine in what it builds"() {
      const { denoDir } = JSON.parse(
        await must(Deno.execPath(), ["info", "--json"], { cwd: ROOT }),
      );
      const paths = [ROOT, denoDir, relative(ROOT, denoDir), packed.folder];

      const found = [...texts].filter(([, text]) => paths.some((path) => text.includes(path)));

      assertEquals(found.map(([path]) => path), []);
    },
    // deno-lint-ignore require-await
    async "build/npm.ts writes scripts that load nothing but each other"() {
      const loads = /\b(?:from|import|require)\s*\(?\s*["'`](?!\.{1,2}\/)[^"'`\n]*["'`]/g;

      const strangers = scripts.flatMap(([path, text]) =>
        [path, ...text.match(loads) ?? []].slice(1)
      );

      assertEquals(strangers, []);
    },
    async "npm pack takes what the manifest names, the documents and the declarations"() {
      const manifest = JSON.parse(await Deno.readTextFile(join(packed.built, "package.json")));
      const targets = [...SOURCE.entries.values()].flatMap((path) => {
        const script = scriptPath(path);
        return [script, `${script}.map`, path.replace(/\.ts$/, ".d.ts")];
      });
      const wanted = [
        ...targets,
        ...Object.values(MANIFEST.bin),
        ...["README.md", "LICENSE", "CHANGELOG.md", "THIRD_PARTY_NOTICES.md", "package.json"],
      ];
      const odd = /^(?!(core|sinks|shared|cli|schema)\/|mod\.|[A-Z_]+(\.md)?$|package\.json$)/;

      assertEquals(manifest, JSON.parse(JSON.stringify(MANIFEST)));
      assertEquals(Object.keys(manifest).filter((key) => /dependencies/i.test(key)), []);
      assertEquals(wanted.filter((path) => !packed.files.includes(path)), []);
      assertEquals(packed.files.filter((path) => odd.test(path) || /(?<!\.d)\.ts$/.test(path)), []);
    },
    // deno-lint-ignore require-await
    async "README.md of the package links only to what is in it, and imports by its name"() {
      const readme = texts.get("README.md")!;
      const targets = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, to]) =>
        to!
      );

      assertEquals(targets.filter((target) => !packed.files.includes(target)), []);
      assertEquals(
        readme.match(/from "@.*\/.*"/g),
        [...readme.matchAll(/from "@std\/assert"/g)].flat(),
      );
    },
    // deno-lint-ignore require-await
    async "Source maps hold the sources as they are"() {
      const maps = [...texts].filter(([path]) => path.endsWith(".js.map"));
      const wrong = maps.flatMap(([path, text]) => {
        const { sources, sourcesContent } = JSON.parse(text);
        const own = (sources as string[]).map((source, index) => ({
          path: new URL(source, `file:///${path}`).pathname.slice(1),
          content: sourcesContent[index],
        })).filter((source) => !source.path.startsWith("node_modules/"));
        return own.filter(({ path, content }) =>
          Deno.readTextFileSync(join(ROOT, path)) !== content
        ).map((source) => `${path}: ${source.path}`);
      });

      assertEquals(maps.length, scripts.length);
      assertEquals(wrong, []);
    },
    async "publint and are-the-types-wrong find nothing in the package"() {
      assertEquals(await judgePackage(packed.built, packed.tarball), { publint: [], types: [] });
    },
    ...Object.fromEntries((["node16", "bundler"] as const).map((setup: Setup) => [
      `tsc compiles a strict project without types of Node when it resolves as ${setup}`,
      async () => {
        assertEquals(await compile(await project(), setup), { code: 0, stdout: "", stderr: "" });
      },
    ])),
    async "The slot and the scopes are one when JSR's source and the tarball are in one process"() {
      const tarball = join(await project(), "node_modules", SOURCE.name);
      const program = join(ROOT, "tests/scope/two_copies.ts");
      // The copy is gone when the coverage is looked at.
      const flags = ["run", "-A", "--no-check", program, ...addressesIn(tarball)];
      const seen = await must(Deno.execPath(), flags, { cwd: ROOT, env: NOT_MEASURED });

      assertEquals(JSON.parse(seen), ONE_SLOT);
    },
    async "Stacks name the line of the source when Node maps them"() {
      const cwd = await project();
      const program = `import { captureSink } from "${SOURCE.name}/sinks/capture";
        const sink = captureSink();
        sink.close();
        await sink.waitFor("stdout").catch((error) => console.log(error.stack));`;
      const args = ["--enable-source-maps", "--input-type=module", "--eval", program];

      const { stdout } = await run("node", args, { cwd });

      const line = Number(/sinks[/\\]capture\.ts:(\d+)/.exec(stdout)?.[1]);
      const source = await Deno.readTextFile(join(ROOT, "sinks/capture.ts"));
      assertStringIncludes(source.split("\n")[line - 1] ?? stdout, "throw new Error(");
    },
  };
}
