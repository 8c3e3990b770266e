/**
 * Writes a value as JSON that is safe to show: events hold text that a terminal
 * or a CI runner would obey. What is unsafe is escaped as JSON allows, so that
 * every parser reads the same value.
 *
 * @param value Plain JSON data.
 * @returns Indented JSON without its last newline.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSAFE, escape);
}

/**
 * The same as in `printable`, but for what JSON escapes by itself. A line of
 * indented JSON never starts with `::`. All of it stands inside of strings.
 */
const UNSAFE =
  /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|##(?=\w*\[)/gu;

function escape(found: string): string {
  let escaped = "";
  for (let index = 0; index < found.length; index++) {
    escaped += `\\u${found.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}
