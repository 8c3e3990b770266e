/** What lies this deep stands on one line: what a list of `{files: [{runs: [{failures: []}]}]}` holds. */
const LINE_DEPTH = 6;

/**
 * Writes a value as JSON that is safe to show: events hold text that a terminal
 * or a CI runner would obey. What is unsafe is escaped as JSON allows, so that
 * every parser reads the same value.
 *
 * @param value Plain JSON data, in which whatever can be iterated is a list. Keys and items are
 * looked at one after the other.
 * @returns The lines, indented to a depth of six; what lies deeper stands on one. What is large
 * never stands in memory as text altogether.
 */
export function* jsonLines(value: unknown): Generator<string> {
  yield* piecesOf(value, { head: "", tail: "", depth: 0 });
}

/**
 * Makes JSON safe to show.
 *
 * @param json JSON, of which no line starts with `::`: indented JSON never has one.
 * @returns JSON of the same value.
 */
export function safeJson(json: string): string {
  return json.replace(UNSAFE, escape);
}

/** Where a value stands. */
interface Position {
  /** What its first line begins with: a key. */
  readonly head: string;
  /** What its last line ends with: a comma. */
  readonly tail: string;
  readonly depth: number;
}

function* piecesOf(value: unknown, { head, tail, depth }: Position): Generator<string> {
  const indent = "  ".repeat(depth);
  if (depth === LINE_DEPTH - 1) {
    yield safeJson(`${indent}${head}${blockOf(value, indent)}${tail}`);
    return;
  }
  const [open, close] = bracketsOf(value);
  let last: Entry | undefined;
  for (const entry of entriesOf(value)) {
    if (last === undefined) yield safeJson(`${indent}${head}${open}`);
    else yield* piecesOf(last.child, { head: last.head, tail: ",", depth: depth + 1 });
    last = entry;
  }
  if (last === undefined) {
    yield safeJson(`${indent}${head}${lineOf(value)}${tail}`);
    return;
  }
  yield* piecesOf(last.child, { head: last.head, tail: "", depth: depth + 1 });
  yield `${indent}${close}${tail}`;
}

/** A line for each entry: together they are fewer texts to look through. */
function blockOf(value: unknown, indent: string): string {
  const lines = Array.from(
    entriesOf(value),
    ({ head, child }) => `${indent}  ${head}${lineOf(child)}`,
  );
  if (lines.length === 0) return lineOf(value);
  const [open, close] = bracketsOf(value);
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

function lineOf(value: unknown): string {
  // As in any list, what is undefined is null there.
  return JSON.stringify(isIterable(value) ? [...value] : value) ?? "null";
}

function bracketsOf(value: unknown): string {
  return isIterable(value) ? "[]" : "{}";
}

/** Something in a list or an object. */
interface Entry {
  readonly head: string;
  readonly child: unknown;
}

function* entriesOf(value: unknown): Generator<Entry> {
  if (isIterable(value)) {
    for (const child of value) yield { head: "", child };
  } else if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) {
      const child = (value as { readonly [key: string]: unknown })[key];
      if (child !== undefined) yield { head: `${JSON.stringify(key)}: `, child };
    }
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

/**
 * The same as in `printable`, but for what JSON escapes by itself. All of it stands
 * inside of strings.
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
