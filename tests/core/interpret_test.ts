import { assertEquals } from "@std/assert";
import { identityOf, interpret } from "../../core/interpret.ts";
import type { Issue } from "../../core/issue.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";

const PLACE = { line: 2, offset: 30 };
const ENVELOPE = `"v":1,"seq":1,"timestamp":"2026-01-02T03:04:05.678Z"`;
const STDOUT = `${ENVELOPE},"type":"stdout"`;

function interpreted(value: unknown): readonly [event: unknown, issues: readonly Issue[]] {
  const issues: Issue[] = [];
  return [interpret(value, PLACE, issues), issues];
}

/** What is kept of an event, as JSON, and the issues. */
function kept(json: string): readonly [event: string | undefined, issues: readonly Issue[]] {
  const [event, issues] = interpreted(JSON.parse(json));
  return [JSON.stringify(event), issues];
}

function found(issue: Partial<Issue>): Issue {
  return { code: "schema", severity: "error", ...PLACE, path: "", message: "", ...issue };
}

for (const event of SAMPLE_EVENTS) {
  Deno.test(`interpret() gives the very event when a ${event.type} is sound`, () => {
    const [same, issues] = interpreted(event);
    assertEquals([same === event, issues], [true, []]);
  });
}

for (const json of ["null", "true", "1", "-0", '"{}"', "[]", "[{}]"]) {
  Deno.test(`interpret() gives one schema issue when the value is ${json}`, () => {
    const shown = json === "[]" ? "an array of 0" : json === "[{}]" ? "an array of 1" : json;
    const message = `Expected an event object, found ${json === "-0" ? "0" : shown}`;
    assertEquals(interpreted(JSON.parse(json)), [undefined, [found({ message })]]);
  });
}

Deno.test("interpret() gives no event when a key of the envelope is at fault", () => {
  assertEquals(kept(`{${STDOUT},"correlation":{"runId":5},"payload":"x"}`), [undefined, [
    found({
      path: "correlation.runId",
      message: "Expected text that is not empty, found 5",
    }),
  ]]);
});

for (const [json, shown] of [["null", "null"], ["[]", "an array of 0"], ["7", "7"]]) {
  Deno.test(`interpret() gives no event and no run when correlation is ${json}`, () => {
    assertEquals(kept(`{${STDOUT},"correlation":${json},"payload":"x"}`), [undefined, [
      found({ path: "correlation", message: `Expected an object, found ${shown}` }),
    ]]);
  });
}

Deno.test("interpret() names the run when the envelope is at fault elsewhere", () => {
  assertEquals(kept(`{${STDOUT},"seq":"1","correlation":{"runId":"r1"},"payload":"x"}`), [
    undefined,
    [found({
      path: "seq",
      message: 'Expected an integer of 1 or more, found "1"',
      runId: "r1",
    })],
  ]);
});

Deno.test("interpret() leaves ids out when they are at fault", () => {
  const ids = `"runId":"r1","hostId":7,"resourceId":"x","attempt":"2"`;
  assertEquals(kept(`{${STDOUT},"correlation":{${ids}},"payload":"x"}`), [
    `{${STDOUT},"correlation":{"runId":"r1","resourceId":"x"},"payload":"x"}`,
    [
      ["correlation.hostId", "Expected text that is not empty, found 7"],
      ["correlation.attempt", 'Expected an integer of 1 or more, found "2"'],
    ].map(([path, message]) => found({ path: path!, message: message!, runId: "r1" })),
  ]);
});

// Under another writer's name its number would look like a duplicate or a gap.
Deno.test("interpret() gives no event when the writer is at fault", () => {
  assertEquals(kept(`{${STDOUT},"correlation":{"runId":"r1","writer":""},"payload":"x"}`), [
    undefined,
    [found({
      path: "correlation.writer",
      message: 'Expected text that is not empty, found ""',
      runId: "r1",
    })],
  ]);
});

Deno.test("interpret() leaves keys out when they are at fault and keeps the rest", () => {
  const head = `{${ENVELOPE},"type":"run_finished","correlation":{"runId":"r1"}`;
  assertEquals(
    kept(`${head},"durationMs":-1,"hasFailures":"no","exitCode":0,"error":{"name":"E"},"x":1}`),
    [`${head},"exitCode":0,"x":1}`, [
      found({
        code: "negative_duration",
        path: "durationMs",
        message: "Expected a number of 0 or more, found -1",
        runId: "r1",
      }),
      found({
        path: "hasFailures",
        message: 'Expected true or false, found "no"',
        runId: "r1",
      }),
      found({ path: "error.message", message: "Expected text, found nothing", runId: "r1" }),
    ]],
  );
});

Deno.test("interpret() leaves all labels out when one of them is at fault", () => {
  const head = `{${ENVELOPE},"type":"run_started","correlation":{"runId":"r1"}`;
  assertEquals(kept(`${head},"labels":{"a.b":1,"c":"d"},"name":"n"}`), [`${head},"name":"n"}`, [
    found({ path: 'labels["a.b"]', message: "Expected text, found 1", runId: "r1" }),
  ]]);
});

Deno.test("interpret() keeps the event when an id that its type needs is missing", () => {
  const json = `{${ENVELOPE},"type":"job_started","correlation":{"runId":"r1"},"name":"n"}`;
  assertEquals(kept(json), [json, [
    found({
      path: "correlation.jobId",
      message: "Expected text that is not empty, found nothing",
      runId: "r1",
    }),
  ]]);
});

Deno.test("interpret() keeps keys when it does not know them", () => {
  const json =
    `{${STDOUT},"correlation":{"runId":"r1","podId":9},"payload":"x","__proto__":{"a":1},"constructor":null}`;
  assertEquals(kept(json), [json, []]);
});

Deno.test("interpret() keeps __proto__ as a key when it leaves another out", () => {
  const head = `{${STDOUT},"correlation":{"runId":"r1","__proto__":{"writer":"w"}`;
  assertEquals(kept(`${head},"hostId":1},"payload":"x","__proto__":{"payload":"y"}}`), [
    `${head}},"payload":"x","__proto__":{"payload":"y"}}`,
    [found({
      path: "correlation.hostId",
      message: "Expected text that is not empty, found 1",
      runId: "r1",
    })],
  ]);
});

Deno.test("interpret() does not change the value when it leaves keys out", () => {
  const json = `{${STDOUT},"correlation":{"runId":"r1","hostId":1},"payload":2}`;
  const value = JSON.parse(json);
  interpreted(value);
  assertEquals(JSON.stringify(value), json);
});

Deno.test("interpret() gives one issue and no event when the version is newer", () => {
  assertEquals(kept(`{"v":2,"correlation":{"runId":"r1"},"kind":"other"}`), [undefined, [
    found({
      code: "newer_version",
      path: "v",
      message: "Expected version 1, found 2: read it with a newer runtrail",
      runId: "r1",
    }),
  ]]);
});

const REFUSED: readonly (readonly [json: string, identity: unknown])[] = [
  [`{"v":1,"seq":3,"correlation":{"runId":"r1"}}`, { runId: "r1", seq: 3 }],
  [`{"v":"x","seq":3,"correlation":{"runId":"r1","writer":"w"}}`, {
    runId: "r1",
    seq: 3,
    writer: "w",
  }],
  [`{"v":2,"seq":3,"correlation":{"runId":"r1"}}`, undefined],
  [`{"v":1,"seq":0,"correlation":{"runId":"r1"}}`, undefined],
  [`{"v":1,"seq":"3","correlation":{"runId":"r1"}}`, undefined],
  [`{"v":1,"seq":3,"correlation":{"runId":""}}`, undefined],
  [`{"v":1,"seq":3,"correlation":{"runId":"r1","writer":5}}`, undefined],
  [`{"v":1,"seq":3,"correlation":{}}`, undefined],
  [`{"v":1,"seq":3}`, undefined],
  ["[]", undefined],
];

for (const [json, identity] of REFUSED) {
  Deno.test(`identityOf() gives ${JSON.stringify(identity)} when the value is ${json}`, () => {
    assertEquals(identityOf(JSON.parse(json)), identity);
  });
}

for (const [v, shown] of [["1.5", "1.5"], ["1e400", "Infinity"], ["2e16", "20000000000000000"]]) {
  Deno.test(`interpret() gives a schema issue when the version is ${v}`, () => {
    const suffix = v === "2e16" ? ", too large to be exact" : "";
    assertEquals(kept(`{${STDOUT},"v":${v},"correlation":{"runId":"r1"},"payload":""}`), [
      undefined,
      [found({
        path: "v",
        message: `Expected an integer of 1 or more, found ${shown}${suffix}`,
        runId: "r1",
      })],
    ]);
  });
}

for (const type of ["stdou", "constructor", "__proto__", "Stdout", "run started"]) {
  Deno.test(`interpret() warns and keeps the event when its type is ${type}`, () => {
    const json = `{${ENVELOPE},"type":"${type}","correlation":{"runId":"r1"},"payload":7}`;
    assertEquals(kept(json), [json, [
      found({
        code: "unknown_type",
        severity: "warning",
        path: "type",
        message: `Expected a built-in type or one with a dot, found "${type}"`,
        runId: "r1",
      }),
    ]]);
  });
}

for (const type of ["a.b", "app.state.changed", "A-1._", "9.9", "run_started.x"]) {
  Deno.test(`interpret() takes any data when the type is ${type}`, () => {
    const json = `{${ENVELOPE},"type":"${type}","correlation":{"runId":"r1"},"data":[null]}`;
    assertEquals(kept(json), [json, []]);
  });
}

Deno.test("interpret() reports the data when a custom event has none", () => {
  const json = `{${ENVELOPE},"type":"app.state","correlation":{"runId":"r1"},"payload":1}`;
  assertEquals(kept(json), [json, [
    found({ path: "data", message: "Expected any JSON value, found nothing", runId: "r1" }),
  ]]);
});

Deno.test("interpret() takes time that grows with the line when it has many faults and keys", () => {
  const many = Array.from({ length: 30_000 }, (_, index) => [`k${index}`, index]);
  const event = {
    ...Object.fromEntries(many),
    ...JSON.parse(`{${ENVELOPE},"type":"run_started","correlation":{"runId":"r1"}}`),
    labels: Object.fromEntries(many),
  };
  const [, issues] = interpreted(event);
  assertEquals(issues.length, 30_000);
});
