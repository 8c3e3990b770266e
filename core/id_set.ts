/** How many numbers one page of bits covers: a power of two. */
const PAGE_BITS = 4096;

/**
 * A set of ids that stays small for the ids that a bus makes: of
 * `${prefix}-${n}` only the bit `n` is kept, so ten million take about 2 MB.
 * Other ids are kept as they are.
 */
export class IdSet {
  readonly #prefix: string;
  readonly #others = new Set<string>();
  /** Bits by page, so that numbers may begin and go on anywhere. */
  readonly #pages = new Map<number, Uint32Array>();

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
    if (n === undefined) this.#others.add(id);
    else this.#page(n)[wordOf(n)]! |= 1 << (n & 31);
  }

  /**
   * Tells whether an id was added.
   *
   * @param id Any id.
   * @returns Whether it was.
   */
  has(id: string): boolean {
    const n = this.#number(id);
    if (n === undefined) return this.#others.has(id);
    const word = this.#pages.get(pageOf(n))?.[wordOf(n)] ?? 0;
    return (word >>> (n & 31) & 1) === 1;
  }

  #number(id: string): number | undefined {
    if (!id.startsWith(this.#prefix)) return undefined;
    const digits = id.slice(this.#prefix.length);
    return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : undefined;
  }

  #page(n: number): Uint32Array {
    let page = this.#pages.get(pageOf(n));
    if (page === undefined) {
      page = new Uint32Array(PAGE_BITS / 32);
      this.#pages.set(pageOf(n), page);
    }
    return page;
  }
}

function pageOf(n: number): number {
  return Math.floor(n / PAGE_BITS);
}

/** The word within the page. */
function wordOf(n: number): number {
  return (n % PAGE_BITS) >>> 5;
}
