import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import type { Script } from "../../build/bundle.ts";
import { withConstants } from "../../build/constants.ts";
import { renamed } from "../../build/documents.ts";
import { manifestOf } from "../../build/manifest.ts";
import { scriptsOf } from "../../build/scripts.ts";
import { originOf } from "../../build/source_origin.ts";
import { readSourcePackage, type SourcePackage } from "../../build/source_package.ts";
import { findRuntimes } from "./runtimes.ts";

/** Calls a function with a folder that holds the given files, and removes it. */
function inFolder(files: { readonly [path: string]: string }, call: (folder: string) => void) {
  const folder = Deno.realPathSync(Deno.makeTempDirSync());
  try {
    for (const [path, text] of Object.entries(files)) {
      Deno.mkdirSync(join(folder, path, ".."), { recursive: true });
      Deno.writeTextFileSync(join(folder, path), text);
    }
    call(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const SOURCE: SourcePackage = {
  root: "/repository",
  jsrName: "@scope/name",
  name: "name",
  version: "1.2.3",
  description: "What it is.",
  license: "MIT",
  entries: new Map([[".", "mod.ts"], ["./reading", "core/reading.ts"]]),
  command: "cli/main.ts",
  members: new Map(),
  tools: new Map(),
  compilerOptions: {},
};

/** A script as the bundler writes it. */
function script(path: string, source: string, code: string): Script {
  const map = { sources: [`/repository/${source}`], sourcesContent: [""], mappings: "AAAA" };
  return { path, code, map: { ...map, names: [] } };
}

Deno.test("readSourcePackage() tells the command from what is imported", () => {
  const config = {
    name: "@scope/name",
    exports: { ".": "./mod.ts", "./cli": "./cli/main.ts", "./cli/one": "./cli/one.ts" },
    workspace: ["./links/one"],
  };
  const member = { name: "@std/one", exports: { ".": "./mod.ts", "./two": "./two.ts" } };
  const files = {
    "deno.json": JSON.stringify(config),
    "links/one/deno.json": JSON.stringify(member),
  };

  inFolder(files, (folder) => {
    const { name, entries, command, members } = readSourcePackage(folder);

    assertEquals({ name, entries: [...entries], command, members: [...members] }, {
      name: "name",
      entries: [[".", "mod.ts"]],
      command: "cli/main.ts",
      members: [["@std/one", "links/one/mod.ts"], ["@std/one/two", "links/one/two.ts"]],
    });
  });
});

Deno.test("manifestOf() puts types first and the command into bin", () => {
  const { exports, bin } = manifestOf(SOURCE);

  assertEquals(
    JSON.stringify(exports["./reading"]),
    JSON.stringify({
      types: "./core/reading.d.ts",
      default: "./core/reading.js",
    }),
  );
  assertEquals(bin, { name: "cli/main.js" });
});

Deno.test("renamed() changes what is imported, not what is typed to install from JSR", () => {
  const text = 'import "@scope/name/a"; `@scope/name` npx jsr add @scope/name jsr:@scope/name';

  assertEquals(
    renamed(text, SOURCE),
    'import "name/a"; `name` npx jsr add @scope/name jsr:@scope/name',
  );
});

Deno.test("originOf() names the package of a source, also below a manifest without a name", () => {
  const manifest = { name: "one", version: "1.0.0", license: "MIT" };
  const files = {
    "cache/one/package.json": JSON.stringify(manifest),
    "cache/one/LICENSE": "The licence",
    "cache/one/esm/package.json": '{ "type": "module" }',
  };

  inFolder(files, (folder) => {
    assertEquals(originOf("/repository", join(folder, "cache/one/esm/index.js")), {
      path: "node_modules/one/esm/index.js",
      package: { ...manifest, licenseText: "The licence" },
    });
  });
});

Deno.test("originOf() throws when a package has no licence", () => {
  const files = { "one/package.json": '{ "name": "one", "version": "1.0.0" }' };

  inFolder(files, (folder) => {
    assertThrows(
      () => originOf("/repository", join(folder, "one/index.js")),
      Error,
      "Cannot bundle one: no licence in it",
    );
  });
});

Deno.test("scriptsOf() names shared scripts after their source and links to them", () => {
  const { files } = scriptsOf(SOURCE, [
    script("chunk-ABCDEFGH.js", "core/slot.ts", "// core/slot.ts\nexport {};\n"),
    script("core/reading.js", "core/reading.ts", 'import "../chunk-ABCDEFGH.js";\n'),
  ]);

  assertEquals(
    files.get("core/reading.js"),
    'import "../shared/core_slot.js";\n//# sourceMappingURL=reading.js.map\n',
  );
  assertEquals(JSON.parse(files.get("shared/core_slot.js.map")!).sources, ["../core/slot.ts"]);
});

Deno.test("scriptsOf() moves the command's map by the line that starts it", () => {
  const { files } = scriptsOf(SOURCE, [script("cli/main.js", "cli/main.ts", "run();\n")]);

  assertEquals(files.get("cli/main.js")?.split("\n").slice(0, 2), [
    "#!/usr/bin/env node",
    "run();",
  ]);
  assertEquals(JSON.parse(files.get("cli/main.js.map")!).mappings, ";AAAA");
});

Deno.test("scriptsOf() throws when a script imports a module of a runtime", () => {
  const strange = script("mod.js", "mod.ts", 'import fs from "node:fs";\n');

  assertThrows(
    () => scriptsOf(SOURCE, [strange]),
    Error,
    "Cannot ship mod.js: it imports node:fs",
  );
});

Deno.test("findRuntimes() gives a fault when it is asked for what it does not know", async () => {
  const [, ...asked] = await findRuntimes(" quickjs,");

  assertEquals(asked, [{ label: "quickjs", reason: "neither node nor bun", fault: true }]);
});

for (
  const [what, code] of [
    ["a value", "var A = 1;\n"],
    ["an object whose keys are assigned", "var A = {};\nA.b = 1;\nA[c] ||= 2;\n"],
    ["a class", "var A = class {\n};\n"],
    ["only read", "var A = 1;\nlet b = -A + A;\nb = A;\n"],
  ] as const
) {
  Deno.test(`withConstants() makes a constant of a variable when it is ${what}`, () => {
    assertEquals(withConstants(code), code.replace("var A = ", "const A="));
  });
}

for (
  const [how, code] of [
    ["nothing is its value", "var A;\n"],
    ["it is assigned", "var A = 1;\nfunction f() {\n  A = 2;\n}\n"],
    ["it is assigned where it has none", "var A = 1;\nA ??= 2;\n"],
    ["it is counted up", "var A = 1;\nf(() => A++);\n"],
    ["it is counted down", "var A = 1;\n--A;\n"],
    ["it is a part of what is assigned", "var A = 1;\n[{ b: A = 3 }] = c;\n"],
    ["it is what a loop assigns", "var A = 1;\nfor (A of b) f();\n"],
    ["another is declared with it", "var A = 1, b = 2;\n"],
    ["it is a function's own", "function f() {\n  var A = 1;\n}\n"],
    ["it is text", "f(`\nvar A = 1;\n`);\n"],
  ] as const
) {
  Deno.test(`withConstants() leaves a variable as it is when ${how}`, () => {
    assertEquals(withConstants(code), code);
  });
}
