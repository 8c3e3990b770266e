import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { LEAST_SHARED_BYTES } from "../../cli/scanning.ts";
import { type Machine, type Outcome, runCli } from "../cli/run_cli.ts";
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
      regular: () => ({ size: file.length, startThread: () => () => {} }),
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

/** Runs `validate` on a machine of two processors; tells what it did, and how many threads it started. */
async function threadsOf(
  flags: readonly string[],
  { size, ...machine }: Machine & { readonly size?: number } = {},
): Promise<Outcome & { readonly started: number }> {
  let started = 0;
  const startThread = () => {
    started++;
    return () => {};
  };
  const outcome = await runCli(["validate", ...flags, "run.jsonl"], {
    files: { "run.jsonl": LARGE },
    readBytes: 100_000,
    processors: 2,
    ...(size === undefined ? {} : { regular: () => ({ size, startThread }) }),
    ...machine,
  });
  return { ...outcome, started };
}

Deno.test("validate starts a thread when a file is large", async () => {
  const { started } = await threadsOf([], { size: LEAST_SHARED_BYTES });
  assertEquals(started, 1);
});

Deno.test("validate starts no thread when a file is small, no file, or there is one processor", async () => {
  const started = await Promise.all([
    threadsOf([], { size: LEAST_SHARED_BYTES - 1 }),
    threadsOf(["--threads=2"]),
    threadsOf([], { size: LEAST_SHARED_BYTES, processors: 1 }),
    threadsOf(["--threads=1"], { size: LEAST_SHARED_BYTES }),
  ]);
  assertEquals(started.map((found) => found.started), [0, 0, 0, 0]);
});

Deno.test("validate prints the same when the thread that --threads=2 starts does nothing", async () => {
  const [one, two] = [await threadsOf([]), await threadsOf(["--threads=2"], { size: 1 })];
  assertEquals(two, { ...one, started: 1 });
});

Deno.test("validate refuses three threads", async () => {
  const { stderr } = await runCli(["validate", "--threads=3", "run.jsonl"]);
  assertEquals(stderr.split("\n")[0], 'Flag --threads takes auto, 1, 2; found "3"');
});

Deno.test("validate tells the same issues and failure when a file cannot be read on and two threads read", async () => {
  const broken = LARGE.replaceAll('"stdout"', '"no_type"');
  const files = { "run.jsonl": { behind: broken, fails: "EIO" } };
  const one = await threadsOf(["--threads=1"], { files, size: 1 });
  const two = await threadsOf(["--threads=2"], { files, size: 1 });
  assertStringIncludes(one.stderr, "Cannot read run.jsonl");
  assertStringIncludes(one.stdout, "no_type");
  assertEquals(two, { ...one, started: 1 });
});
