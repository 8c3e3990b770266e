import { anyOrderSource } from "./scanner_table/any_order.ts";
import { keyLookupSource } from "./scanner_table/key_lookup.ts";
import { LiteralPool } from "./scanner_table/literal_pool.ts";
import { typeIndexSource, typePlansSource } from "./scanner_table/type_plans.ts";
import { typeKeysSource } from "./scanner_table/type_keys.ts";
import { wireOrderSource } from "./scanner_table/wire_order.ts";

const HEAD = `// @ts-nocheck: AssemblyScript, made from core/event_table.ts by \`deno task scanner\`
import { equalBytes, matches } from "./bytes.ts";
import { setId, setWriter } from "./correlations.ts";
import { line } from "./line.ts";
import { decimal, integer, skipDecimal, skipInteger, skipSignedInteger } from "./number.ts";
import { clearSlots, isBoolean, isDecimal, isInteger, isObject, isPlainText, isPresent } from "./slots.ts";
import { isSignedInteger, isText, isTimestamp, isTrue, textLength, textStart, valueStart } from "./slots.ts";
import { skipPlainText, skipText } from "./text.ts";
import { readTimestamp } from "./timestamp.ts";
import { skipBoolean, skipRecord, skipTextRecord, skipValue } from "./value.ts";

`;

/**
 * Writes the scanner's part that follows from the event table: AssemblyScript
 * that knows every key of every type, in wire order and in any order.
 *
 * @returns The source.
 */
export function scannerTableSource(): string {
  const pool = new LiteralPool();
  const body = [
    typeIndexSource(pool),
    typeKeysSource(),
    wireOrderSource(pool),
    keyLookupSource(pool),
    anyOrderSource(pool),
    typePlansSource(),
  ].join("\n");
  return `${HEAD}${pool.segments()}\n${body}`;
}
