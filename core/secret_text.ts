/** Text that waits for the next chunk because a secret may go on there. */
export interface HeldText {
  /** The text that was held back. */
  readonly text: string;
  /** How many characters of it a marker that was already given out stands for. */
  readonly masked: number;
}

/** Nothing held. */
export const NOTHING_HELD: HeldText = { text: "", masked: 0 };

/** Replaces given secrets in text, whole or chunk by chunk. */
export class SecretText {
  readonly #secrets: readonly string[];
  readonly #marker: string;
  readonly #shortest: number;
  /** What a text can end in that may go on as a secret. */
  readonly #innerUnits: ReadonlySet<number>;

  /**
   * @param secrets The secrets; empty ones are ignored.
   * @param marker What stands for a secret.
   */
  constructor(secrets: readonly string[], marker: string) {
    this.#secrets = [...new Set(secrets)].filter((secret) => secret !== "");
    this.#marker = marker;
    this.#shortest = Math.min(...this.#secrets.map((secret) => secret.length));
    this.#innerUnits = new Set(
      this.#secrets.flatMap((secret) =>
        Array.from({ length: secret.length - 1 }, (_, at) => secret.charCodeAt(at))
      ),
    );
  }

  /** Whether there is anything to look for. */
  get active(): boolean {
    return this.#secrets.length > 0;
  }

  /**
   * Replaces the secrets in a whole text.
   *
   * @param text Any text.
   * @returns The text with a marker for each secret; secrets that overlap share one.
   */
  replace(text: string): string {
    return this.occurIn(text) ? this.#render(text, text.length, 0) : text;
  }

  /**
   * Tells whether a secret may go on where a text ends.
   *
   * @param text The text.
   * @returns Whether `push` would hold something back.
   */
  mayGoOn(text: string): boolean {
    return this.#pendingStart(text) < text.length;
  }

  /**
   * Tells whether there are secrets in a text.
   *
   * @param text Any text.
   * @returns Whether `replace` would give another one.
   */
  occurIn(text: string): boolean {
    if (text.length < this.#shortest) return false;
    for (const secret of this.#secrets) if (text.includes(secret)) return true;
    return false;
  }

  /**
   * Replaces the secrets in the next chunk of a stream. A tail that may be the
   * start of a secret is held back for the next call.
   *
   * @param held What the previous call held.
   * @param chunk The next chunk.
   * @returns The text to give out, and what to hold: shorter than the longest secret.
   */
  push(held: HeldText, chunk: string): { readonly text: string; readonly held: HeldText } {
    const text = held.text + chunk;
    const cut = this.#pendingStart(text);
    return {
      text: this.#render(text, cut, held.masked),
      held: { text: text.slice(cut), masked: Math.max(0, this.#maskedTo(text, cut, held) - cut) },
    };
  }

  /**
   * Gives out what was held when a stream ends.
   *
   * @param held What the last `push` held.
   * @returns The text, without what a marker stands for already.
   */
  end(held: HeldText): string {
    return this.#render(held.text, held.text.length, held.masked);
  }

  /** Writes `text` up to `cut`, a marker for each range that begins before it. */
  #render(text: string, cut: number, masked: number): string {
    const ranges = this.#ranges(text, masked);
    if (ranges.length === 0) return cut === text.length ? text : text.slice(0, cut);
    let out = "";
    let at = 0;
    for (const [start, end] of ranges) {
      if (start >= cut) break;
      // The range at 0 that `masked` opened has its marker in an earlier chunk.
      out += text.slice(at, start) + (start === 0 && masked > 0 ? "" : this.#marker);
      at = end;
    }
    return at < cut ? out + text.slice(at, cut) : out;
  }

  /** Where the range ends that goes on beyond `cut` and whose marker is out: in this chunk, or before. */
  #maskedTo(text: string, cut: number, held: HeldText): number {
    for (const [start, end] of this.#ranges(text, held.masked)) {
      const isOut = start < cut || (start === 0 && held.masked > 0);
      if (isOut && end > cut) return end;
    }
    return cut;
  }

  /** The ranges that secrets cover, in order, those that overlap merged. */
  #ranges(text: string, masked: number): readonly (readonly [number, number])[] {
    const found: [number, number][] = masked > 0 ? [[0, masked]] : [];
    for (const secret of this.#secrets) {
      for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1)) {
        found.push([at, at + secret.length]);
      }
    }
    if (found.length < 2) return found;
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const merged: [number, number][] = [];
    for (const range of found) {
      const last = merged[merged.length - 1];
      if (last !== undefined && range[0] < last[1]) last[1] = Math.max(last[1], range[1]);
      else merged.push(range);
    }
    return merged;
  }

  /** Where the earliest tail begins that is a proper prefix of a secret. */
  #pendingStart(text: string): number {
    let start = text.length;
    if (!this.#innerUnits.has(text.charCodeAt(text.length - 1))) return start;
    for (const secret of this.#secrets) {
      const first = secret.charCodeAt(0);
      const from = Math.max(0, text.length - secret.length + 1);
      for (let at = from; at < start; at++) {
        if (text.charCodeAt(at) === first && secret.startsWith(text.slice(at))) {
          start = at;
          break;
        }
      }
    }
    return start;
  }
}
