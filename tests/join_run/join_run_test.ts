import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import { inspect, type Issue } from "../../core/reading.ts";
import { joinEnv, joinRun, JoinRunError } from "../../sinks/join_run.ts";
import { openRun } from "../../sinks/run_log.ts";
import { MemoryDisk } from "../fixtures/memory_disk.ts";
import { thrownBy, withRoot } from "../run_log/temporary_root.ts";

const TRACE = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  parentId: "b7ad6b7169203331",
  sampled: true,
  traceState: "rojo=1",
};

const FILE = Deno.build.os === "windows" ? "C:\\runs\\r1.jsonl" : "/runs/r1.jsonl";

/** What a child joins with: its file and its randomness are made up. */
function parts(port = new MemoryDisk()) {
  return { port, randomBytes: (bytes: Uint8Array) => void bytes.fill(0xab) };
}

Deno.test("joinEnv() writes one variable with all that a child must know", () => {
  const { RUNTRAIL_RUN, ...others } = joinEnv({ runId: "r1" }, FILE, {
    writer: "lint",
    trace: TRACE,
  });
  const { trace, ...value } = JSON.parse(RUNTRAIL_RUN);
  assertEquals([value, others], [{ v: 1, runId: "r1", file: FILE, writer: "lint" }, {}]);
  assertMatch(trace.TRACEPARENT, /^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
  assertEquals([trace.TRACEPARENT.includes(TRACE.parentId), trace.TRACESTATE], [false, "rojo=1"]);
});

Deno.test("joinEnv() leaves out what there is not, and makes the path absolute", () => {
  const { RUNTRAIL_RUN } = joinEnv(new EventBus({ runId: "r1" }), "run.jsonl");
  assertEquals(JSON.parse(RUNTRAIL_RUN), { v: 1, runId: "r1", file: `${Deno.cwd()}/run.jsonl` });
});

Deno.test("joinEnv() refuses a writer that is no plain name", async () => {
  assertEquals(await thrownBy(() => joinEnv({ runId: "r1" }, FILE, { writer: "a/b" })), {
    name: "TypeError",
    message: 'Cannot name a writer "a/b": it has a path separator',
  });
});

for (const env of [{}, { RUNTRAIL_RUN: "" }, { RUNTRAIL_RUN: undefined }]) {
  Deno.test(`joinRun() gives nothing when the environment is ${JSON.stringify(env)}`, () => {
    assertEquals(joinRun({ env }), undefined);
  });
}

Deno.test("joinRun() gives a bus of the run with a writer and numbers of its own", async () => {
  const disk = new MemoryDisk();
  const env = { ...joinEnv({ runId: "r1" }, FILE, { writer: "lint", trace: TRACE }) };
  const run = joinRun({ env, ...parts(disk) });
  run?.bus.command("deno lint").finish({ exitCode: 0 });
  await run?.close();
  assertEquals(
    disk.textOf(FILE).trimEnd().split("\n").map((line) => JSON.parse(line))
      .map(({ seq, type, correlation }) => [seq, type, correlation]),
    [1, 2].map((seq) => [seq, seq === 1 ? "command_started" : "command_finished", {
      runId: "r1",
      commandId: "r1-lint-abababababab-1",
      writer: "lint-abababababab",
    }]),
  );
  assertEquals([run?.runId, run?.path], ["r1", FILE]);
  assertEquals([run?.trace?.traceId, run?.trace?.traceState], [TRACE.traceId, "rojo=1"]);
});

for (
  const [given, own, expected] of [
    [undefined, undefined, "child-abababababab"],
    ["lint", undefined, "lint-abababababab"],
    [undefined, "test", "test-abababababab"],
    ["lint", "test", "test-abababababab"],
  ] as const
) {
  Deno.test(`joinRun() calls its writer ${expected} when given ${given} and ${own}`, async () => {
    const disk = new MemoryDisk();
    const env = { ...joinEnv({ runId: "r1" }, FILE, given === undefined ? {} : { writer: given }) };
    const run = joinRun({ env, ...parts(disk), ...(own === undefined ? {} : { writer: own }) });
    run?.bus.emit({ type: "stdout", payload: "" });
    await run?.close();
    assertEquals(JSON.parse(disk.textOf(FILE)).correlation.writer, expected);
  });
}

Deno.test("joinRun() refuses a writer that is no plain name", async () => {
  const env = { ...joinEnv({ runId: "r1" }, FILE) };
  assertEquals(await thrownBy(() => joinRun({ env, writer: ".." })), {
    name: "TypeError",
    message: 'Cannot name a writer "..": it is a relative path',
  });
});

const GOOD = { v: 1, runId: "r1", file: FILE };

/** Values that are no address, and what is said about them. */
const MALFORMED: readonly (readonly [value: unknown, says: string])[] = [
  ["{", 'expected JSON, found "{"'],
  [[1], "expected a JSON object, found an array of 1"],
  [null, "expected a JSON object, found null"],
  [{ ...GOOD, v: 2 }, "expected v to be 1, found 2"],
  [{ ...GOOD, v: undefined }, "expected v to be 1, found undefined"],
  [{ ...GOOD, runId: "" }, 'expected runId to be a run id, found ""'],
  [{ ...GOOD, runId: 5 }, "expected runId to be a run id, found 5"],
  [{ ...GOOD, file: "run.jsonl" }, 'expected file to be an absolute path, found "run.jsonl"'],
  [{ ...GOOD, file: undefined }, "expected file to be an absolute path, found undefined"],
  [{ ...GOOD, writer: "a/b" }, "writer is no plain name: it has a path separator"],
  [{ ...GOOD, writer: 5 }, "writer is no plain name: it is no text"],
];

for (const [value, says] of MALFORMED) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  Deno.test(`joinRun() throws JoinRunError when the variable is ${text}`, () => {
    const error = assertThrows(() => joinRun({ env: { RUNTRAIL_RUN: text } }), JoinRunError);
    assertEquals([error.name, error.variable, error.message], [
      "JoinRunError",
      "RUNTRAIL_RUN",
      `Cannot join the run of RUNTRAIL_RUN: ${says}`,
    ]);
  });
}

for (const trace of [5, {}, { TRACEPARENT: 5 }, { TRACEPARENT: "00-0-0-0" }]) {
  Deno.test(`joinRun() ignores a trace that is ${JSON.stringify(trace)}`, async () => {
    const env = { RUNTRAIL_RUN: JSON.stringify({ ...GOOD, trace, later: "unknown key" }) };
    const run = joinRun({ env, ...parts() });
    await run?.close();
    assertEquals([run?.runId, run?.trace], ["r1", undefined]);
  });
}

Deno.test(
  "joinRun() gives processes with the same variable writers that differ, and one sound file",
  withRoot(async (root) => {
    const parent = openRun(root, { trace: TRACE });
    const handle = parent.bus.run();
    const env = { ...parent.env({ writer: "worker" }) };
    const children = [joinRun({ env })!, joinRun({ env })!];
    const grandchild = joinRun({ env: { ...children[0]!.env() } })!;
    for (const run of [...children, grandchild]) {
      run.bus.command("true").finish({ exitCode: 0 });
      await run.close();
    }
    handle.finish();
    await parent.close();

    const issues: Issue[] = [];
    const writers = new Set<string | undefined>();
    await inspect([Deno.readFileSync(parent.path)], {
      onIssue: (issue) => issues.push(issue),
      onEvent: ({ correlation }) => writers.add(correlation.writer?.replace(/[0-9a-f]{12}$/, "*")),
    });
    assertEquals(issues, []);
    assertEquals([...writers], [undefined, "worker-*", "child-*"]);
    assertEquals(grandchild.trace?.traceId, TRACE.traceId);
    assertEquals(
      new Set([parent, ...children, grandchild].map((run) => run.trace?.parentId)).size,
      3,
    );
  }),
);
