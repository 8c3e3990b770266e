import { isIdentityKey, isSchemaKey } from "./kept_keys.ts";
import { compilePaths, type PathMatcher } from "./path_pattern.ts";
import { plain } from "./plain.ts";
import { NO_PATHS, RedactionSearch } from "./redaction_search.ts";
import { SecretText } from "./secret_text.ts";

/** What must not be seen in events. */
export interface RedactionPolicy {
  /**
   * Dotted paths from the event's root whose values are replaced as a whole:
   * `*` is one segment, `**` any number of them, `*` inside a segment any text,
   * array indexes are segments. `v`, `seq`, `type`, `timestamp` and
   * `correlation` are never matched: they are the event's identity.
   *
   * A pattern that hits a typed key, such as `host.port`, puts text where the
   * schema wants a number: aim at text and at free JSON (`host.vars.*`).
   *
   * @default []
   */
  readonly patterns?: readonly string[];
  /**
   * Secret texts that are replaced wherever they occur in text, and in keys that
   * are not the schema's own; also where a secret is split over two output chunks of one stream.
   *
   * @default []
   */
  readonly secrets?: readonly string[];
  /**
   * What stands in the place of what was redacted.
   *
   * @default "[REDACTED]"
   */
  readonly marker?: string;
}

/** What stands in the place of redacted values unless the policy says otherwise. */
export const DEFAULT_MARKER = "[REDACTED]";

/** Tells of a key whether paths leave it alone. */
type IsExempt = (key: string) => boolean;

/** A compiled policy for whole values. Streams of chunks need `StreamRedactor`. */
export class Redactor {
  /** Replaces secrets in text. */
  readonly secrets: SecretText;
  readonly #paths: PathMatcher;
  readonly #search: RedactionSearch;
  readonly #marker: string;

  /**
   * @param policy What must not be seen.
   * @throws {SyntaxError} Where a pattern has an empty segment.
   * @throws {TypeError} Where a pattern or secret is no text: an environment variable that
   * is not set would otherwise pass for a secret that was found nowhere.
   */
  constructor(policy: RedactionPolicy) {
    checkTexts("patterns", policy.patterns);
    checkTexts("secrets", policy.secrets);
    this.#marker = policy.marker ?? DEFAULT_MARKER;
    this.#paths = compilePaths(policy.patterns ?? []);
    this.secrets = new SecretText(policy.secrets ?? [], this.#marker);
    this.#search = new RedactionSearch(this.#paths, this.secrets);
  }

  /** Whether the policy asks for anything at all. */
  get active(): boolean {
    return !this.#paths.dead || this.secrets.active;
  }

  /**
   * Redacts a value. Linear in the value's size; never changes its argument.
   *
   * @param value Any value; what is no plain JSON is made plain first, so that
   * nothing hides in an error, a map or a `toJSON`.
   * @returns The same reference where the policy asks for nothing, or where nothing was
   * redacted and all was plain.
   */
  redact(value: unknown): unknown {
    return this.active ? this.redactPlain(plain(value)) : value;
  }

  /**
   * Redacts what is plain JSON already.
   *
   * @param value Plain JSON data.
   * @returns The same reference where nothing was redacted.
   */
  redactPlain(value: unknown): unknown {
    return this.#search.hits(value) ? this.#walk(value, this.#paths, isIdentityKey) : value;
  }

  #walk(value: unknown, paths: PathMatcher, exempt?: IsExempt): unknown {
    if (typeof value === "string") return this.secrets.active ? this.secrets.replace(value) : value;
    if (typeof value !== "object" || value === null) return value;
    if (paths.dead && !this.secrets.active) return value;
    return Array.isArray(value)
      ? this.#walkArray(value, paths)
      : this.#walkRecord(value as { readonly [key: string]: unknown }, paths, exempt);
  }

  #walkArray(array: readonly unknown[], paths: PathMatcher): readonly unknown[] {
    let copy: unknown[] | undefined;
    for (let at = 0; at < array.length; at++) {
      const item = array[at];
      const redacted = this.#visit(item, paths.dead ? paths : paths.step(String(at)));
      if (redacted !== item) copy ??= array.slice(0, at);
      copy?.push(redacted);
    }
    return copy ?? array;
  }

  #walkRecord(
    record: { readonly [key: string]: unknown },
    paths: PathMatcher,
    exempt: IsExempt | undefined,
  ): object {
    const keys = Object.keys(record);
    // Kept, because a getter may give something else when it is read again.
    const walked: unknown[] = [];
    let changed = false;
    for (const key of keys) {
      const item = record[key];
      const redacted = exempt?.(key) === true
        ? this.#walkIdentity(key, item)
        : this.#visit(item, paths.dead ? paths : paths.step(key));
      walked.push(redacted);
      changed ||= redacted !== item || this.#nameOf(key) !== key;
    }
    return changed ? this.#copy(keys, walked) : record;
  }

  #copy(keys: readonly string[], values: readonly unknown[]): object {
    const copy = new Map<string, unknown>();
    for (const [at, key] of keys.entries()) {
      const name = this.#nameOf(key);
      let free = name;
      // Keys that were told apart by a secret alone.
      for (let n = 2; copy.has(free); n++) free = `${name} ${n}`;
      copy.set(free, values[at]);
    }
    return Object.fromEntries(copy);
  }

  #nameOf(key: string): string {
    return this.secrets.active && !isSchemaKey(key) ? this.secrets.replace(key) : key;
  }

  /** Ids may have been made from a secret; the other keys of the envelope cannot. */
  #walkIdentity(key: string, item: unknown): unknown {
    return key === "correlation" ? this.#walk(item, NO_PATHS) : item;
  }

  #visit(item: unknown, paths: PathMatcher): unknown {
    return paths.matches ? this.#marker : this.#walk(item, paths);
  }
}

function checkTexts(what: "patterns" | "secrets", texts: unknown): void {
  if (texts === undefined) return;
  if (!Array.isArray(texts)) {
    throw new TypeError(`Cannot redact by ${what}: expected an array, found ${typeof texts}`);
  }
  for (const [index, text] of texts.entries()) {
    if (typeof text === "string") continue;
    throw new TypeError(`Cannot redact by ${what}[${index}]: expected text, found ${typeof text}`);
  }
}

/**
 * Redacts a value once. Events that go through an `EventBus` with a `redaction`
 * option are redacted already.
 *
 * @param value Any value, seen from its root.
 * @param policy What must not be seen.
 * @returns The same reference where the policy asks for nothing, or where nothing matched in a
 * value that is plain JSON data; else a copy that is, in which errors, maps, bytes and the like
 * are written as in a line.
 * @throws {SyntaxError} Where a pattern has an empty segment.
 * @throws {TypeError} Where a pattern or secret is no text.
 *
 * @example Redact by path and by value
 * ```ts
 * import { redact } from "@runtrail/runtrail";
 * import { assertEquals } from "@std/assert";
 *
 * const event = { host: { vars: { db_password: "hunter2", role: "web" } }, chunk: "key=s3cr3t" };
 * assertEquals(redact(event, { patterns: ["host.vars.db_*"], secrets: ["s3cr3t"] }), {
 *   host: { vars: { db_password: "[REDACTED]", role: "web" } },
 *   chunk: "key=[REDACTED]",
 * });
 * assertEquals(redact(event, { patterns: ["host.vars.token"] }) === event, true);
 * ```
 */
export function redact<Value>(value: Value, policy: RedactionPolicy): Value {
  return new Redactor(policy).redact(value) as Value;
}
