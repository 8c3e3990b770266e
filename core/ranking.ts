/** The largest of many, in memory that does not grow. */
export class Ranking<Item> {
  readonly #size: number;
  readonly #measure: (item: Item) => number;
  #items: readonly Item[] = [];

  /**
   * @param size How many are kept.
   * @param measure What they are ranked by.
   */
  constructor(size: number, measure: (item: Item) => number) {
    this.#size = size;
    this.#measure = measure;
  }

  /** The largest first; of equals the one that came first. */
  get items(): readonly Item[] {
    return this.#items;
  }

  /**
   * Considers an item.
   *
   * @param item The item.
   */
  add(item: Item): void {
    const last = this.#items[this.#size - 1];
    const value = this.#measure(item);
    if (last !== undefined && value <= this.#measure(last)) return;
    const found = this.#items.findIndex((other) => this.#measure(other) < value);
    const at = found === -1 ? this.#items.length : found;
    this.#items = this.#items.toSpliced(at, 0, item).slice(0, this.#size);
  }
}
