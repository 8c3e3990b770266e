import { assert, assertEquals } from "@std/assert";
import { LAYER_ORDER } from "../../lint/layer_order.ts";
import { places } from "../../lint/layers.ts";
import { isIn } from "../../lint/zones.ts";

const ROOT = new URL("../../", import.meta.url);
const PATHS = places(LAYER_ORDER).map(({ path }) => path);

function isFile(path: string): boolean {
  try {
    return Deno.statSync(new URL(path, ROOT)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function sourcesBelow(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].flatMap((entry) => {
    const path = folder + entry.name;
    if (entry.isDirectory) return sourcesBelow(`${path}/`);
    return path.endsWith(".ts") ? [path] : [];
  });
}

Deno.test("LAYER_ORDER has no duplicates", () => {
  assertEquals(PATHS, [...new Set(PATHS)]);
});

Deno.test("LAYER_ORDER has only repository-relative paths", () => {
  const odd = PATHS.filter((path) => /^\.{0,2}\/|\/\.{1,2}\/|\\/.test(path));
  assertEquals(odd, []);
});

Deno.test("LAYER_ORDER opens only folders", () => {
  for (const { path, open } of places(LAYER_ORDER)) {
    assert(open === undefined || path.endsWith("/"), path);
  }
});

Deno.test("LAYER_ORDER names only files that exist", () => {
  const files = PATHS.filter((path) => !path.endsWith("/"));
  assertEquals(files.filter((path) => !isFile(path)), []);
});

Deno.test("LAYER_ORDER places every published source exactly once", () => {
  const sources = ["core/", "sinks/", "cli/"].flatMap(sourcesBelow);
  const wrong = [...sources, "mod.ts"].filter((source) =>
    PATHS.filter((path) => isIn(source, [path])).length !== 1
  );
  assertEquals(wrong, []);
});
