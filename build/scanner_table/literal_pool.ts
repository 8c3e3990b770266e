const UTF8 = new TextEncoder();

/** The texts that the scanner compares bytes with: each stands once in its data. */
export class LiteralPool {
  readonly #names = new Map<string, string>();

  /** The name of a text's bytes. */
  name(text: string): string {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = `L${this.#names.size}`;
      this.#names.set(text, name);
    }
    return name;
  }

  /** An expression: whether a text stands at a place, by default at `at`. */
  matches(text: string, place = "at"): string {
    return `matches(${place}, ${this.name(text)}, ${UTF8.encode(text).length})`;
  }

  /** The data segments of all that was named. */
  segments(): string {
    return [...this.#names].map(([text, name]) =>
      `const ${name}: usize = memory.data<u8>([${UTF8.encode(text).join(",")}], 16); // ${text}`
    ).join("\n");
  }
}
