import { isIdentityKey, isSchemaKey } from "./kept_keys.ts";
import { compilePaths, type PathMatcher } from "./path_pattern.ts";
import type { SecretText } from "./secret_text.ts";

/** Matches nothing, however long the path becomes. */
export const NO_PATHS: PathMatcher = compilePaths([]);

/**
 * Looks whether there is anything to redact, and makes nothing: most events hold neither a secret
 * nor a path that is hit, and to walk and collect what they hold takes several times as long.
 */
export class RedactionSearch {
  readonly #paths: PathMatcher;
  readonly #secrets: SecretText;

  /**
   * @param paths What is hit as a whole.
   * @param secrets What is hit in text.
   */
  constructor(paths: PathMatcher, secrets: SecretText) {
    this.#paths = paths;
    this.#secrets = secrets;
  }

  /**
   * Tells whether anything is hit.
   *
   * @param value Plain JSON data, seen from its root.
   * @returns Whether redaction would give something else.
   */
  hits(value: unknown): boolean {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return this.#hitsIn(value, this.#paths);
    }
    const members = value as { readonly [key: string]: unknown };
    for (const key in members) {
      if (isIdentityKey(key)) {
        // Ids may have been made from a secret; the other keys of the envelope cannot.
        if (key === "correlation" && this.#hitsIn(members[key], NO_PATHS)) return true;
      } else if (this.#hitsMember(key, members[key], this.#paths)) {
        return true;
      }
    }
    return false;
  }

  #hitsIn(value: unknown, paths: PathMatcher): boolean {
    if (typeof value === "string") return this.#secrets.occurIn(value);
    if (typeof value !== "object" || value === null) return false;
    if (paths.dead && !this.#secrets.active) return false;
    if (Array.isArray(value)) {
      return value.some((item, at) => this.#hitsAt(String(at), item, paths));
    }
    const members = value as { readonly [key: string]: unknown };
    for (const key in members) if (this.#hitsMember(key, members[key], paths)) return true;
    return false;
  }

  #hitsMember(key: string, item: unknown, paths: PathMatcher): boolean {
    const isNameHit = this.#secrets.occurIn(key) && !isSchemaKey(key);
    return isNameHit || this.#hitsAt(key, item, paths);
  }

  #hitsAt(segment: string, item: unknown, paths: PathMatcher): boolean {
    const next = paths.dead ? paths : paths.step(segment);
    return next.matches || this.#hitsIn(item, next);
  }
}
