import { eventJsonSchema } from "../../core/json_schema.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import { type FlagSpecs, TYPES_FLAG } from "../flags.ts";
import { safeJson } from "../json_lines.ts";
import { loadTypes } from "../types_module.ts";
import { UsageError } from "../usage_error.ts";

const FLAGS = { types: TYPES_FLAG } as const satisfies FlagSpecs;

/** `runtrail schema`: prints the JSON Schema of an event. */
export const schemaCommand: Command<typeof FLAGS> = {
  name: "schema",
  summary: "Print the JSON Schema (2020-12) of one event.",
  usage: "runtrail schema [FLAGS]",
  flags: FLAGS,
  notes: "The schema is made from the table that validate uses.\n" +
    "MODULE is run. The custom events that it defines and exports are part of the schema.",
  async run(flags, operands, { output }) {
    if (operands.length > 0) throw new UsageError("The command schema takes no operands");
    const types = flags.types === undefined ? [] : await loadTypes(flags.types);
    output.line(safeJson(JSON.stringify(eventJsonSchema({ types }), null, 2)));
    return EXIT.clean;
  },
};
