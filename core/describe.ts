const LONGEST_SHOWN = 60;

/**
 * Says what a JSON value is, short enough for a message.
 *
 * @param value Any JSON value.
 * @returns Text for people.
 */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object") return "an object";
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return `${value}, too large to be exact`;
  }
  if (typeof value !== "string") return String(value);
  if (value.length <= LONGEST_SHOWN) return JSON.stringify(value);
  return `${
    JSON.stringify(value.slice(0, LONGEST_SHOWN).toWellFormed())
  }… (${value.length} characters)`;
}
