import { assert, assertEquals } from "@std/assert";
import { versionSource } from "../../build/version.ts";

const ROOT = new URL("../../", import.meta.url);
const read = (path: string): string => Deno.readTextFileSync(new URL(path, ROOT));

interface Config {
  readonly version: string;
  readonly description: string;
  readonly exports: { readonly [name: string]: string };
  readonly imports: { readonly [name: string]: string };
}

const CONFIG = JSON.parse(read("deno.json")) as Config;

Deno.test("deno.json, cli/version.ts and CHANGELOG.md agree on the version", () => {
  assertEquals(read("cli/version.ts"), versionSource(CONFIG.version));
  assertEquals(/^## (\S+) - /m.exec(read("CHANGELOG.md"))?.[1], CONFIG.version);
});

Deno.test("deno.json exports every public sink and names what it exports after its file", () => {
  // Names of their own: `./testing`, `./join_run`, `./run_log`, `./scope`.
  const internal = [
    "conformance.ts",
    "counting_sink.ts",
    "join_run.ts",
    "run_log.ts",
    "scope.ts",
  ];
  const sinks = [...Deno.readDirSync(new URL("sinks/", ROOT))]
    .filter(({ name, isFile }) => isFile && !internal.includes(name))
    .map(({ name }) => [`./sinks/${name.replace(/\.ts$/, "")}`, `./sinks/${name}`]);

  const exported = Object.entries(CONFIG.exports).filter(([name]) => name.startsWith("./sinks/"));

  assertEquals(exported.toSorted(), sinks.toSorted());
});

Deno.test("deno.json describes the package within JSR's 250 characters", () => {
  assert(CONFIG.description.length <= 250);
});

Deno.test("deno.json refers to @std on JSR, not to the stand-ins", () => {
  const std = Object.entries(CONFIG.imports).filter(([name]) => name.startsWith("@std/"));

  assertEquals(std, [
    ["@std/assert", "jsr:@std/assert@^1"],
    ["@std/cli", "jsr:@std/cli@^1"],
    ["@std/streams", "jsr:@std/streams@^1"],
    ["@std/ulid", "jsr:@std/ulid@^1"],
  ]);
});

Deno.test("deno publish would ship the package alone, without slow types", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["publish", "--dry-run", "--allow-dirty"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = new TextDecoder().decode(stderr);
  const files = [...text.matchAll(/^\s+file:\/\/\S*$|^\s+(file:\/\/\S+) \(/gm)]
    .map((match) => (match[1] ?? match[0]).trim().slice(ROOT.href.length));
  const strangers = files.filter((file) =>
    !/^(core|sinks|cli)\/[\w/]+\.ts$|^(mod\.ts|deno\.json|README\.md|CHANGELOG\.md|LICENSE|schema\/event-v1\.json)$/
      .test(file)
  );

  assertEquals(code, 0, text);
  assertEquals(strangers, []);
  for (const file of ["mod.ts", "LICENSE", "README.md", "schema/event-v1.json", "cli/main.ts"]) {
    assert(files.includes(file), `${file} would not be published`);
  }
});

Deno.test("deno doc --lint finds nothing in any entry point", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", ...new Set(Object.values(CONFIG.exports))],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
  }).output();

  assertEquals(code, 0, new TextDecoder().decode(stderr));
});
