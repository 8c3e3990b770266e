import { defineEvent } from "../../../core/custom_event.ts";
import { RELEASE } from "../release_schema.ts";

export const one = defineEvent("app.deployed", RELEASE);
export const other = defineEvent("app.deployed", RELEASE);
