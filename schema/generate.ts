import { eventJsonSchema } from "../core/json_schema.ts";

const file = new URL("event-v1.json", import.meta.url);
Deno.writeTextFileSync(file, `${JSON.stringify(eventJsonSchema(), null, 2)}\n`);
