/**
 * Reads an event file as a careful script would: lines, `JSON.parse`, the
 * checker of the event table, and counts by type. `parse_and_check.ts FILE`
 *
 * @module
 */

import { checkEnvelope, checkFields, isRecord, type JsonRecord } from "../../core/check.ts";
import { LineSplitter } from "../../core/lines.ts";

const [path = ""] = Deno.args;
const utf8 = new TextDecoder("utf-8", { fatal: true });
const types = new Map<string, number>();
let problems = 0;
const splitter = new LineSplitter(1 << 24, ({ bytes }) => {
  const event: unknown = JSON.parse(utf8.decode(bytes));
  if (!isRecord(event)) return void problems++;
  const report = () => void problems++;
  checkEnvelope(event, report);
  const typed = event as JsonRecord & { readonly type: string };
  checkFields(typed, report);
  types.set(typed.type, (types.get(typed.type) ?? 0) + 1);
});
using file = Deno.openSync(path);
const buffer = new Uint8Array(1 << 19);
for (let read = file.readSync(buffer); read !== null; read = file.readSync(buffer)) {
  splitter.push(buffer.subarray(0, read));
}
splitter.end();
if (problems > 0) throw new Error(`Cannot trust the file: ${problems} problems found`);
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(Object.fromEntries(types))));
