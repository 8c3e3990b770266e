import { assertEquals } from "@std/assert";
import {
  checkEnvelope,
  checkFields,
  isKnownType,
  isRecord,
  type JsonRecord,
  type Problem,
} from "../../core/check.ts";
import { EVENT_TABLE, eventRule, type Fields, type ValueRule } from "../../core/event_table.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import type { Json } from "../fixtures/reading.ts";
import { asciiOf } from "../fixtures/ascii.ts";
import { withPollutedPrototype } from "../fixtures/polluted_prototype.ts";

const EVENT = {
  v: 1,
  seq: 1,
  type: "stdout",
  timestamp: "2026-01-02T03:04:05.678Z",
  correlation: { runId: "r1" },
};

function envelopeProblems(keys: Json): readonly Problem[] {
  const problems: Problem[] = [];
  checkEnvelope({ ...EVENT, ...keys }, (problem) => problems.push(problem));
  return problems;
}

function fieldProblems(event: JsonRecord & { readonly type: string }): readonly Problem[] {
  const problems: Problem[] = [];
  checkFields(event, (problem) => problems.push(problem));
  return problems;
}

function schema(path: string, expected: string, found: string): Problem {
  return { code: "schema", path, expected, found };
}

Deno.test("isRecord() tells objects from other values when it is asked", () => {
  assertEquals([{}, [], null, "{}", 1].map(isRecord), [true, false, false, false, false]);
});

Deno.test("isKnownType() knows built-in and dotted types when it is asked", () => {
  const types = ["stdout", "app.state", "stdou", "constructor", "__proto__", "toString"];
  assertEquals(types.map(isKnownType), [true, true, false, false, false, false]);
});

Deno.test("checkEnvelope() reports nothing when the envelope is sound", () => {
  assertEquals(envelopeProblems({}), []);
});

Deno.test("checkEnvelope() reports every key when there is none", () => {
  const problems: Problem[] = [];
  checkEnvelope({}, (problem) => problems.push(problem));
  assertEquals(problems, [
    schema("v", "an integer of 1 or more", "nothing"),
    schema("seq", "an integer of 1 or more", "nothing"),
    schema("type", "text that is not empty", "nothing"),
    schema("timestamp", "a time such as 2026-01-02T03:04:05.678Z", "nothing"),
    schema("correlation", "an object", "nothing"),
  ]);
});

const SEQ = "an integer of 1 or more";
const TIME = "a time such as 2026-01-02T03:04:05.678Z";
const ID = "text that is not empty";
const SEGMENTS = "segments of letters, digits, '_' and '-' joined by '.'";

const ENVELOPE_FAULTS: readonly (readonly [keys: string, problem: Problem])[] = [
  ['{"v":0}', schema("v", SEQ, "0")],
  ['{"v":"1"}', schema("v", SEQ, '"1"')],
  ['{"v":null}', schema("v", SEQ, "null")],
  ['{"seq":0}', schema("seq", SEQ, "0")],
  ['{"seq":-0}', schema("seq", SEQ, "0")],
  ['{"seq":1.5}', schema("seq", SEQ, "1.5")],
  ['{"seq":9007199254740992}', schema("seq", SEQ, "9007199254740992, too large to be exact")],
  ['{"seq":1e400}', schema("seq", SEQ, "Infinity")],
  ['{"seq":true}', schema("seq", SEQ, "true")],
  ['{"type":""}', schema("type", ID, '""')],
  ['{"type":7}', schema("type", ID, "7")],
  ['{"type":"a."}', schema("type", SEGMENTS, '"a."')],
  ['{"type":".a"}', schema("type", SEGMENTS, '".a"')],
  ['{"type":"a..b"}', schema("type", SEGMENTS, '"a..b"')],
  ['{"type":"."}', schema("type", SEGMENTS, '"."')],
  ['{"type":"a b.c"}', schema("type", SEGMENTS, '"a b.c"')],
  ['{"type":"a.é"}', schema("type", SEGMENTS, '"a.é"')],
  ['{"type":"a.b\\n"}', schema("type", SEGMENTS, '"a.b\\n"')],
  ['{"timestamp":1}', schema("timestamp", TIME, "1")],
  ['{"correlation":[]}', schema("correlation", "an object", "an array of 0")],
  ['{"correlation":null}', schema("correlation", "an object", "null")],
  ['{"correlation":"r1"}', schema("correlation", "an object", '"r1"')],
  ['{"correlation":{}}', schema("correlation.runId", ID, "nothing")],
  ['{"correlation":{"runId":""}}', schema("correlation.runId", ID, '""')],
  ['{"correlation":{"runId":7}}', schema("correlation.runId", ID, "7")],
  ['{"correlation":{"runId":"r","hostId":7}}', schema("correlation.hostId", ID, "7")],
  ['{"correlation":{"runId":"r","writer":""}}', schema("correlation.writer", ID, '""')],
  ['{"correlation":{"runId":"r","writer":null}}', schema("correlation.writer", ID, "null")],
  ['{"correlation":{"runId":"r","attempt":0}}', schema("correlation.attempt", SEQ, "0")],
  ['{"correlation":{"__proto__":{"runId":"r"}}}', schema("correlation.runId", ID, "nothing")],
];

for (const [keys, problem] of ENVELOPE_FAULTS) {
  Deno.test(`checkEnvelope() reports ${problem.path} when an event has ${keys}`, () => {
    assertEquals(envelopeProblems(JSON.parse(keys)), [problem]);
  });
}

const TIMES: readonly (readonly [text: string, sound: boolean])[] = [
  ["2026-01-02T03:04:05.678Z", true],
  ["0000-01-01T00:00:00.000Z", true],
  ["9999-12-31T23:59:59.999Z", true],
  ["2024-02-29T00:00:00.000Z", true],
  ["2000-02-29T00:00:00.000Z", true],
  ["1900-02-29T00:00:00.000Z", false],
  ["2026-02-29T00:00:00.000Z", false],
  ["2026-02-30T00:00:00.000Z", false],
  ["2026-04-31T00:00:00.000Z", false],
  ["2026-00-01T00:00:00.000Z", false],
  ["2026-13-01T00:00:00.000Z", false],
  ["2026-01-00T00:00:00.000Z", false],
  ["2026-01-01T24:00:00.000Z", false],
  ["2026-01-01T23:60:00.000Z", false],
  ["2026-12-31T23:59:60.000Z", false],
  ["2026-01-02T03:04:05Z", false],
  ["2026-01-02T03:04:05.67Z", false],
  ["2026-01-02T03:04:05.6789Z", false],
  ["2026-01-02T03:04:05.678+00:00", false],
  ["2026-01-02T03:04:05.678z", false],
  ["2026-01-02 03:04:05.678Z", false],
  ["+002026-01-02T03:04:05.678Z", false],
  ["2026-01-02T03:04:05.678Z\n", false],
  ["٢٠٢٦-01-02T03:04:05.678Z", false],
  ["", false],
];

for (const [timestamp, sound] of TIMES) {
  const verb = sound ? "takes" : "refuses";
  Deno.test(`checkEnvelope() ${verb} a timestamp when it is ${asciiOf(timestamp)}`, () => {
    const expected = sound ? [] : [schema("timestamp", TIME, JSON.stringify(timestamp))];
    assertEquals(envelopeProblems({ timestamp }), expected);
  });
}

for (const event of SAMPLE_EVENTS) {
  const record = event as unknown as JsonRecord & { readonly type: string };

  Deno.test(`checkFields() reports nothing when a ${event.type} is sound`, () => {
    assertEquals(fieldProblems(record), []);
  });

  Deno.test(`checkFields() reports what is required when a ${event.type} has nothing`, () => {
    const { v, seq, type, timestamp } = event;
    const bare = { v, seq, type, timestamp, correlation: { runId: "r1" } };
    assertEquals(
      fieldProblems(bare).map(({ path, found }) => [path, found]),
      requiredPaths(type).map((path) => [path, "nothing"]),
    );
  });
}

function requiredPaths(type: string): readonly string[] {
  const rule = eventRule(type);
  if (rule === undefined) return ["data"];
  const fields: Fields = rule.fields;
  return [
    ...rule.correlation.map((key) => `correlation.${key}`),
    ...Object.keys(fields).filter((key) => fields[key]!.optional !== true),
  ];
}

/** Values that break a rule, by the rule's kind; whatever is listed must be refused. */
function wrongValues(rule: ValueRule): readonly unknown[] {
  switch (rule.kind) {
    case "any":
      return [];
    case "boolean":
      return [null, 0, "true", [], {}];
    case "string":
      return [null, 0, false, [], {}];
    case "enum":
      return [null, "", "OK", "toString", 0, [rule.values[0]]];
    case "integer":
      return [null, "1", 0.5, Infinity, 2 ** 53, [], ...(rule.min === undefined ? [] : [-1])];
    case "number":
      return [null, "1", Infinity, -0.001, [], {}];
    case "record":
      return [null, "", 0, [], ...(rule.of === "string" ? [{ key: null }, { "": 1 }] : [])];
    case "object":
      return [null, "", 0, [], {}];
    default:
      return rule satisfies never;
  }
}

for (const [type, { fields }] of Object.entries(EVENT_TABLE)) {
  for (const [key, rule] of Object.entries(fields as Fields)) {
    Deno.test(`checkFields() refuses ${key} of a ${type} when it is of the wrong kind`, () => {
      const event = SAMPLE_EVENTS.find((sample) => sample.type === type)! as unknown as
        & JsonRecord
        & { readonly type: string };
      const taken = wrongValues(rule).filter((value) =>
        fieldProblems({ ...event, [key]: value })
          .filter(({ path }) => path.startsWith(key)).length === 0
      );
      assertEquals(taken, []);
    });
  }
}

const RUN_FINISHED = { ...EVENT, type: "run_finished", hasFailures: false };

const DURATIONS: readonly (readonly [json: string, problem: Problem | undefined])[] = [
  ["0", undefined],
  ["-0", undefined],
  ["0.0001", undefined],
  ["1e300", undefined],
  ["-0.5", {
    code: "negative_duration",
    path: "durationMs",
    expected: "a number of 0 or more",
    found: "-0.5",
  }],
  ["1e400", schema("durationMs", "a number of 0 or more", "Infinity")],
  ["-1e400", schema("durationMs", "a number of 0 or more", "-Infinity")],
  ['"1"', schema("durationMs", "a number of 0 or more", '"1"')],
];

for (const [json, problem] of DURATIONS) {
  Deno.test(`checkFields() gives ${problem?.code ?? "nothing"} when a duration is ${json}`, () => {
    const event = { ...RUN_FINISHED, durationMs: JSON.parse(json) };
    assertEquals(fieldProblems(event), problem === undefined ? [] : [problem]);
  });
}

Deno.test("checkFields() names labels by their keys when their values are no text", () => {
  const labels = JSON.parse(
    '{"ok":"","a_1":1,"a.b":null,"":true,"\\"x\\"":[],"é":{},"__proto__":2,"a b\\n":0}',
  );
  assertEquals(
    fieldProblems({ ...EVENT, type: "run_started", labels }),
    [
      schema("labels.a_1", "text", "1"),
      schema('labels["a.b"]', "text", "null"),
      schema('labels[""]', "text", "true"),
      schema('labels["\\"x\\""]', "text", "an array of 0"),
      schema('labels["é"]', "text", "an object"),
      schema("labels.__proto__", "text", "2"),
      schema('labels["a b\\n"]', "text", "0"),
    ],
  );
});

Deno.test("checkFields() names keys of inner objects when they are at fault", () => {
  const host = { name: 1, hostname: "h", user: "u", port: -1, vars: [] };
  const event = { ...EVENT, type: "host_started", correlation: { runId: "r", hostId: "h" }, host };
  assertEquals(fieldProblems(event), [
    schema("host.name", "text", "1"),
    schema("host.port", "an integer of 0 or more", "-1"),
    schema("host.vars", "an object", "an array of 0"),
  ]);
});

Deno.test("checkFields() does not find keys on Object.prototype when an event lacks them", () => {
  const event = JSON.parse('{"type":"stdout","correlation":{},"__proto__":{"payload":"x"}}');
  assertEquals(fieldProblems(event), [schema("payload", "text", "nothing")]);
});

Deno.test("checkFields() asks for no key of a changed Object.prototype when an event is sound", () => {
  const event = { ...EVENT, payload: "x" };
  assertEquals(withPollutedPrototype(() => fieldProblems(event)), []);
});

Deno.test("checkFields() reports nothing when the type is not built in", () => {
  assertEquals(fieldProblems({ ...EVENT, type: "constructor" }), []);
});
