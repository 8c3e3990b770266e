import { defineEvent } from "../../../core/custom_event.ts";
import { schemaOf } from "../release_schema.ts";

export const deployed = defineEvent(
  "app.deployed",
  schemaOf((value) => Promise.resolve({ value })),
);
