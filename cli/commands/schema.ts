import { eventJsonSchema } from "../../core/json_schema.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import { jsonText } from "../json_text.ts";
import { UsageError } from "../usage_error.ts";

/** `runtrail schema`: prints the JSON Schema of an event. */
export const schemaCommand: Command<Record<never, never>> = {
  name: "schema",
  summary: "Print the JSON Schema (2020-12) of one event.",
  usage: "runtrail schema",
  flags: {},
  notes: "The schema is made from the table that validate uses.",
  run(_flags, operands, { output }) {
    if (operands.length > 0) throw new UsageError("The command schema takes no operands");
    output.line(jsonText(eventJsonSchema()));
    return EXIT.clean;
  },
};
