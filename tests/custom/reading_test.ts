import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as v from "valibot";
import { z } from "zod";
import { type CustomEventDefinition, defineEvent } from "../../core/custom_event.ts";
import type { Issue } from "../../core/issue.ts";
import { EventReader } from "../../core/event_reader.ts";
import { inspect } from "../../core/inspection.ts";
import { bytesOf, linesOf, read, streamOf } from "../fixtures/reading.ts";
import { eventOf, readData } from "./reading.ts";
import { RELEASE, schemaOf } from "./release_schema.ts";

const deployed = defineEvent("app.deployed", RELEASE);
const LINE = { line: 1, offset: 0, runId: "r1" };

function found(path: string, message: string): Issue {
  return { code: "schema", severity: "error", ...LINE, path, message };
}

/** The issues of an event whose schema answers so. */
function answered(validate: (value: unknown) => unknown): readonly Issue[] {
  const definition = defineEvent(
    "app.deployed",
    schemaOf(validate as (value: unknown) => { readonly value: unknown }),
  );
  return readData(eventOf("app.deployed", { data: { version: "1" } }), [definition]).issues;
}

Deno.test("EventReader reports the line, the run and the key when a schema refuses data", () => {
  assertEquals(readData(eventOf("app.deployed", { data: {} }), [deployed]), {
    data: undefined,
    issues: [found("data.version", "Expected a version")],
  });
});

Deno.test("EventReader reports missing data once when the type has a schema", () => {
  assertEquals(readData(eventOf("app.deployed"), [deployed]), {
    data: undefined,
    issues: [found("data", "Expected any JSON value, found nothing")],
  });
});

Deno.test("EventReader takes any data when the custom type is not registered", () => {
  const event = eventOf("app.other", { data: 5 });

  assertEquals(readData(event, [deployed]), { data: "5", issues: [] });
});

Deno.test("EventReader reads as ever when no types are registered", () => {
  const event = eventOf("app.deployed", { data: 5 });

  assertEquals(read(linesOf([event])), { events: [event], issues: [] });
});

Deno.test("EventReader asks no schema when an event is built in", () => {
  let calls = 0;
  const counted = schemaOf<unknown>((value) => {
    calls++;
    return { value };
  });
  // As nothing that defineEvent makes, but a definition is any object of its shape.
  const types = [{ type: "app.x", schema: counted }] as const;
  readData(eventOf("stdout", { payload: "x" }), types);

  assertEquals(calls, 0);
});

Deno.test("EventReader writes paths as JavaScript does when keys are of any kind", () => {
  const path = ["a", { key: "b.c" }, 0, { key: 12 }, "", Symbol("s"), "__proto__", "é"];

  assertEquals(answered(() => ({ issues: [{ message: "m", path }] })), [
    found('data.a["b.c"][0][12][""]["Symbol(s)"].__proto__["é"]', "m"),
  ]);
});

Deno.test("EventReader reports the data itself when an issue has no path", () => {
  assertEquals(answered(() => ({ issues: [{ message: "m" }, { message: "n", path: [] }] })), [
    found("data", "m"),
    found("data", "n"),
  ]);
});

for (const issues of [[], 5, {}]) {
  Deno.test(`EventReader reports a refusal when the schema's reasons are ${JSON.stringify(issues)}`, () => {
    assertEquals(answered(() => ({ issues })), [found("data", "The schema refuses it")]);
  });
}

for (
  const [thrown, reason] of [
    [new Error("broken"), "broken"],
    ["text", "text"],
    [undefined, "undefined"],
    [Object.create(null), "[Throws]"],
  ] as const
) {
  Deno.test(`EventReader reports an issue when the schema throws what reads ${reason}`, () => {
    const issues = answered(() => {
      throw thrown;
    });

    assertEquals(issues, [found("data", `The schema failed: ${reason}`)]);
  });
}

for (
  const [name, answer] of [
    ["null", null],
    ["nothing", undefined],
    ["an issue that is null", { issues: [null] }],
    ["issues that are no list", { issues: null }],
    ["a path of null", { issues: [{ message: "m", path: [null] }] }],
  ] as const
) {
  Deno.test(`EventReader reports an issue when the schema answers ${name}`, () => {
    assertEquals(
      answered(() => answer).map(({ code, path, message }) => [code, path, message.split(":")[0]]),
      [["schema", "data", "The schema failed"]],
    );
  });
}

const ACCEPTED = true;
const later = (): Promise<boolean> => Promise.resolve(ACCEPTED);

const ASYNCHRONOUS: readonly (readonly [name: string, definition: CustomEventDefinition])[] = [
  [
    "zod schema",
    defineEvent(
      "app.deployed",
      z.object({ version: z.string().refine(later) }),
    ),
  ],
  [
    "valibot schema",
    defineEvent(
      "app.deployed",
      v.objectAsync({
        version: v.pipeAsync(v.string(), v.checkAsync(later)),
      }),
    ),
  ],
  ["schema that rejects", defineEvent("app.deployed", schemaOf(() => Promise.reject("later")))],
];

for (const [name, definition] of ASYNCHRONOUS) {
  Deno.test(`EventReader throws at the first event when a ${name} is asynchronous`, () => {
    const reader = new EventReader({ types: [definition] });

    assertThrows(
      () => reader.push(bytesOf(linesOf([eventOf("app.deployed", { data: { version: "1" } })]))),
      TypeError,
      "Cannot check app.deployed: its schema is asynchronous, and reading is not",
    );
  });
}

Deno.test("EventReader reads on when an asynchronous schema is not needed", () => {
  const [, definition] = ASYNCHRONOUS[0]!;
  const event = eventOf("app.other", { data: 5 });

  assertEquals(readData(event, [definition]), { data: "5", issues: [] });
});

Deno.test("EventReader takes a definition twice when it is the same", () => {
  const event = eventOf("app.deployed", { data: { version: "1" } });

  assertEquals(readData(event, [deployed, deployed]).issues, []);
});

Deno.test("EventReader throws when a type is defined twice", () => {
  const types = [deployed, defineEvent("app.deployed", RELEASE)];

  assertThrows(
    () => new EventReader({ types }),
    TypeError,
    "Cannot register app.deployed: it is defined twice",
  );
});

Deno.test("EventReader throws when a type is no definition", () => {
  const types = [deployed, RELEASE as unknown as typeof deployed];

  assertThrows(
    () => new EventReader({ types }),
    TypeError,
    "Cannot register item 2: it is no event definition",
  );
});

Deno.test("inspect() counts what schemas refuse when types are registered", async () => {
  const lines = linesOf(streamOf(
    ["run_started"],
    ["app.deployed", { data: { version: 1 } }],
    ["app.deployed", { data: { version: "1" } }],
    ["run_finished", { durationMs: 1, hasFailures: false }],
  ));

  const { errors, codes, events } = await inspect([bytesOf(lines)], { types: [deployed] });

  assertEquals([errors, codes, events], [1, { schema: 1 }, 4]);
});

Deno.test("inspect() rejects when a schema is asynchronous and is needed", async () => {
  const lines = linesOf([eventOf("app.deployed", { data: 1 })]);

  await assertRejects(
    () => inspect([bytesOf(lines)], { types: [ASYNCHRONOUS[2]![1]] }),
    TypeError,
    "Cannot check app.deployed",
  );
});
