import { assertEquals } from "@std/assert";

const CORE = new URL("../../core/", import.meta.url);

/** What a process saw that used the slot of this checkout and that of another module. */
async function seenWith(copy: string): Promise<unknown> {
  // The copy is gone when the coverage is looked at.
  const { DENO_COVERAGE_DIR: _, ...env } = Deno.env.toObject();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-read", "tests/fixtures/two_slots.ts", copy],
    cwd: new URL("../../", import.meta.url),
    clearEnv: true,
    env,
  }).output();
  return success ? JSON.parse(new TextDecoder().decode(stdout)) : new TextDecoder().decode(stderr);
}

const SHARED = {
  areTwo: true,
  sinkOfCopy: [null, [["sink", 1, "original"], ["sink", 2, "copy"]], true],
  previousIsSink: true,
  busOfOriginal: [[["bus", 1, "original"], ["bus", 2, "copy"]], true],
  previousIsBus: true,
  sinkAgain: [["sink", 3, "original"], ["sink", 4, "copy"]],
  clearedIsSink: true,
  cleared: [[], false],
};

Deno.test("the slot is one when its module is loaded twice from the same file", async () => {
  assertEquals(await seenWith(`${CORE}slot.ts?copy=2`), SHARED);
});

Deno.test("the slot is one when the package is there in two copies", async () => {
  const directory = await Deno.makeTempDir();
  try {
    for await (const { name, isFile } of Deno.readDir(CORE)) {
      // The slot needs nothing of what lies deeper.
      if (isFile) await Deno.copyFile(new URL(name, CORE), `${directory}/${name}`);
    }
    const copy = new URL(`file://${await Deno.realPath(directory)}/slot.ts`);
    assertEquals(await seenWith(copy.href), SHARED);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
