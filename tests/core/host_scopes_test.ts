import { assertEquals, assertNotEquals } from "@std/assert";
import type { EventBus } from "../../core/bus.ts";
import type { FinishedRun } from "../../core/host_scopes.ts";
import type { Host, RunFinished } from "../../core/lifecycle_events.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";

const HOST: Host = { name: "web-1", hostname: "10.0.1.11", user: "deploy", port: 22, vars: {} };
const MOTD = { resourceType: "file", resourceName: "/etc/motd" };
const ERROR = { message: "no", name: "Error" };

Deno.test("ResourceHandle emits a pair with one id when it is finished", () => {
  const { bus, clock, seen } = recordedBus();
  const motd = bus.resource("file", "/etc/motd");
  clock.advance(5);
  motd.finish({ status: "failed", error: ERROR, cacheHit: false });
  const ids = { resourceId: "r1-1" };
  assertEquals([motd.id, bare(seen)], ["r1-1", [
    { type: "resource_started", ...MOTD, ids },
    {
      type: "resource_finished",
      ...MOTD,
      status: "failed",
      durationMs: 5,
      error: ERROR,
      cacheHit: false,
      ids,
    },
  ]]);
});

Deno.test("ResourceHandle.output() emits the chunk with its ids when the resource writes", () => {
  const { bus, seen } = recordedBus();
  const motd = bus.host(HOST).resource("file", "/etc/motd");
  motd.output("stdout", "out");
  motd.output("stderr", "err\n");
  const ids = { hostId: "r1-1", resourceId: "r1-2" };
  assertEquals(bare(seen.slice(2)), [
    { type: "resource_output", ...MOTD, stream: "stdout", chunk: "out", ids },
    { type: "resource_output", ...MOTD, stream: "stderr", chunk: "err\n", ids },
  ]);
});

Deno.test("ResourceHandle.retry() counts attempts and measures each when one after another fails", () => {
  const { bus, clock, seen } = recordedBus();
  const motd = bus.resource("file", "/etc/motd");
  clock.advance(10);
  motd.retry({ phase: "check", error: ERROR });
  clock.advance(20);
  motd.retry({ phase: "apply", error: ERROR });
  clock.advance(5);
  motd.finish({ status: "ok" });
  const retry = { type: "resource_retry", ...MOTD, error: ERROR };
  assertEquals(bare(seen.slice(1)), [
    { ...retry, phase: "check", durationMs: 10, ids: { resourceId: "r1-1", attempt: 1 } },
    { ...retry, phase: "apply", durationMs: 20, ids: { resourceId: "r1-1", attempt: 2 } },
    {
      type: "resource_finished",
      ...MOTD,
      status: "ok",
      durationMs: 35,
      ids: { resourceId: "r1-1" },
    },
  ]);
});

Deno.test("ResourceHandle.retry() takes the tool's own number and time when they are given", () => {
  const { bus, seen } = recordedBus();
  const motd = bus.resource("file", "/etc/motd");
  motd.retry({ phase: "apply", error: ERROR, attempt: 4, durationMs: 7 });
  motd.retry({ phase: "apply", error: ERROR });
  assertEquals(
    seen.slice(1).map((event) => [event.correlation.attempt, Reflect.get(event, "durationMs")]),
    [[4, 7], [5, 0]],
  );
});

Deno.test("ResourceHandle.retry() gives no negative duration when the clock goes back", () => {
  const { bus, clock, seen } = recordedBus();
  const motd = bus.resource("file", "/etc/motd");
  clock.advance(10);
  motd.retry({ phase: "apply", error: ERROR });
  clock.setMonotonic(-100);
  motd.retry({ phase: "apply", error: ERROR });
  assertEquals(seen.slice(1).map((event) => Reflect.get(event, "durationMs")), [10, 0]);
});

Deno.test("ResourceHandle.command() names host and resource when it is started inside", () => {
  const { bus, seen } = recordedBus();
  bus.host(HOST).resource("exec", "make").command("make").finish({ exitCode: 0 });
  const ids = { hostId: "r1-1", resourceId: "r1-2", commandId: "r1-3" };
  assertEquals(bare(seen.slice(2)), [
    { type: "command_started", cmd: "make", ids },
    { type: "command_finished", exitCode: 0, durationMs: 0, ids },
  ]);
});

Deno.test("ResourceHandle.finish() emits and counts once when it is called again", () => {
  const { bus, seen } = recordedBus();
  const host = bus.host(HOST);
  const motd = host.resource("file", "/etc/motd");
  motd.finish({ status: "ok" });
  motd.finish({ status: "failed" });
  assertEquals([seen.length, host.counts, bus.tally], [
    3,
    { ok: 1, changed: 0, failed: 0 },
    { hosts: 1, failures: 0 },
  ]);
});

Deno.test("HostHandle emits a pair with its counts when resources ran in parallel", () => {
  const { bus, clock, seen } = recordedBus();
  const host = bus.host(HOST);
  const resources = ["a", "b", "c", "d"].map((name) => host.resource("file", name));
  const statuses = ["ok", "changed", "failed", "changed"] as const;
  for (const at of [2, 0, 3, 1]) {
    clock.advance(10);
    resources[at]!.finish({ status: statuses[at]! });
  }
  host.finish();
  const finished = seen.filter(({ type }) => type === "resource_finished");
  assertEquals(
    finished.map((event) => [event.correlation.resourceId, Reflect.get(event, "durationMs")]),
    [["r1-4", 10], ["r1-2", 20], ["r1-5", 30], ["r1-3", 40]],
  );
  assertEquals(bare([seen[0]!, seen.at(-1)!]), [
    { type: "host_started", host: HOST, ids: { hostId: "r1-1" } },
    {
      type: "host_finished",
      host: HOST,
      ok: 1,
      changed: 2,
      failed: 1,
      durationMs: 40,
      ids: { hostId: "r1-1" },
    },
  ]);
});

Deno.test("HostHandle keeps counts apart when hosts run in parallel", () => {
  const { bus } = recordedBus();
  const hosts = [bus.host(HOST), bus.host({ ...HOST, name: "web-2" })];
  const resources = hosts.map((host) => host.resource("file", "a"));
  resources[1]!.finish({ status: "changed" });
  assertEquals(hosts.map(({ id, counts }) => [id, counts]), [
    ["r1-1", { ok: 0, changed: 0, failed: 0 }],
    ["r1-2", { ok: 0, changed: 1, failed: 0 }],
  ]);
});

Deno.test("HostHandle.counts is a copy when a caller changes it", () => {
  const { bus } = recordedBus();
  const host = bus.host(HOST);
  Object.assign(host.counts, { ok: 5 });
  assertEquals(host.counts, { ok: 0, changed: 0, failed: 0 });
});

Deno.test("HostHandle.command() names the host when it is started outside of resources", () => {
  const { bus, seen } = recordedBus();
  bus.host(HOST).command("uptime");
  assertEquals(bare(seen.slice(1)), [
    { type: "command_started", cmd: "uptime", ids: { hostId: "r1-1", commandId: "r1-2" } },
  ]);
});

Deno.test("HostHandle.finish() takes the tool's own counts when they are given", () => {
  const { bus, seen } = recordedBus();
  const host = bus.host(HOST);
  host.resource("file", "a").finish({ status: "ok" });
  host.finish({ ok: 3, failed: 1, cancelled: true });
  assertEquals(bare(seen.slice(-1)), [{
    type: "host_finished",
    host: HOST,
    ok: 3,
    changed: 0,
    failed: 1,
    durationMs: 0,
    cancelled: true,
    ids: { hostId: "r1-1" },
  }]);
});

Deno.test("HostHandle.finish() counts the host beside its resource when both failed", () => {
  const { bus } = recordedBus();
  const host = bus.host(HOST);
  host.resource("file", "a").finish({ status: "failed" });
  host.finish();
  assertEquals(bus.tally, { hosts: 1, failures: 2 });
});

// Callers without exact optional types pass it; the count once was left out of the line.
Deno.test("HostHandle.finish() keeps its own count when the tool's is undefined", () => {
  const { bus, seen } = recordedBus();
  bus.host(HOST).finish({ ok: undefined } as unknown as { readonly ok: number });
  assertEquals(Reflect.get(seen[1]!, "ok"), 0);
});

Deno.test("HostHandle.finish() emits once when it is called again", () => {
  const { bus, seen } = recordedBus();
  const host = bus.host(HOST);
  host.finish();
  host.finish({ cancelled: true });
  assertEquals([seen.length, bus.tally.failures], [2, 0]);
});

// A listener that finishes the host on its last resource once saw it not counted.
Deno.test("HostHandle.finish() counts a resource when a listener calls it on its end", () => {
  const { bus, seen } = recordedBus();
  const host = bus.host(HOST);
  bus.on(({ type }) => type === "resource_finished" ? host.finish() : undefined);
  host.resource("file", "a").finish({ status: "changed" });
  assertEquals(Reflect.get(seen.at(-1)!, "changed"), 1);
});

Deno.test("HostHandle.finish() leaves a resource open when it is not finished", () => {
  const { bus, seen } = recordedBus();
  const host = bus.host(HOST);
  host.resource("file", "a");
  host.finish();
  assertEquals(seen.map(({ type }) => type), ["host_started", "resource_started", "host_finished"]);
});

Deno.test("RunHandle emits a pair with what it was given when it is finished", () => {
  const { bus, clock, seen } = recordedBus();
  const run = bus.run({ mode: "apply", errorMode: "ignore", name: "n", labels: { a: "b" } });
  clock.advance(1500);
  run.finish();
  assertEquals(bare(seen), [
    {
      type: "run_started",
      mode: "apply",
      errorMode: "ignore",
      name: "n",
      labels: { a: "b" },
      ids: {},
    },
    { type: "run_finished", durationMs: 1500, hasFailures: false, outcome: "success", ids: {} },
  ]);
});

Deno.test("RunHandle.finish() emits once when it is called again", () => {
  const { bus, seen } = recordedBus();
  const run = bus.run();
  run.finish();
  run.finish({ outcome: "failure" });
  assertEquals(seen.map(({ type }) => type), ["run_started", "run_finished"]);
});

const OK = { durationMs: 0, hasFailures: false, outcome: "success" };
const FAILED = { durationMs: 0, hasFailures: true, outcome: "failure" };

const RUNS: readonly (readonly [
  name: string,
  act: (bus: EventBus) => void,
  fields: Partial<FinishedRun>,
  expected: object,
])[] = [
  ["nothing happened", () => {}, {}, OK],
  ["hosts were started", (bus) => [bus.host(HOST), bus.host(HOST)], {}, { ...OK, hostCount: 2 }],
  ["the tool counts hosts itself", (bus) => bus.host(HOST), { hostCount: 7 }, {
    ...OK,
    hostCount: 7,
  }],
  ["the tool counts no host", (bus) => bus.host(HOST), { hostCount: 0 }, { ...OK, hostCount: 0 }],
  ["a resource failed", (bus) => bus.resource("f", "a").finish({ status: "failed" }), {}, FAILED],
  ["a resource changed", (bus) => bus.resource("f", "a").finish({ status: "changed" }), {}, OK],
  [
    "a resource was tried again",
    (bus) => {
      bus.resource("f", "a").retry({ phase: "apply", error: ERROR });
    },
    {},
    OK,
  ],
  ["a command failed", (bus) => bus.command("x").finish({ exitCode: 2 }), {}, FAILED],
  ["a host was given up", (bus) => bus.host(HOST).finish({ cancelled: true }), {}, {
    ...FAILED,
    hostCount: 1,
  }],
  // Failures that only the tool had counted once left the run without any.
  ["a host's own count has failures", (bus) => bus.host(HOST).finish({ failed: 2 }), {}, {
    ...FAILED,
    hostCount: 1,
  }],
  ["the tool says that it failed", () => {}, { hasFailures: true }, FAILED],
  ["the tool says that it did not", (bus) => bus.command("x").finish({ exitCode: 2 }), {
    hasFailures: false,
  }, OK],
  ["the tool's outcome is a failure", () => {}, { outcome: "timeout" }, {
    ...FAILED,
    outcome: "timeout",
  }],
  ["the tool's outcome is a skip", () => {}, { outcome: "skip" }, { ...OK, outcome: "skip" }],
  [
    "the tool's outcome is a success all the same",
    (bus) => {
      bus.command("x").finish({ exitCode: 2 });
    },
    { outcome: "success" },
    { ...FAILED, outcome: "success" },
  ],
  ["the exit code is not 0", () => {}, { exitCode: 3 }, { ...FAILED, exitCode: 3 }],
  ["the exit code is 0", () => {}, { exitCode: 0 }, { ...OK, exitCode: 0 }],
  ["there is an error", () => {}, { error: ERROR }, { ...FAILED, error: ERROR }],
  ["the handle of something is open", (bus) => bus.job(), {}, OK],
  // Callers without exact optional types pass it; the key once was left out of the line.
  ["what the tool knows is undefined", () => {}, {
    hasFailures: undefined,
    outcome: undefined,
    hostCount: undefined,
  } as unknown as FinishedRun, OK],
];

for (const [name, act, fields, expected] of RUNS) {
  Deno.test(`RunHandle.finish() gives ${JSON.stringify(expected)} when ${name}`, () => {
    const { bus, seen } = recordedBus();
    const run = bus.run();
    act(bus);
    run.finish(fields);
    assertEquals(bare(seen.slice(-1)), [{ type: "run_finished", ...expected, ids: {} }]);
  });
}

Deno.test("RunHandle.finish() writes keys in wire order when all are there", () => {
  const { bus, seen } = recordedBus();
  const run = bus.run();
  bus.host(HOST);
  run.finish({ exitCode: 1, error: ERROR });
  assertEquals(Object.keys(seen.at(-1)!).slice(5), [
    "durationMs",
    "hasFailures",
    "hostCount",
    "outcome",
    "exitCode",
    "error",
  ]);
});

Deno.test("EventBus gives ids that differ when handles of every kind are open", () => {
  const { bus } = recordedBus();
  const host = bus.host(HOST);
  const step = bus.step();
  const ids = [
    host,
    host.resource("a", "b"),
    host.command("c"),
    bus.job(),
    step,
    step.toolCall({ name: "t", args: 1 }),
  ].map(({ id }) => id);
  assertEquals(new Set(ids).size, ids.length);
  assertNotEquals(ids[0], bus.nextId());
});

for (
  const [exitCode, outcome] of [[0, "success"], [3, "failure"], [undefined, "failure"]] as const
) {
  Deno.test(`RunHandle.finish() ends in ${outcome} when a command failed and the exit code is ${exitCode}`, () => {
    const { bus, seen } = recordedBus();
    const run = bus.run();
    bus.command("probe").finish({ exitCode: 1 });
    run.finish(exitCode === undefined ? {} : { exitCode });
    const finished = seen.at(-1) as RunFinished;
    assertEquals([finished.outcome, finished.hasFailures], [outcome, true]);
  });
}
