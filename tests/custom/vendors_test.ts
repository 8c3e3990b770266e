import { assert, assertEquals } from "@std/assert";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { StandardSchemaResult } from "../../core/standard_schema.ts";
import { type CustomEventDefinition, isEvent } from "../../core/custom_event.ts";
import type { Issue } from "../../core/issue.ts";
import { eventJsonSchema } from "../../core/json_schema.ts";
import { eventOf, readData } from "./reading.ts";
import { REFUSED, SOUND, VENDORS } from "./vendors.ts";

/** The messages that the library itself gives, by path. */
function messagesOf({ schema }: CustomEventDefinition, data: unknown): readonly string[] {
  const { issues = [] } = schema["~standard"].validate(data) as StandardSchemaResult<unknown>;
  return issues.map(({ message }) => message).sort();
}

function byPath(issues: readonly Issue[]): readonly string[] {
  return issues.map(({ path }) => path).sort();
}

for (const [vendor, deployed] of VENDORS) {
  Deno.test(`EventReader gives data as the line has it when a ${vendor} schema accepts it`, () => {
    for (const data of SOUND) {
      assertEquals(readData(eventOf(deployed.type, { data }), [deployed]), {
        data: JSON.stringify(data),
        issues: [],
      });
    }
  });

  Deno.test(`EventReader reports each key and leaves data out when a ${vendor} schema refuses it`, () => {
    for (const [data, paths] of REFUSED) {
      const found = readData(eventOf(deployed.type, { data }), [deployed]);

      assertEquals([found.data, byPath(found.issues)], [undefined, paths]);
      assertEquals(found.issues.map(({ message }) => message).sort(), messagesOf(deployed, data));
    }
  });

  Deno.test(`isEvent() tells what a ${vendor} schema accepts when the type is right`, () => {
    const told = [...SOUND, ...REFUSED.map(([data]) => data)].map((data) =>
      isEvent(deployed, eventOf(deployed.type, { data }))
    );

    assertEquals(told, [...SOUND.map(() => true), ...REFUSED.map(() => false)]);
  });

  Deno.test(`isEvent() is false for what a ${vendor} schema accepts when the type is another`, () => {
    assert(!isEvent(deployed, eventOf("other.deployed", { data: SOUND[0] })));
  });
}

for (const [vendor, deployed] of VENDORS.filter(([vendor]) => vendor !== "valibot")) {
  Deno.test(`eventJsonSchema() judges data as the reader does when a ${vendor} schema gives its own`, () => {
    const ajv = new Ajv2020.default({ strictRequired: false, strict: true });
    addFormats.default(ajv);
    const validate = ajv.compile(eventJsonSchema({ types: [deployed] }));

    const judged = [...SOUND, ...REFUSED.map(([data]) => data)].map((data) =>
      validate(eventOf(deployed.type, { data }))
    );

    assertEquals(judged, [...SOUND.map(() => true), ...REFUSED.map(() => false)]);
  });
}
