import { assertEquals, assertThrows } from "@std/assert";
import type { ResourceName } from "../../core/lifecycle_events.ts";
import { EventReporter, type Reporter } from "../../core/reporter.ts";
import type { RunEvent } from "../../core/event.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";

const HOST = { name: "web-1", hostname: "10.0.1.11", user: "deploy", port: 22, vars: {} };

/** A resource's name, a new object each time. */
function named(resourceName: string): ResourceName {
  return { resourceType: "file", resourceName };
}

/** What happened to which resource, in order. */
function story(seen: readonly RunEvent[]): readonly string[] {
  return seen.map((event) => {
    const what = event.type.replace("resource_", "");
    const said = Reflect.get(event, "chunk") ?? Reflect.get(event, "status") ?? "";
    return `${event.correlation.resourceId} ${what} ${said}`.trimEnd();
  });
}

const STDOUT = (chunk: string) => ({ stream: "stdout", chunk }) as const;

Deno.test("EventReporter emits a resource's events when its calls come", () => {
  const { bus, clock, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  const motd = named("/etc/motd");
  reporter.resourceStart(motd);
  reporter.resourceOutput(motd, { stream: "stderr", chunk: "text\n" });
  clock.advance(7);
  reporter.resourceEnd(motd, { status: "changed", cacheHit: true });
  const ids = { resourceId: "r1-1" };
  assertEquals(bare(seen), [
    { type: "resource_started", ...motd, ids },
    { type: "resource_output", ...motd, stream: "stderr", chunk: "text\n", ids },
    { type: "resource_finished", ...motd, status: "changed", durationMs: 7, cacheHit: true, ids },
  ]);
});

Deno.test("EventReporter names and counts for the host when it has one", () => {
  const { bus, seen } = recordedBus();
  const host = bus.host(HOST);
  const reporter = new EventReporter(bus, { host });
  reporter.resourceStart(named("a"));
  reporter.resourceEnd(named("a"), { status: "failed" });
  assertEquals(host.counts, { ok: 0, changed: 0, failed: 1 });
  assertEquals(seen.slice(1).map(({ correlation }) => correlation.hostId), ["r1-1", "r1-1"]);
});

Deno.test("EventReporter takes the type and name alone when a resource has more keys", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  const resource = { ...named("a"), secret: "hidden" };
  reporter.resourceStart(resource);
  assertEquals(bare(seen), [{
    type: "resource_started",
    ...named("a"),
    ids: { resourceId: "r1-1" },
  }]);
});

Deno.test("EventReporter pairs by object when parallel resources have one name", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  const [first, second, third] = [named("a"), named("a"), named("a")];
  for (const resource of [first, second, third]) reporter.resourceStart(resource);
  reporter.resourceOutput(second, STDOUT("second"));
  reporter.resourceEnd(first, { status: "ok" });
  reporter.resourceEnd(third, { status: "failed" });
  reporter.resourceEnd(second, { status: "changed" });
  assertEquals(story(seen).slice(3), [
    "r1-2 output second",
    "r1-1 finished ok",
    "r1-3 finished failed",
    "r1-2 finished changed",
  ]);
});

Deno.test("EventReporter pairs the last started first when nested resources have one name", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  reporter.resourceStart(named("a"));
  reporter.resourceStart(named("a"));
  reporter.resourceOutput(named("a"), STDOUT("inner"));
  reporter.resourceEnd(named("a"), { status: "changed" });
  reporter.resourceOutput(named("a"), STDOUT("outer"));
  reporter.resourceEnd(named("a"), { status: "ok" });
  assertEquals(story(seen), [
    "r1-1 started",
    "r1-2 started",
    "r1-2 output inner",
    "r1-2 finished changed",
    "r1-1 output outer",
    "r1-1 finished ok",
  ]);
});

// The outer one was once finished first.
Deno.test("EventReporter pairs the last started first when one object is started twice", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  const motd = named("a");
  reporter.resourceStart(motd);
  reporter.resourceStart(motd);
  reporter.resourceEnd(motd, { status: "changed" });
  reporter.resourceEnd(motd, { status: "ok" });
  assertEquals(story(seen).slice(2), ["r1-2 finished changed", "r1-1 finished ok"]);
});

Deno.test("EventReporter pairs by type and name when objects are new and others are open", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  reporter.resourceStart(named("a"));
  reporter.resourceStart({ resourceType: "service", resourceName: "a" });
  reporter.resourceStart(named("b"));
  reporter.resourceEnd(named("a"), { status: "ok" });
  assertEquals(story(seen).slice(3), ["r1-1 finished ok"]);
});

Deno.test("EventReporter pairs by object first when another of the name started later", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  const first = named("a");
  reporter.resourceStart(first);
  reporter.resourceStart(named("a"));
  reporter.resourceOutput(first, STDOUT("mine"));
  assertEquals(story(seen).slice(2), ["r1-1 output mine"]);
});

Deno.test("EventReporter starts a resource when only its end comes", () => {
  const { bus, seen } = recordedBus();
  new EventReporter(bus).resourceEnd(named("a"), { status: "ok" });
  assertEquals(story(seen), ["r1-1 started", "r1-1 finished ok"]);
});

Deno.test("EventReporter starts a resource once when only its output comes", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  reporter.resourceOutput(named("a"), STDOUT("x"));
  reporter.resourceOutput(named("a"), STDOUT("y"));
  assertEquals(story(seen), ["r1-1 started", "r1-1 output x", "r1-1 output y"]);
});

Deno.test("EventReporter begins a new pair when a resource runs again", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus);
  const motd = named("a");
  for (const status of ["changed", "ok"] as const) {
    reporter.resourceStart(motd);
    reporter.resourceEnd(motd, { status });
  }
  assertEquals(story(seen), [
    "r1-1 started",
    "r1-1 finished changed",
    "r1-2 started",
    "r1-2 finished ok",
  ]);
});

Deno.test("EventReporter hands every call to the delegate when its event is out", () => {
  const { bus, seen } = recordedBus();
  const calls: unknown[] = [];
  class Delegate implements Reporter {
    readonly #calls = calls;
    resourceStart(...args: readonly unknown[]): void {
      this.#calls.push([seen.length, "start", ...args]);
    }
    resourceOutput(...args: readonly unknown[]): void {
      this.#calls.push([seen.length, "output", ...args]);
    }
    resourceEnd(...args: readonly unknown[]): void {
      this.#calls.push([seen.length, "end", ...args]);
    }
  }
  const reporter = new EventReporter(bus, { delegate: new Delegate() });
  const motd = named("a");
  reporter.resourceStart(motd);
  reporter.resourceOutput(motd, STDOUT("x"));
  reporter.resourceEnd(motd, { status: "ok" });
  assertEquals(calls, [
    [1, "start", motd],
    [2, "output", motd, STDOUT("x")],
    [3, "end", motd, { status: "ok" }],
  ]);
});

Deno.test("EventReporter hands no invented start to the delegate when only the end comes", () => {
  const { bus } = recordedBus();
  const calls: string[] = [];
  const delegate = {
    resourceStart: () => void calls.push("start"),
    resourceEnd: () => void calls.push("end"),
  };
  new EventReporter(bus, { delegate }).resourceEnd(named("a"), { status: "ok" });
  assertEquals(calls, ["end"]);
});

Deno.test("EventReporter needs no call of the delegate when it has none", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus, { delegate: {} });
  reporter.resourceStart(named("a"));
  reporter.resourceOutput(named("a"), STDOUT("x"));
  reporter.resourceEnd(named("a"), { status: "ok" });
  assertEquals(seen.length, 3);
});

Deno.test("EventReporter lets the caller see what the delegate throws when its event is out", () => {
  const { bus, seen } = recordedBus();
  const reporter = new EventReporter(bus, {
    delegate: {
      resourceStart: () => {
        throw new Error("no");
      },
    },
  });
  assertThrows(() => reporter.resourceStart(named("a")), Error, "no");
  reporter.resourceEnd(named("a"), { status: "ok" });
  assertEquals(story(seen), ["r1-1 started", "r1-1 finished ok"]);
});
