import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { runCli } from "../cli/run_cli.ts";
import { type Draft, linesOf, streamOf } from "../fixtures/reading.ts";

/** A file that is large enough for the scanner, with a start that is never finished. */
const LARGE = linesOf(streamOf(
  ["run_started"],
  ...Array.from({ length: 1000 }, (): Draft => ["stdout", { payload: "x".repeat(100) }]),
));

/** What a command prints, and whether the scanner read the file. */
async function run(
  args: readonly string[],
  file = LARGE,
): Promise<{ readonly stdout: string; readonly scanned: boolean }> {
  const { push } = ScanningInspector.prototype;
  let scanned = false;
  ScanningInspector.prototype.push = function (chunk) {
    scanned = true;
    push.call(this, chunk);
  };
  try {
    const { stdout } = await runCli([...args, "run.jsonl"], {
      files: { "run.jsonl": file },
      readBytes: 100_000,
    });
    return { stdout, scanned };
  } finally {
    ScanningInspector.prototype.push = push;
  }
}

for (const command of ["validate", "summarize"]) {
  Deno.test(`${command} prints the same when --no-wasm is given`, async () => {
    const args = [command, "--format=json"];
    const [scanned, plain] = [await run(args), await run([...args, "--no-wasm"])];
    assertEquals([scanned, plain], [
      { stdout: plain.stdout, scanned: true },
      { stdout: scanned.stdout, scanned: false },
    ]);
  });
}

Deno.test("validate does without the scanner when a file is small", async () => {
  const { scanned } = await run(["validate"], LARGE.slice(0, 10_000));
  assert(!scanned);
});

Deno.test("validate refuses --wasm, the negation of --no-wasm", async () => {
  const { stderr } = await runCli(["validate", "--wasm", "run.jsonl"]);
  assertEquals(stderr.split("\n")[0], "Unknown flag --wasm");
});

Deno.test("validate takes a file for an operand when it is named true", async () => {
  const { stdout } = await runCli(["validate", "--no-wasm", "true"], { files: { true: LARGE } });
  assertStringIncludes(stdout, "1 001 events");
});
