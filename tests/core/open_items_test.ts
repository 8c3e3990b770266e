import { assertEquals, assertLess } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { Summary } from "../../core/summary.ts";
import { keptBytes } from "../fixtures/heap.ts";
import { streamOf, timeAt } from "../fixtures/reading.ts";
import { host, job, resource, resourceEnd, RUN, stdout, summaryOf } from "../fixtures/summaries.ts";

Deno.test("OpenItems keeps output with the innermost open thing when several are named", () => {
  const ids = { hostId: "h", resourceId: "a", jobId: "j", stepId: "s", commandId: "c" };
  const { unfinished, output } = summaryOf(
    host("h"),
    resource("a"),
    job("j"),
    ["step_started", {}, { stepId: "s" }],
    ["command_started", { cmd: "make" }, { commandId: "c" }],
    stdout("command\n", ids),
    ["stderr", { payload: "step\n" }, { ...ids, commandId: "gone" }],
    stdout("job\n", { hostId: "h", resourceId: "a", jobId: "j" }),
    stdout("resource\n", { hostId: "h", resourceId: "a" }),
    stdout("host\n", { hostId: "h", resourceId: "gone" }),
    stdout("run\n", { hostId: "gone" }),
    stdout("run too\n"),
  );
  assertEquals([unfinished.map(({ kind, output }) => [kind, output]), output], [[
    ["host", ["host"]],
    ["resource", ["resource"]],
    ["job", ["job"]],
    ["step", ["step"]],
    ["command", ["command"]],
  ], ["run", "run too"]]);
});

Deno.test("OpenItems gives output to the host when a resource has finished", () => {
  const ids = { hostId: "h", resourceId: "a" };
  const { unfinished } = summaryOf(
    host("h"),
    resource("a"),
    resourceEnd("a"),
    ["resource_output", { chunk: "late\n" }, ids],
  );
  assertEquals(unfinished.map(({ kind, output }) => [kind, output]), [["host", ["late"]]]);
});

Deno.test("OpenItems says how long things had been running when they are unfinished", () => {
  const { unfinished, unfinishedCount } = summaryOf(
    RUN,
    job("j", "build"),
    resource("a"),
    stdout("half", { resourceId: "a" }),
    stdout("x"),
  );
  assertEquals([unfinished, unfinishedCount], [[
    {
      kind: "job",
      id: "j",
      name: "build",
      startedAt: timeAt(1000),
      runningMs: 3000,
      output: [],
    },
    {
      kind: "resource",
      id: "a",
      name: "file a",
      startedAt: timeAt(2000),
      runningMs: 2000,
      output: ["half"],
    },
  ], 2]);
});

Deno.test("OpenItems lists 100 unfinished things with the right total when there are more", () => {
  const drafts = Array.from({ length: 150 }, (_, index) => resource(`${index}`));
  const { unfinished, unfinishedCount, counts } = summaryOf(...drafts);
  assertEquals([unfinished.map(({ id }) => id), unfinishedCount, counts.resource?.unfinished], [
    Array.from({ length: 100 }, (_, index) => `${index}`),
    150,
    150,
  ]);
});

Deno.test("OpenItems keeps ten lines of each open thing when 200 000 outputs come", () => {
  const text = `${"x".repeat(1023)}\n`;
  const [first] = streamOf(resource("a"));
  const before = keptBytes();
  const summary = new Summary();
  summary.step(first!);
  for (let seq = 2; seq < 200_002; seq++) {
    const resourceId = seq % 2 === 0 ? { resourceId: "a" } : {};
    summary.step({
      ...first!,
      seq,
      type: "stdout",
      correlation: { runId: "r1", ...resourceId },
      payload: `${seq}${text}`,
    } as RunEvent);
  }
  assertLess(keptBytes() - before, 256 * 1024);
  const [{ output, unfinished } = { output: [], unfinished: [] }] = summary.runs();
  const lines = [...output, ...unfinished[0]?.output ?? []];
  assertEquals(
    lines.map((line) => [line.slice(0, 6), line.length]),
    [1, 0].flatMap((odd) =>
      Array.from({ length: 10 }, (_, index) => [`${199_982 + index * 2 + odd}`, 400])
    ),
  );
});
