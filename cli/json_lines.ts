/** What lies this deep is made at once: a run of `{files: [{runs: [run]}]}`. */
const PIECE_DEPTH = 4;

/**
 * Writes a value as JSON that is safe to show: events hold text that a terminal
 * or a CI runner would obey. What is unsafe is escaped as JSON allows, so that
 * every parser reads the same value.
 *
 * @param value Plain JSON data.
 * @returns The lines of indented JSON, some of them together, so that what is
 * large never stands in memory as text altogether.
 */
export function* jsonLines(value: unknown): Generator<string> {
  yield* piecesOf(value, { head: "", tail: "", depth: 0 });
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
  const entries = depth < PIECE_DEPTH ? entriesOf(value) : [];
  if (entries.length === 0) {
    const text = JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
    yield `${indent}${head}${text}${tail}`.replace(UNSAFE, escape);
    return;
  }
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  yield `${indent}${head}${open}`.replace(UNSAFE, escape);
  for (const [index, [key, child]] of entries.entries()) {
    yield* piecesOf(child, {
      head: Array.isArray(value) ? "" : `${JSON.stringify(key)}: `,
      tail: index < entries.length - 1 ? "," : "",
      depth: depth + 1,
    });
  }
  yield `${indent}${close}${tail}`;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).filter(([, child]) => child !== undefined);
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
