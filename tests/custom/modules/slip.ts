import { defineEvent } from "../../../core/custom_event.ts";
import { RELEASE } from "../release_schema.ts";

/** The second is a schema, where a definition was meant. */
export default [defineEvent("app.deployed", RELEASE), RELEASE];
