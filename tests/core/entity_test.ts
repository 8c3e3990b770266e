import { assertEquals } from "@std/assert";
import { entityKey, entityOf, ID_KINDS, idKey, nameOf } from "../../core/entity.ts";
import type { RunEvent } from "../../core/event.ts";
import { CORRELATION_FIELDS } from "../../core/event_table.ts";
import { SAMPLE_EVENTS, SAMPLE_RUN_ID } from "../fixtures/events.ts";
import type { Json } from "../fixtures/reading.ts";

Deno.test("entityKey() differs when kind or id does", () => {
  const entities = [
    { kind: "host", id: "a" },
    { kind: "job", id: "a" },
    { kind: "host", id: "job a" },
    { kind: "host", id: "" },
  ] as const;
  assertEquals(new Set(entities.map(entityKey)).size, entities.length);
});

Deno.test("idKey() gives a key of the table when it is given any kind", () => {
  const keys = ID_KINDS.map(idKey);
  const known = Object.keys(CORRELATION_FIELDS).filter((key) => /^(?!run).*Id$/.test(key));
  assertEquals(keys.toSorted(), known.toSorted());
});

const ENTITIES: { readonly [type: string]: readonly [role: string, kind: string, id: string] } = {
  run_started: ["starts", "run", SAMPLE_RUN_ID],
  run_finished: ["finishes", "run", SAMPLE_RUN_ID],
  host_started: ["starts", "host", "h1"],
  host_finished: ["finishes", "host", "h1"],
  resource_started: ["starts", "resource", "r1"],
  resource_finished: ["finishes", "resource", "r1"],
  job_started: ["starts", "job", "j1"],
  job_finished: ["finishes", "job", "j1"],
  command_started: ["starts", "command", "c1"],
  command_finished: ["finishes", "command", "c1"],
  step_started: ["starts", "step", "s1"],
  step_finished: ["finishes", "step", "s1"],
  tool_call: ["starts", "tool", "call-1"],
  tool_result: ["finishes", "tool", "call-1"],
};

for (const event of SAMPLE_EVENTS) {
  const [role, kind, id] = ENTITIES[event.type] ?? [];

  Deno.test(`entityOf() gives ${kind ?? "nothing"} when the event is ${event.type}`, () => {
    const found = [entityOf(event, "starts"), entityOf(event, "finishes")];
    const entity = { kind, id };
    assertEquals<unknown>(found, [
      role === "starts" ? entity : undefined,
      role === "finishes" ? entity : undefined,
    ]);
  });
}

for (
  const event of [{ type: "host_started" }, { type: "tool_call" }, {
    type: "tool_call",
    callId: "",
  }]
) {
  Deno.test(`entityOf() gives undefined when there is no id in ${JSON.stringify(event)}`, () => {
    const bare = { correlation: { runId: "r1" }, ...event } as unknown as RunEvent;
    assertEquals(entityOf(bare, "starts"), undefined);
  });
}

const NAMES: readonly (readonly [event: Json, name: string | undefined])[] = [
  [{ type: "run_started", name: "nightly" }, "nightly"],
  [{ type: "run_started" }, undefined],
  [{ type: "run_finished" }, undefined],
  [{ type: "host_started", host: { name: "web-1" } }, "web-1"],
  [{ type: "host_started" }, undefined],
  [{ type: "host_finished", host: { name: "web-1" } }, "web-1"],
  [{ type: "host_finished" }, undefined],
  [{ type: "resource_started", resourceType: "file", resourceName: "a" }, "file a"],
  [{ type: "resource_started", resourceType: "file" }, "file"],
  [{ type: "resource_finished", resourceName: "a" }, "a"],
  [{ type: "resource_retry" }, undefined],
  [{ type: "job_started", name: "build" }, "build"],
  [{ type: "job_finished" }, undefined],
  [{ type: "command_started", cmd: "make" }, "make"],
  [{ type: "step_started", kind: "bash", name: "lint" }, "lint"],
  [{ type: "step_started", kind: "bash" }, "bash"],
  [{ type: "step_started" }, undefined],
  [{ type: "tool_call", name: "read" }, "read"],
  [{ type: "stdout", payload: "x" }, undefined],
  [{ type: "app.started", name: "x" }, undefined],
];

for (const [event, name] of NAMES) {
  Deno.test(`nameOf() gives ${name} when the event is ${JSON.stringify(event)}`, () => {
    assertEquals(nameOf(event as unknown as RunEvent), name);
  });
}
