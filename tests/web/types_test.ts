import { assertEquals, assertStringIncludes } from "@std/assert";
import { webEntryFiles } from "./entry_points.ts";

const ROOT = new URL("../../", import.meta.url);

/** A browser's types: no Deno, no Node. */
const LIB = ["esnext", "dom", "dom.iterable", "dom.asynciterable"];

/** The package's own options, with the web's types in place of Deno's. */
function webConfig(): string {
  const { compilerOptions } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT))) as {
    readonly compilerOptions: object;
  };
  const std = (path: string): string => new URL(`links/std/${path}`, ROOT).href;
  return JSON.stringify({
    compilerOptions: { ...compilerOptions, lib: LIB, types: [] },
    imports: {
      "@std/ulid": std("ulid/mod.ts"),
      "@std/streams/to-transform-stream": std("streams/to_transform_stream.ts"),
      "ulid": "npm:ulid@^3",
    },
    lock: false,
  });
}

/** Type-checks files against the web alone. */
async function check(...files: readonly string[]): Promise<Deno.CommandOutput> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/deno.json`, webConfig());
    return await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", "--config", `${folder}/deno.json`, ...files],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

Deno.test("the web entry points have sound types when there is the web platform alone", async () => {
  const { code, stderr } = await check(...webEntryFiles());

  assertEquals([code, textOf(stderr)], [0, ""]);
});

// Without this, a check that knows Deno's types after all would pass as well.
Deno.test("an entry point that needs Deno or Node has no sound types on the web platform", async () => {
  const { code, stderr } = await check(new URL("sinks/file.ts", ROOT).href);

  assertEquals(code, 1);
  assertStringIncludes(textOf(stderr), "Cannot find name 'Deno'");
});
