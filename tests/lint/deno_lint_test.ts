import { assertEquals, assertStringIncludes } from "@std/assert";

const LINT = new URL("../../lint/", import.meta.url);
const LAYERS = `
export const LAYER_ORDER = [
  ["core/event.ts"],
  ["core/bus.ts"],
  [{ path: "tests/", open: true }],
];
`;
const CONFIG = JSON.stringify({
  lint: { plugins: ["./lint/runtrail.ts"], rules: { tags: [] } },
});

async function copyPlugin(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/lint`);
  for await (const { name } of Deno.readDir(LINT)) {
    await Deno.copyFile(new URL(name, LINT), `${folder}/lint/${name}`);
  }
}

async function write(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = `${folder}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
}

/** Runs `deno lint` on a tree of `files` with a copy of the plugin. */
async function lint(
  files: Readonly<Record<string, string>>,
): Promise<{ code: number; output: string }> {
  // The plugin compares real paths, and temporary folders may be links.
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await copyPlugin(folder);
    await write(folder, {
      "deno.json": CONFIG,
      "lint/layer_order.ts": LAYERS,
      ...files,
    });
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["lint", ...Object.keys(files)],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("deno lint refuses a tree when core has a wrong import", async () => {
  const { code, output } = await lint({
    "core/event.ts": 'import { a } from "./bus.ts";\na();\n',
    "core/bus.ts": "export function a() {}\n",
  });
  assertEquals(code, 1, output);
  assertStringIncludes(output, "error[runtrail/layers]");
  assertStringIncludes(output, "Cannot import core/bus.ts from core/event.ts");
});

Deno.test("deno lint refuses a tree when other rules of the plugin are broken", async () => {
  const { code, output } = await lint({
    "core/event.ts": 'console.log(new Error("bad"));\n',
    "core/stray.ts": "export const a = 1;\n",
    "mod.ts": 'export * from "./core/event.ts";\n',
  });
  assertEquals(code, 1, output);
  for (const rule of ["layers", "purity", "error-grammar"]) {
    assertStringIncludes(output, `error[runtrail/${rule}]`);
  }
  assertStringIncludes(output, "error[runtrail/exports-only-named]");
  assertStringIncludes(output, "Cannot place core/stray.ts");
});

Deno.test("deno lint accepts a tree that keeps the rules", async () => {
  const { code, output } = await lint({
    "core/event.ts": "export function a() {}\n",
    "core/bus.ts": 'import { a } from "./event.ts";\na();\n',
    "tests/core/event.ts": 'import "../../core/bus.ts";\nDeno.cwd();\n',
  });
  assertEquals(code, 0, output);
});
