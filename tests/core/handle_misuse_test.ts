import { assertEquals } from "@std/assert";
import type { EventBus } from "../../core/bus.ts";
import { recordedBus } from "../fixtures/recorded_bus.ts";

/** The bus as code without types sees it. */
// deno-lint-ignore no-explicit-any
type Untyped = any;

const OUTCOMES = "one of success, failure, error, timeout, cancellation, skip";
const HOST = { name: "web-1", hostname: "10.0.1.11", user: "deploy", port: 22, vars: {} };

function sound(what: string): string {
  return `TypeError: Cannot emit a sound ${what}`;
}

/** An object whose key throws when it is read. */
function throwing(): object {
  return {
    get outcome(): never {
      throw new Error("no outcome");
    },
  };
}

const CASES: readonly (readonly [
  name: string,
  act: (bus: Untyped) => void,
  types: readonly string[],
  failures: readonly string[],
])[] = [
  ["run(null)", (bus) => bus.run(null), ["run_started"], []],
  ["run() is given text", (bus) => bus.run("nightly"), ["run_started"], [
    "TypeError: Cannot read what a handle was given: it is a string, no object",
  ]],
  ["run().finish(null)", (bus) => bus.run().finish(null), ["run_started", "run_finished"], []],
  [
    "run().finish() names an outcome that there is not",
    (bus) => bus.run().finish({ outcome: "done" }),
    ["run_started", "run_finished"],
    [sound(`run_finished: outcome is not ${OUTCOMES}`)],
  ],
  ["host()", (bus) => bus.host().finish(null), ["host_started", "host_finished"], [
    sound("host_started: host is not an object"),
    sound("host_finished: host is not an object"),
  ]],
  ["resource()", (bus) => bus.resource(), ["resource_started"], [
    sound("resource_started: resourceType is not text"),
    sound("resource_started: resourceName is not text"),
  ]],
  [
    "resource().finish()",
    (bus) => bus.resource("a", "b").finish(),
    ["resource_started", "resource_finished"],
    [sound("resource_finished: status is not one of ok, changed, failed")],
  ],
  [
    "resource().retry()",
    (bus) => bus.resource("a", "b").retry(),
    ["resource_started", "resource_retry"],
    [
      sound("resource_retry: phase is not one of check, apply, post-check"),
      sound("resource_retry: error is not an object"),
    ],
  ],
  ["command() is given a number", (bus) => bus.command(5), ["command_started"], [
    sound("command_started: cmd is not text"),
  ]],
  [
    "command().finish()",
    (bus) => bus.command("make").finish(),
    ["command_started", "command_finished"],
    [],
  ],
  [
    "command().finish() is given text",
    (bus) => bus.command("make").finish({ exitCode: "0" }),
    ["command_started", "command_finished"],
    [sound("command_finished: exitCode is not an integer")],
  ],
  ["output() is given no text", (bus) => bus.command("x").output("stdout", 5), [
    "command_started",
    "stdout",
  ], [sound("stdout: payload is not text")]],
  ["output()", (bus) => bus.command("x").output(), ["command_started", "runtrail.invalid_draft"], [
    sound("undefined: type is not a type that is built in"),
  ]],
  ["job().finish()", (bus) => bus.job().finish(), ["job_started", "job_finished"], [
    sound(`job_finished: outcome is not ${OUTCOMES}`),
  ]],
  ["job().finish() is given text", (bus) => bus.job().finish("success"), [
    "job_started",
    "job_finished",
  ], [
    "TypeError: Cannot read what a handle was given: it is a string, no object",
    sound(`job_finished: outcome is not ${OUTCOMES}`),
  ]],
  ["step() is given what throws", (bus) => bus.step(throwing()), ["step_started"], [
    "Error: no outcome",
  ]],
  [
    "step().finish() is given what throws",
    (bus) => bus.step().finish(throwing()),
    ["step_started", "step_finished"],
    ["Error: no outcome", sound(`step_finished: outcome is not ${OUTCOMES}`)],
  ],
  ["toolCall()", (bus) => bus.toolCall().finish(), ["tool_call", "tool_result"], [
    sound("tool_call: name is not text"),
    sound("tool_result: ok is not true or false"),
  ]],
  // Not JSON yet, but sound as it is written.
  [
    "an error is an Error",
    (bus) => bus.job().finish({ outcome: "failure", error: new Error("no") }),
    ["job_started", "job_finished"],
    [],
  ],
  [
    "a tool gives nothing",
    (bus) => bus.toolCall({ name: "x" }).finish({ ok: true }),
    ["tool_call", "tool_result"],
    [],
  ],
];

// Each finish without an argument once threw into the tool, at the very end of its work.
for (const [name, act, types, failures] of CASES) {
  Deno.test(`handles tell onError and do not throw when ${name}`, () => {
    const told: string[] = [];
    const { bus, seen } = recordedBus({ onError: ({ error }) => told.push(String(error)) });
    act(bus);
    assertEquals([seen.map(({ type }) => type), told, bus.failures], [
      types,
      failures,
      failures.length,
    ]);
  });
}

Deno.test("handles emit what they were given when the event table does not allow it", () => {
  const { bus, seen } = recordedBus();
  (bus as Untyped).job("build").finish({ outcome: "done" });
  assertEquals(Reflect.get(seen[1]!, "outcome"), "done");
});

Deno.test("handles count as failed what has no sound end", () => {
  const { bus } = recordedBus();
  (bus as Untyped).job().finish();
  (bus as Untyped).step().finish({ outcome: "done" });
  (bus as Untyped).command("make").finish();
  assertEquals(bus.tally.failures, 3);
});

Deno.test("handles do not tell the value at fault, which may be a secret", () => {
  const told: string[] = [];
  const { bus } = recordedBus({ onError: ({ error }) => told.push(String(error)) });
  (bus as Untyped).job().finish({ outcome: "s3cr3t" });
  assertEquals([told.length, told.join().includes("s3cr3t")], [1, false]);
});

Deno.test("HostHandle.counts has no other status when a resource ends in one", () => {
  const { bus }: { readonly bus: EventBus } = recordedBus();
  const host = bus.host(HOST);
  (host as Untyped).resource("a", "b").finish({ status: "done" });
  assertEquals(host.counts, { ok: 0, changed: 0, failed: 0 });
});
