import { assertEquals } from "@std/assert";
import type { CommandFinished } from "../../core/lifecycle_events.ts";
import type { Stdout } from "../../core/output_events.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";

const ERROR = { message: "no", name: "Error" };

Deno.test("CommandHandle emits a pair with one id when it is finished", () => {
  const { bus, clock, seen } = recordedBus();
  const command = bus.command("make");
  clock.advance(12.5);
  command.finish({ exitCode: 0 });
  assertEquals([command.id, bare(seen)], ["r1-1", [
    { type: "command_started", cmd: "make", ids: { commandId: "r1-1" } },
    { type: "command_finished", exitCode: 0, durationMs: 12.5, ids: { commandId: "r1-1" } },
  ]]);
});

Deno.test("CommandHandle.finish() keeps the signal when one ended the command", () => {
  const { bus, seen } = recordedBus();
  bus.command("make").finish({ exitCode: -1, signal: "SIGKILL" });
  assertEquals(bare(seen.slice(1)), [{
    type: "command_finished",
    exitCode: -1,
    durationMs: 0,
    signal: "SIGKILL",
    ids: { commandId: "r1-1" },
  }]);
});

for (const stream of ["stdout", "stderr"] as const) {
  Deno.test(`CommandHandle.output() emits ${stream} with the command's id when it writes`, () => {
    const { bus, seen } = recordedBus();
    bus.command("make").output(stream, "text\n");
    assertEquals(bare(seen.slice(1)), [
      { type: stream, payload: "text\n", ids: { commandId: "r1-1" } },
    ]);
  });
}

Deno.test("JobHandle emits a pair with one id when it is finished", () => {
  const { bus, clock, seen } = recordedBus();
  const job = bus.job("build");
  clock.advance(3);
  job.finish({ outcome: "error", exitCode: 2, error: ERROR });
  assertEquals([job.id, bare(seen)], ["r1-1", [
    { type: "job_started", name: "build", ids: { jobId: "r1-1" } },
    {
      type: "job_finished",
      outcome: "error",
      durationMs: 3,
      exitCode: 2,
      error: ERROR,
      ids: { jobId: "r1-1" },
    },
  ]]);
});

Deno.test("JobHandle has no name when none is given", () => {
  const { bus, seen } = recordedBus();
  bus.job();
  assertEquals(bare(seen), [{ type: "job_started", ids: { jobId: "r1-1" } }]);
});

Deno.test("JobHandle gives its id to all inside it when they are started", () => {
  const { bus, seen } = recordedBus();
  const job = bus.job("build");
  job.output("stderr", "job");
  const command = job.command("make");
  command.output("stdout", "command");
  command.finish({ exitCode: 0 });
  const step = job.step({ name: "review" });
  step.output("stdout", "step");
  step.command("ls").finish({ exitCode: 0 });
  step.finish({ outcome: "success" });
  job.finish({ outcome: "success" });
  const jobIds = { jobId: "r1-1" };
  const commandIds = { ...jobIds, commandId: "r1-2" };
  const stepIds = { ...jobIds, stepId: "r1-3" };
  const innerIds = { ...stepIds, commandId: "r1-4" };
  assertEquals(bare(seen), [
    { type: "job_started", name: "build", ids: jobIds },
    { type: "stderr", payload: "job", ids: jobIds },
    { type: "command_started", cmd: "make", ids: commandIds },
    { type: "stdout", payload: "command", ids: commandIds },
    { type: "command_finished", exitCode: 0, durationMs: 0, ids: commandIds },
    { type: "step_started", name: "review", ids: stepIds },
    { type: "stdout", payload: "step", ids: stepIds },
    { type: "command_started", cmd: "ls", ids: innerIds },
    { type: "command_finished", exitCode: 0, durationMs: 0, ids: innerIds },
    { type: "step_finished", outcome: "success", durationMs: 0, ids: stepIds },
    { type: "job_finished", outcome: "success", durationMs: 0, ids: jobIds },
  ]);
});

Deno.test("JobHandle.step() takes no fields when there is nothing to say", () => {
  const { bus, seen } = recordedBus();
  bus.job().step();
  assertEquals(bare(seen.slice(1)), [
    { type: "step_started", ids: { jobId: "r1-1", stepId: "r1-2" } },
  ]);
});

Deno.test("StepHandle emits a pair with one id when it is finished", () => {
  const { bus, clock, seen } = recordedBus();
  const step = bus.step({ kind: "prompt", name: "review", model: "m" });
  clock.advance(1);
  step.finish({ outcome: "timeout", error: ERROR, outputPath: "out.md" });
  assertEquals([step.id, bare(seen)], ["r1-1", [
    { type: "step_started", kind: "prompt", name: "review", model: "m", ids: { stepId: "r1-1" } },
    {
      type: "step_finished",
      outcome: "timeout",
      durationMs: 1,
      error: ERROR,
      outputPath: "out.md",
      ids: { stepId: "r1-1" },
    },
  ]]);
});

Deno.test("ToolCallHandle emits a pair with one call id when it is finished", () => {
  const { bus, clock, seen } = recordedBus();
  const call = bus.toolCall({ name: "read", args: { path: "a" } });
  clock.advance(1);
  call.finish({ ok: true, result: "text" });
  assertEquals([call.id, bare(seen)], ["r1-1", [
    {
      type: "tool_call",
      callId: "r1-1",
      name: "read",
      args: { path: "a" },
      startedAt: "2026-01-02T03:04:05.678Z",
      ids: {},
    },
    { type: "tool_result", callId: "r1-1", ok: true, result: "text", ids: {} },
  ]]);
});

for (const callId of ["toolu_1", ""]) {
  Deno.test(`ToolCallHandle keeps the agent's id when it is "${callId}"`, () => {
    const { bus, seen } = recordedBus();
    const call = bus.toolCall({ name: "read", args: null, callId });
    call.finish({ ok: true, result: null });
    assertEquals(
      [call.id, ...seen.map((event) => Reflect.get(event, "callId"))],
      [callId, callId, callId],
    );
    assertEquals(bus.nextId(), "r1-1");
  });
}

Deno.test("StepHandle.toolCall() names the step when a call is made and answered", () => {
  const { bus, seen } = recordedBus();
  bus.step().toolCall({ name: "read", args: {} }).finish({ ok: false, result: "no" });
  assertEquals(seen.slice(1).map(({ type, correlation }) => [type, correlation.stepId]), [
    ["tool_call", "r1-1"],
    ["tool_result", "r1-1"],
  ]);
});

const FINISHING = {
  command: (bus) => {
    const command = bus.command("x");
    command.finish({ exitCode: 0 });
    command.finish({ exitCode: 1 });
  },
  job: (bus) => {
    const job = bus.job();
    job.finish({ outcome: "success" });
    job.finish({ outcome: "failure" });
  },
  step: (bus) => {
    const step = bus.step();
    step.finish({ outcome: "success" });
    step.finish({ outcome: "failure" });
  },
  tool: (bus) => {
    const call = bus.toolCall({ name: "x", args: 1 });
    call.finish({ ok: true, result: 1 });
    call.finish({ ok: false, result: 2 });
  },
} satisfies { readonly [kind: string]: (bus: ReturnType<typeof recordedBus>["bus"]) => void };

for (const [kind, finishTwice] of Object.entries(FINISHING)) {
  Deno.test(`finish() emits and counts nothing when a ${kind} is finished again`, () => {
    const { bus, seen } = recordedBus();
    finishTwice(bus);
    assertEquals([seen.length, bus.tally], [2, { hosts: 0, failures: 0 }]);
  });
}

Deno.test("finish() adds to the run's failures when something failed", () => {
  const { bus } = recordedBus();
  bus.command("x").finish({ exitCode: 1 });
  bus.job().finish({ outcome: "failure" });
  bus.step().finish({ outcome: "cancellation" });
  bus.toolCall({ name: "x", args: 1 }).finish({ ok: false, result: 1 });
  assertEquals(bus.tally, { hosts: 0, failures: 4 });
});

Deno.test("finish() gives no negative duration when the monotonic clock goes back", () => {
  const { bus, clock, seen } = recordedBus();
  const command = bus.command("x");
  clock.setMonotonic(-5);
  command.finish({ exitCode: 0 });
  assertEquals(Reflect.get(seen[1]!, "durationMs"), 0);
});

Deno.test("finish() measures by the monotonic clock when the wall clock is set back", () => {
  const { bus, clock, seen } = recordedBus();
  const command = bus.command("x");
  clock.advance(10);
  clock.setNow(0);
  command.finish({ exitCode: 0 });
  assertEquals(Reflect.get(seen[1]!, "durationMs"), 10);
});

Deno.test("finish() rounds to microseconds when the clock is finer", () => {
  const { bus, clock, seen } = recordedBus();
  const command = bus.command("x");
  clock.advance(1.23456789);
  command.finish({ exitCode: 0 });
  assertEquals(Reflect.get(seen[1]!, "durationMs"), 1.235);
});

Deno.test("a handle invents no end when it is left open", async () => {
  const { bus, seen } = recordedBus();
  bus.job("build").step().command("make");
  await bus.flush();
  await bus.close();
  assertEquals(seen.map(({ type }) => type), ["job_started", "step_started", "command_started"]);
});

Deno.test("StepHandle.command() gives ids in wire order when the step belongs to a job", () => {
  const { bus, seen } = recordedBus();
  bus.job("build").step({ name: "compile" }).command("make");
  assertEquals(Object.keys(seen[2]!.correlation), ["runId", "jobId", "commandId", "stepId"]);
});

Deno.test("CommandHandle.output() joins a character when its bytes come in two chunks", () => {
  const { bus, seen } = recordedBus();
  const command = bus.command("make");
  command.output("stdout", Uint8Array.of(0x61, 0xc3));
  command.output("stderr", "b");
  command.output("stdout", Uint8Array.of(0xa9));
  const texts = seen.slice(1).map((event) => [event.type, (event as Stdout).payload]);
  assertEquals(texts, [["stdout", "a"], ["stderr", "b"], ["stdout", "é"]]);
});

Deno.test("CommandHandle.finish() gives out what is left of a character when bytes end in it", () => {
  const { bus, seen } = recordedBus();
  const command = bus.command("make");
  command.output("stdout", Uint8Array.of(0xc3));
  command.finish({ exitCode: 0 });
  assertEquals(seen.map((event) => [event.type, (event as Stdout).payload]), [
    ["command_started", undefined],
    ["stdout", "\ufffd"],
    ["command_finished", undefined],
  ]);
});

Deno.test("CommandHandle.output() redacts a secret when it comes as bytes", () => {
  const { bus, seen } = recordedBus({ redaction: { secrets: ["hunter2"], marker: "#" } });
  bus.command("psql").output("stdout", new TextEncoder().encode("key hunter2\n"));
  assertEquals((seen[1] as Stdout).payload, "key #\n");
});

Deno.test("CommandHandle.finish() names no signal when Node gives null for it", () => {
  const { bus, seen } = recordedBus();
  bus.command("make").finish({ exitCode: 0, signal: null });
  assertEquals((seen[1] as CommandFinished).signal, undefined);
});

Deno.test("CommandHandle.finish() says -1 when a signal left no exit code", () => {
  const { bus, seen } = recordedBus();
  bus.command("make").finish({ exitCode: null, signal: "SIGKILL" });
  assertEquals((seen[1] as CommandFinished).exitCode, -1);
});
