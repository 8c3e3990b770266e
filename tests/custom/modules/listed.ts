import { defineEvent } from "../../../core/custom_event.ts";
import { RELEASE } from "../release_schema.ts";

export default [defineEvent("app.deployed", RELEASE), defineEvent("app.rolled_back", RELEASE)];
