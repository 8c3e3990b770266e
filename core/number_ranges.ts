/** A set of whole numbers, kept as ranges: numbers that follow each other take no memory. */
export class NumberRanges {
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  /** The highest number; 0 where there is none. */
  get highest(): number {
    return this.#to.at(-1) ?? 0;
  }

  /**
   * Adds a number.
   *
   * @param number A whole number of 1 or more.
   * @returns False where it was there already.
   */
  add(number: number): boolean {
    const last = this.#to.length - 1;
    if (this.#to[last] === number - 1) {
      // Nearly always.
      this.#to[last] = number;
      return true;
    }
    if (this.has(number)) return false;
    this.addRange(number, number);
    return true;
  }

  /**
   * Adds all numbers from one to another.
   *
   * @param from The first number.
   * @param to The last number; not below the first.
   */
  addRange(from: number, to: number): void {
    const first = this.#firstEndingAt(from - 1);
    let after = first;
    while (after < this.#from.length && this.#from[after]! <= to + 1) after++;
    const start = Math.min(from, this.#from[first] ?? from);
    const end = after === first ? to : Math.max(to, this.#to[after - 1]!);
    this.#from.splice(first, after - first, start);
    this.#to.splice(first, after - first, end);
  }

  /**
   * Tells whether a number was added.
   *
   * @param number Any number.
   * @returns Whether it was.
   */
  has(number: number): boolean {
    const from = this.#from[this.#firstEndingAt(number)];
    return from !== undefined && from <= number;
  }

  /**
   * Gives the ranges that are missing between two numbers.
   *
   * @param from The first number to look at.
   * @param to The last one.
   * @returns First and last number of each range, in order.
   */
  *missing(from: number, to: number): Generator<readonly [from: number, to: number]> {
    let next = from;
    for (let at = this.#firstEndingAt(from); next <= to; at++) {
      const found = this.#from[at] ?? Infinity;
      if (found > next) yield [next, Math.min(to, found - 1)];
      next = Math.max(next, (this.#to[at] ?? Infinity) + 1);
    }
  }

  /** The index of the first range that ends at the number or after it. */
  #firstEndingAt(number: number): number {
    let low = 0;
    let high = this.#to.length;
    // Most numbers come in order.
    if (high > 0 && this.#to[high - 1]! < number) return high;
    if (high > 0 && this.#from[high - 1]! <= number) return high - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#to[middle]! < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
