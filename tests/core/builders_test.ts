import { assertEquals } from "@std/assert";
import { BUILDERS } from "../../core/builders.ts";
import { EVENT_TABLE } from "../../core/event_table.ts";
import type { EventDraft, EventFields, EventOf, RunEvent } from "../../core/event.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";

/** The sample event of a type. */
function sample<Type extends RunEvent["type"]>(type: Type): EventOf<Type> {
  return SAMPLE_EVENTS.find((event) => event.type === type) as EventOf<Type>;
}

/** An event's own keys. */
function fields<Type extends RunEvent["type"]>(type: Type): EventFields<EventOf<Type>> {
  const { v: _v, seq: _seq, type: _type, timestamp: _timestamp, correlation: _ids, ...own } =
    sample(
      type,
    );
  return own as unknown as EventFields<EventOf<Type>>;
}

function ids<Type extends RunEvent["type"]>(type: Type): EventOf<Type>["correlation"] {
  return sample(type).correlation;
}

const BUILT: { readonly [Type in RunEvent["type"]]?: EventDraft } = {
  run_started: BUILDERS.runStarted(fields("run_started")),
  run_finished: BUILDERS.runFinished(fields("run_finished")),
  host_started: BUILDERS.hostStarted(ids("host_started"), fields("host_started")),
  host_finished: BUILDERS.hostFinished(ids("host_finished"), fields("host_finished")),
  resource_started: BUILDERS.resourceStarted(ids("resource_started"), fields("resource_started")),
  resource_finished: BUILDERS.resourceFinished(
    ids("resource_finished"),
    fields("resource_finished"),
  ),
  resource_retry: BUILDERS.resourceRetry(ids("resource_retry"), fields("resource_retry")),
  resource_output: BUILDERS.resourceOutput(ids("resource_output"), fields("resource_output")),
  job_started: BUILDERS.jobStarted(ids("job_started"), fields("job_started")),
  job_finished: BUILDERS.jobFinished(ids("job_finished"), fields("job_finished")),
  command_started: BUILDERS.commandStarted(ids("command_started"), fields("command_started")),
  command_finished: BUILDERS.commandFinished(ids("command_finished"), fields("command_finished")),
  step_started: BUILDERS.stepStarted(ids("step_started"), fields("step_started")),
  step_finished: BUILDERS.stepFinished(ids("step_finished"), fields("step_finished")),
};

for (const [type, draft] of Object.entries(BUILT)) {
  Deno.test(`EventBuilders builds the sample when given the fields of ${type}`, () => {
    const { v: _v, seq: _seq, timestamp: _timestamp, ...expected } = sample(type as "run_started");
    assertEquals({ correlation: { runId: expected.correlation.runId }, ...draft }, expected);
  });
}

Deno.test("EventBuilders has a builder when a type starts, finishes or belongs to a resource", () => {
  const lifecycle = Object.entries(EVENT_TABLE)
    .filter(([type]) => /^(?:run|host|resource|job|command|step)_/.test(type))
    .map(([type]) => type);
  assertEquals(Object.keys(BUILT).toSorted(), lifecycle.toSorted());
});

Deno.test("EventBuilders takes no fields when all of a type's are optional", () => {
  assertEquals([
    BUILDERS.runStarted(),
    BUILDERS.jobStarted({ jobId: "j" }),
    BUILDERS.stepStarted({ stepId: "s" }),
  ], [
    { type: "run_started" },
    { type: "job_started", correlation: { jobId: "j" } },
    { type: "step_started", correlation: { stepId: "s" } },
  ]);
});

Deno.test("EventBus.build emits nothing when it builds", () => {
  const { bus, seen } = recordedBus();
  bus.build.runStarted();
  assertEquals(seen, []);
});
