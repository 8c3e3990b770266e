/** How many places of what has left may stand empty before they are given back. */
const MAX_SLACK = 1024;

/**
 * Items that come in at one end and leave at the other. Each has an index that
 * never changes, counted from 0, so that a reader can keep its place while
 * older items leave.
 */
export class SlidingWindow<Item> {
  #items: (Item | undefined)[] = [];
  /** Where the oldest item stands in `#items`. */
  #head = 0;
  #first = 0;

  /** The index of the oldest item: how many have left. */
  get first(): number {
    return this.#first;
  }

  /** The index that the next item gets. */
  get end(): number {
    return this.#first + this.size;
  }

  /** How many items are kept. */
  get size(): number {
    return this.#items.length - this.#head;
  }

  /**
   * Adds an item.
   *
   * @param item The item.
   */
  push(item: Item): void {
    this.#items.push(item);
  }

  /**
   * Takes the oldest item out.
   *
   * @returns The item; undefined where there is none.
   */
  shift(): Item | undefined {
    if (this.size === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    this.#first++;
    // Moving everything on each call would cost as much as there is.
    if (this.#head > MAX_SLACK && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /**
   * Looks at an item.
   *
   * @param index The item's index.
   * @returns The item; undefined where it has left, or has not come yet.
   */
  at(index: number): Item | undefined {
    // Places of what has left are empty, or before the array's start.
    return this.#items[this.#head + index - this.#first];
  }

  /** Takes all items out. */
  clear(): void {
    this.#first = this.end;
    this.#items = [];
    this.#head = 0;
  }
}
