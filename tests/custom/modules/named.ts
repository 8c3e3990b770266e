import { defineEvent } from "../../../core/custom_event.ts";
import { RELEASE } from "../release_schema.ts";

/** Not a definition: other exports are left alone. */
export const VERSION = "1";

export const deployed = defineEvent("app.deployed", RELEASE);

/** The same once more, as a module may well export it. */
export default deployed;
