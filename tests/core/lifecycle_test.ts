import { assertEquals, assertLess } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { type Issue, ISSUE_RULES, type IssueCode } from "../../core/issue.ts";
import { LifecycleRules } from "../../core/lifecycle.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { keptBytes } from "../fixtures/heap.ts";
import { type Draft, streamOf } from "../fixtures/reading.ts";

/** The issues of events; the place of each is its index from 1. */
function judged(events: readonly RunEvent[]): readonly Issue[] {
  const issues: Issue[] = [];
  const rules = new LifecycleRules((issue) => issues.push(issue));
  for (const [index, event] of events.entries()) {
    rules.step(event, { line: index + 1, offset: (index + 1) * 10 });
  }
  rules.end();
  return issues;
}

function found(
  code: IssueCode,
  line: number,
  path: string,
  message: string,
  runId = "r1",
): Issue {
  const { severity } = ISSUE_RULES[code];
  return { code, severity, line, offset: line * 10, path, message, runId };
}

const HOST = { name: "web-1", hostname: "h", user: "u", port: 22, vars: {} };
const MOTD = { resourceType: "file", resourceName: "/etc/motd" };

const RUN: Draft = ["run_started"];
const RUN_END: Draft = ["run_finished", { durationMs: 1, hasFailures: false }];

function host(id: string): Draft {
  return ["host_started", { host: HOST }, { hostId: id }];
}

function hostEnd(id: string, ok = 0, changed = 0, failed = 0): Draft {
  return ["host_finished", { host: HOST, ok, changed, failed, durationMs: 1 }, { hostId: id }];
}

function resource(id: string, hostId?: string): Draft {
  return ["resource_started", MOTD, ids({ hostId, resourceId: id })];
}

function resourceEnd(id: string, hostId?: string, status = "ok"): Draft {
  return ["resource_finished", { ...MOTD, status, durationMs: 1 }, ids({ hostId, resourceId: id })];
}

function output(ofIds: { readonly [key: string]: string }): Draft {
  return ["stdout", { payload: "x" }, ofIds];
}

function ids(
  all: { readonly [key: string]: string | undefined },
): { readonly [key: string]: string } {
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, id]) => id === undefined ? [] : [[key, id] as const]),
  );
}

const call = (callId: string): Draft => ["tool_call", { callId, name: "read", args: null }];
const result = (callId: string): Draft => ["tool_result", { callId, ok: true, result: null }];

Deno.test("LifecycleRules gives nothing when a run has every event type", () => {
  assertEquals(judged(SAMPLE_EVENTS), []);
});

interface Case {
  readonly name: string;
  readonly drafts: readonly Draft[];
  readonly issues: readonly Issue[];
}

const CASES: readonly Case[] = [
  { name: "a run has a start and an end only", drafts: [RUN, RUN_END], issues: [] },
  {
    name: "a run has no start, once",
    drafts: [output({}), output({}), output({})],
    issues: [found("event_before_start", 1, "type", "Found stdout before run_started")],
  },
  {
    name: "a run starts late",
    drafts: [output({}), RUN, RUN_END],
    issues: [found("event_before_start", 1, "type", "Found stdout before run_started")],
  },
  {
    name: "events come after a run's end",
    drafts: [RUN, RUN_END, output({}), ["app.late", { data: 1 }]],
    issues: [
      found("event_after_finish", 3, "type", "Found stdout after run_finished"),
      found("event_after_finish", 4, "type", "Found app.late after run_finished"),
    ],
  },
  {
    name: "a run is never finished",
    drafts: [["run_started", { name: "nightly" }], output({})],
    issues: [
      found(
        "start_without_finish",
        1,
        "correlation.runId",
        'Found no run_finished for run "nightly"',
      ),
    ],
  },
  {
    name: "a run is started twice",
    drafts: [RUN, RUN, RUN_END],
    issues: [
      found("duplicate_start", 2, "correlation.runId", 'Found run_started again for "r1"'),
    ],
  },
  {
    name: "a run is started again after its end",
    drafts: [RUN, RUN_END, RUN],
    issues: [
      found("duplicate_start", 3, "correlation.runId", 'Found run_started again for "r1"'),
    ],
  },
  {
    name: "a run is finished twice",
    drafts: [RUN, RUN_END, RUN_END],
    issues: [
      found("duplicate_finish", 3, "correlation.runId", 'Found run_finished again for "r1"'),
    ],
  },
  {
    name: "a run is finished and was never started",
    drafts: [RUN_END],
    issues: [
      found("event_before_start", 1, "type", "Found run_finished before run_started"),
      found("finish_without_start", 1, "correlation.runId", 'Found no run_started for "r1"'),
    ],
  },
  {
    name: "a host has resources of each status",
    drafts: [
      RUN,
      host("h1"),
      resource("a", "h1"),
      resource("b", "h1"),
      resource("c", "h1"),
      resource("d", "h1"),
      resourceEnd("a", "h1", "changed"),
      resourceEnd("d", "h1", "changed"),
      resourceEnd("b", "h1"),
      resourceEnd("c", "h1", "failed"),
      hostEnd("h1", 1, 2, 1),
      RUN_END,
    ],
    issues: [],
  },
  {
    name: "a host's counts differ",
    drafts: [
      RUN,
      host("h1"),
      host("h2"),
      resource("a", "h1"),
      resource("b", "h2"),
      resourceEnd("a", "h1", "failed"),
      resourceEnd("b", "h2"),
      hostEnd("h1", 3, 0, 2),
      hostEnd("h2", 1, 1),
      RUN_END,
    ],
    issues: [
      found("host_counts", 8, "ok", "Expected 0 by the resources that finished, found 3"),
      found("host_counts", 8, "failed", "Expected 1 by the resources that finished, found 2"),
      found("host_counts", 9, "changed", "Expected 0 by the resources that finished, found 1"),
    ],
  },
  {
    name: "a resource without a host finishes",
    drafts: [RUN, host("h1"), resource("a"), resourceEnd("a"), hostEnd("h1"), RUN_END],
    issues: [],
  },
  {
    name: "a resource that was never started finishes on a host",
    drafts: [RUN, host("h1"), resourceEnd("a", "h1"), hostEnd("h1"), RUN_END],
    issues: [
      found(
        "finish_without_start",
        3,
        "correlation.resourceId",
        'Found no resource_started for "a"',
      ),
    ],
  },
  {
    name: "the number of hosts is right",
    drafts: [RUN, host("h1"), hostEnd("h1"), [RUN_END[0], { ...RUN_END[1], hostCount: 1 }]],
    issues: [],
  },
  {
    name: "the number of hosts differs",
    drafts: [RUN, host("h1"), hostEnd("h1"), [RUN_END[0], { ...RUN_END[1], hostCount: 2 }]],
    issues: [
      found("host_counts", 4, "hostCount", "Expected 1 by the hosts that were started, found 2"),
    ],
  },
  {
    name: "a resource finishes after its host",
    drafts: [
      RUN,
      host("h1"),
      resource("a", "h1"),
      hostEnd("h1"),
      resourceEnd("a", "h1", "failed"),
      RUN_END,
    ],
    issues: [
      found(
        "child_after_parent",
        5,
        "correlation.hostId",
        'Found resource_finished after host_finished of "h1"',
      ),
    ],
  },
  {
    name: "a resource starts after its host",
    drafts: [RUN, host("h1"), hostEnd("h1"), resource("a", "h1"), resourceEnd("a"), RUN_END],
    issues: [
      found(
        "child_after_parent",
        4,
        "correlation.hostId",
        'Found resource_started after host_finished of "h1"',
      ),
    ],
  },
  {
    name: "output comes after what it belongs to",
    drafts: [RUN, resource("a"), resourceEnd("a"), output({ resourceId: "a" }), RUN_END],
    issues: [
      found(
        "child_after_parent",
        4,
        "correlation.resourceId",
        'Found stdout after resource_finished of "a"',
      ),
    ],
  },
  {
    name: "an event names unknown things, once for each",
    drafts: [
      RUN,
      output({ hostId: "x", resourceId: "x" }),
      output({ hostId: "x", jobId: "r1-7" }),
      output({ jobId: "r1-7", stepId: "x", commandId: "x" }),
      output({ hostId: "y" }),
      RUN_END,
    ],
    issues: [
      found("unknown_reference", 2, "correlation.hostId", 'Found no host_started for "x"'),
      found("unknown_reference", 2, "correlation.resourceId", 'Found no resource_started for "x"'),
      found("unknown_reference", 3, "correlation.jobId", 'Found no job_started for "r1-7"'),
      found("unknown_reference", 4, "correlation.stepId", 'Found no step_started for "x"'),
      found("unknown_reference", 4, "correlation.commandId", 'Found no command_started for "x"'),
      found("unknown_reference", 5, "correlation.hostId", 'Found no host_started for "y"'),
    ],
  },
  {
    name: "a thing starts after an event named it",
    drafts: [
      RUN,
      output({ hostId: "h" }),
      host("h"),
      output({ hostId: "h" }),
      hostEnd("h"),
      RUN_END,
    ],
    issues: [
      found("unknown_reference", 2, "correlation.hostId", 'Found no host_started for "h"'),
    ],
  },
  {
    name: "a tool call has its answer",
    drafts: [RUN, call("c1"), call("c2"), result("c2"), result("c1"), RUN_END],
    issues: [],
  },
  {
    name: "a tool call has no answer",
    drafts: [RUN, call("c1"), RUN_END],
    issues: [
      found("start_without_finish", 2, "callId", 'Found no tool_result for tool "read"'),
    ],
  },
  {
    name: "an answer has no tool call",
    drafts: [RUN, result("c1"), RUN_END],
    issues: [found("finish_without_start", 2, "callId", 'Found no tool_call for "c1"')],
  },
  {
    name: "a tool call has two answers",
    drafts: [RUN, call("c1"), result("c1"), result("c1"), RUN_END],
    issues: [found("duplicate_finish", 4, "callId", 'Found tool_result again for "c1"')],
  },
  {
    name: "tool calls have no ids",
    drafts: [RUN, call(""), call(""), result(""), RUN_END],
    issues: [],
  },
  {
    name: "things of different kinds share an id",
    drafts: [
      RUN,
      host("r1"),
      resource("r1", "r1"),
      call("r1"),
      resourceEnd("r1", "r1"),
      result("r1"),
      hostEnd("r1", 1),
      RUN_END,
    ],
    issues: [],
  },
  {
    name: "an id is that of a built-in property",
    drafts: [RUN, host("__proto__"), host("constructor"), hostEnd("toString"), RUN_END],
    issues: [
      found(
        "finish_without_start",
        4,
        "correlation.hostId",
        'Found no host_started for "toString"',
      ),
      found(
        "start_without_finish",
        2,
        "correlation.hostId",
        'Found no host_finished for host "web-1"',
      ),
      found(
        "start_without_finish",
        3,
        "correlation.hostId",
        'Found no host_finished for host "web-1"',
      ),
    ],
  },
];

for (const { name, drafts, issues } of CASES) {
  Deno.test(`LifecycleRules gives ${issues.length} issues when ${name}`, () => {
    assertEquals(judged(streamOf(...drafts)), issues);
  });
}

/** For each kind its start, its end, its id's path and how messages name it. */
const KINDS: readonly {
  readonly kind: string;
  readonly start: Draft;
  readonly end: Draft;
  readonly name: string;
}[] = [
  { kind: "host", start: host("x"), end: hostEnd("x"), name: "web-1" },
  { kind: "resource", start: resource("x"), end: resourceEnd("x"), name: "file /etc/motd" },
  {
    kind: "job",
    start: ["job_started", {}, { jobId: "x" }],
    end: ["job_finished", { outcome: "success" }, { jobId: "x" }],
    name: "x",
  },
  {
    kind: "command",
    start: ["command_started", { cmd: "make" }, { commandId: "x" }],
    end: ["command_finished", { exitCode: 0 }, { commandId: "x" }],
    name: "make",
  },
  {
    kind: "step",
    start: ["step_started", { kind: "bash" }, { stepId: "x" }],
    end: ["step_finished", { outcome: "success" }, { stepId: "x" }],
    name: "bash",
  },
];

for (const { kind, start, end, name } of KINDS) {
  const path = `correlation.${kind}Id`;

  Deno.test(`LifecycleRules reports duplicate_start when a ${kind} starts twice`, () => {
    assertEquals(judged(streamOf(RUN, start, start, end, RUN_END)), [
      found("duplicate_start", 3, path, `Found ${kind}_started again for "x"`),
    ]);
  });

  Deno.test(`LifecycleRules reports duplicate_start when a ${kind} starts after its end`, () => {
    assertEquals(judged(streamOf(RUN, start, end, start, RUN_END)), [
      found("duplicate_start", 4, path, `Found ${kind}_started again for "x"`),
    ]);
  });

  Deno.test(`LifecycleRules reports duplicate_finish when a ${kind} ends twice`, () => {
    assertEquals(judged(streamOf(RUN, start, end, end, RUN_END)), [
      found("duplicate_finish", 4, path, `Found ${kind}_finished again for "x"`),
    ]);
  });

  Deno.test(`LifecycleRules reports finish_without_start when a ${kind} ends only`, () => {
    assertEquals(judged(streamOf(RUN, end, end, RUN_END)), [
      found("finish_without_start", 2, path, `Found no ${kind}_started for "x"`),
      found("duplicate_finish", 3, path, `Found ${kind}_finished again for "x"`),
    ]);
  });

  Deno.test(`LifecycleRules reports start_without_finish where a ${kind} started when it has no end`, () => {
    assertEquals(judged(streamOf(RUN, start, output({}), RUN_END)), [
      found("start_without_finish", 2, path, `Found no ${kind}_finished for ${kind} "${name}"`),
    ]);
  });

  Deno.test(`LifecycleRules gives nothing when events come while a ${kind} is open`, () => {
    const [, , correlation] = start;
    const events = streamOf(
      RUN,
      start,
      ["hook", { name: "h", phase: "p" }, correlation!],
      end,
      RUN_END,
    );
    assertEquals(judged(events), []);
  });
}

/** The events with another run's id or writer, numbered by themselves. */
function as(events: readonly RunEvent[], correlation: object): readonly RunEvent[] {
  return events.map((event) =>
    Object.assign({}, event, { correlation: { ...event.correlation, ...correlation } })
  );
}

/** The events of several streams in turns. */
function interleaved(...streams: readonly (readonly RunEvent[])[]): readonly RunEvent[] {
  const longest = Math.max(...streams.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => index)
    .flatMap((index) => streams.flatMap((stream) => stream.slice(index, index + 1)));
}

Deno.test("LifecycleRules gives nothing when sound runs take turns", () => {
  assertEquals(
    judged(
      interleaved(
        as(SAMPLE_EVENTS, { runId: "a" }),
        as(SAMPLE_EVENTS, { runId: "b" }),
        as(SAMPLE_EVENTS, { runId: "__proto__" }),
      ),
    ),
    [],
  );
});

Deno.test("LifecycleRules judges each run by itself when runs take turns", () => {
  const drafts = [RUN, host("h"), hostEnd("h"), RUN_END];
  const broken = streamOf(...drafts).filter(({ seq }) => seq !== 2);
  const events = interleaved(as(streamOf(...drafts), { runId: "a" }), as(broken, { runId: "b" }));
  assertEquals(judged(events), [
    found("finish_without_start", 4, "correlation.hostId", 'Found no host_started for "h"', "b"),
    found("seq_gap", 4, "seq", "Found 3 where 2 was expected: 2 is missing", "b"),
  ]);
});

Deno.test("LifecycleRules numbers each writer by itself when a run has several", () => {
  const main = streamOf(RUN, output({}), RUN_END);
  const other = as(streamOf(output({}), output({})), { writer: "w2" });
  assertEquals(judged([main[0]!, ...other, ...main.slice(1)]), []);
});

Deno.test("LifecycleRules names the writer when numbers of one are missing", () => {
  const main = streamOf(RUN, output({}), RUN_END);
  const other = as(streamOf(output({}), output({})), { writer: "w2" }).slice(1);
  assertEquals(judged([main[0]!, ...other, ...main.slice(1)]), [
    found(
      "seq_gap",
      2,
      "seq",
      'Found 2 where 1 was expected: 1 is missing of writer "w2"',
    ),
  ]);
});

Deno.test("LifecycleRules compares the times of one writer only when a run has several", () => {
  const main = streamOf(RUN, output({}), output({}), RUN_END);
  const other = as(streamOf(output({})), { writer: "w2" });
  assertEquals(judged([...main.slice(0, 3), ...other, ...main.slice(3)]), []);
});

Deno.test("LifecycleRules counts runs that have events when there are several", () => {
  const rules = new LifecycleRules(() => {});
  rules.refuse({ runId: "refused", seq: 1 }, { line: 1, offset: 0 });
  for (const event of interleaved(SAMPLE_EVENTS, as(SAMPLE_EVENTS, { runId: "b" }))) {
    rules.step(event, { line: 1, offset: 0 });
  }
  assertEquals(rules.runs, 2);
});

Deno.test("LifecycleRules leaves counts alone when a key of host_finished is missing", () => {
  const events = streamOf(RUN, host("h"), hostEnd("h", 5, 5, 5), RUN_END);
  const { ok: _ok, failed: _failed, ...kept } = events[2]! as unknown as { [key: string]: unknown };
  const { changed: _changed, ...bare } = kept;
  assertEquals(judged([...events.slice(0, 2), bare as unknown as RunEvent, events[3]!]), []);
});

Deno.test("LifecycleRules starts nothing when a start has no id", () => {
  assertEquals(judged(streamOf(RUN, ["host_started", { host: HOST }], RUN_END)), []);
});

/** How many bytes are kept after resources that have all finished, and how many issues there were. */
function keptAfter(first: number, count: number): { readonly bytes: number; issues: number } {
  let issues = 0;
  let seq = 0;
  const before = keptBytes();
  const rules = new LifecycleRules(() => issues++);
  const [run, start, end] = streamOf(RUN, resource("x"), resourceEnd("x"));
  const step = (event: RunEvent, ids: object): void => {
    const correlation = { runId: "r1", ...ids };
    const own = { seq: ++seq, timestamp: run!.timestamp, correlation };
    rules.step({ ...event, ...own } as RunEvent, { line: seq, offset: seq });
  };
  step(run!, {});
  for (let n = first; n < first + count; n++) {
    const resourceId = `r1-${n}`;
    step(start!, { resourceId });
    step(end!, { resourceId });
  }
  return { bytes: keptBytes() - before, issues: rules.runs === 1 ? issues : NaN };
}

for (const [first, count] of [[1, 1_000_000], [5000, 200_000], [300_000_000, 200_000]] as const) {
  Deno.test(`LifecycleRules stays small when ${count} resources finish, numbered from ${first}`, () => {
    const { bytes, issues } = keptAfter(first, count);
    // As text the ids of the fewest would take over 8 MB.
    assertLess(bytes, 1024 * 1024);
    assertEquals(issues, 0);
  });
}
