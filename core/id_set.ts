/**
 * A set of ids that stays small for the ids that a bus makes: of
 * `${prefix}-${n}` only the bit `n` is kept, so ten million take about 1.3 MB.
 * Other ids are kept as they are.
 */
export class IdSet {
  readonly #prefix: string;
  readonly #others = new Set<string>();
  #bits = new Uint32Array(8);

  /** @param prefix What the bus's ids begin with: the run's id. */
  constructor(prefix: string) {
    this.#prefix = `${prefix}-`;
  }

  /**
   * Adds an id.
   *
   * @param id Any id.
   */
  add(id: string): void {
    const n = this.#number(id);
    if (n === undefined || !this.#reserve(n >>> 5)) {
      this.#others.add(id);
      return;
    }
    this.#bits[n >>> 5]! |= 1 << (n & 31);
  }

  /**
   * Tells whether an id was added.
   *
   * @param id Any id.
   * @returns Whether it was.
   */
  has(id: string): boolean {
    const n = this.#number(id);
    if (n !== undefined && ((this.#bits[n >>> 5] ?? 0) >>> (n & 31) & 1) === 1) return true;
    return this.#others.has(id);
  }

  #number(id: string): number | undefined {
    if (!id.startsWith(this.#prefix)) return undefined;
    const digits = id.slice(this.#prefix.length);
    return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : undefined;
  }

  /** Makes room for a word; a number far beyond the rest is not worth the zeros before it. */
  #reserve(word: number): boolean {
    const { length } = this.#bits;
    if (word < length) return true;
    if (word > length * 4) return false;
    const larger = new Uint32Array(Math.max(word + 1, length * 2));
    larger.set(this.#bits);
    this.#bits = larger;
    return true;
  }
}
