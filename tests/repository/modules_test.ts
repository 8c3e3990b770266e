import { assertEquals } from "@std/assert";

const ROOT = new URL("../../", import.meta.url);

/** Modules that act when they are loaded: their tests run them as processes. */
const SCRIPTS = ["cli/main.ts", "cli/summarize.ts", "cli/validate.ts"];

/** AssemblyScript, which is compiled and not published. */
const COMPILED = "core/scanner/assembly/";

function* modulesBelow(folder: string): Generator<string> {
  if (folder === COMPILED) return;
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
    if (isDirectory) yield* modulesBelow(`${folder}${name}/`);
    else if (name.endsWith(".ts")) yield `${folder}${name}`;
  }
}

// Coverage leaves out what no test loads, so a module without tests would not lower it.
Deno.test("every published module can be loaded, and counts in the coverage", async () => {
  const modules = [
    "mod.ts",
    ...["core/", "sinks/", "cli/"].flatMap((folder) => [...modulesBelow(folder)]),
  ];

  const loaded = await Promise.all(
    modules.filter((path) => !SCRIPTS.includes(path)).map((path) =>
      import(new URL(path, ROOT).href)
    ),
  );

  assertEquals(loaded.length, modules.length - SCRIPTS.length);
});
