import { NOT_MEASURED, runModule } from "../fixtures/module_process.ts";

const ROOT = new URL("../../", import.meta.url);

/** What is copied: the files of these folders, without what lies deeper. */
const FOLDERS = ["core/", "sinks/io/"];
const ENTRIES = ["mod.ts", "sinks/scope.ts"];

/**
 * Runs a program of this folder with a second copy of the package, and gives the
 * JSON that it writes. Its first arguments are the addresses of the copy's main
 * module and of its scopes.
 */
export async function runWithCopy(
  program: string,
  major: number,
  args: readonly string[] = [],
): Promise<unknown> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    const copy = new URL(`file://${folder}/`);
    for (const path of [...FOLDERS.flatMap(filesIn), ...ENTRIES]) await copyFile(path, copy);
    await setMajor(new URL("core/shared_slot.ts", copy), major);
    // The copy is gone when the coverage is looked at.
    const { code, stdout, stderr } = await runModule(new URL(program, import.meta.url), {
      args: [new URL("mod.ts", copy).href, new URL("sinks/scope.ts", copy).href, ...args],
      env: NOT_MEASURED,
    });
    return code === 0 ? JSON.parse(stdout) : stderr;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function filesIn(folder: string): readonly string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].filter(({ isFile }) => isFile)
    .map(({ name }) => folder + name);
}

async function copyFile(path: string, to: URL): Promise<void> {
  await Deno.mkdir(new URL(".", new URL(path, to)), { recursive: true });
  await Deno.copyFile(new URL(path, ROOT), new URL(path, to));
}

async function setMajor(file: URL, major: number): Promise<void> {
  const parts = (await Deno.readTextFile(file)).split("const SLOT_MAJOR = 1;");
  if (parts.length !== 2) throw new Error("Cannot set the slot's major: not found once");
  await Deno.writeTextFile(file, parts.join(`const SLOT_MAJOR = ${major};`));
}
