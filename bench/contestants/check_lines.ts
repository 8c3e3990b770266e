/**
 * Reads an event file as a careful script does: lines, `JSON.parse`, a checker
 * made of the event table, and counts by type. `check_lines.ts CHECKER FILE`
 *
 * @module
 */

import process from "node:process";
import { isRecord } from "../../core/check.ts";
import { CHECKERS } from "./checkers.ts";
import { eachValue } from "./json_lines.ts";

const [name = "", path = ""] = process.argv.slice(2);
const makeChecker = CHECKERS.get(name);
if (makeChecker === undefined) throw new Error(`Cannot check with ${name}: there is none`);
const isSound = await makeChecker();
const types = new Map<string, number>();
eachValue(path, (event) => {
  if (!isRecord(event) || !isSound(event)) {
    throw new Error(`Cannot trust ${path}: ${JSON.stringify(event)} is no event`);
  }
  const type = event["type"] as string;
  types.set(type, (types.get(type) ?? 0) + 1);
});
process.stdout.write(JSON.stringify(Object.fromEntries(types)));
