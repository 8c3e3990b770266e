/** How many numbers one page of bits covers: a power of two. */
const PAGE_BITS = 4096;

/**
 * A page takes as much memory as so many ids that are kept as text: another one is made only
 * while there are that many for each. Else ids with numbers or prefixes far apart, which anybody
 * can put into a file, would cost a page each.
 */
const IDS_PER_PAGE = 16;

/** How many pages there may be before ids are counted. */
const FREE_PAGES = 64;

/**
 * A set of ids that stays small for the ids that buses make: of `${prefix}-${n}` only the bit `n`
 * is kept, so ten million of one bus take about 2 MB. Other ids are kept as they are.
 */
export class IdSet {
  readonly #texts = new Set<string>();
  /** Bits by prefix and page, so that numbers may begin and go on anywhere. */
  readonly #pages = new Map<string, Map<number, Uint32Array>>();
  #pageCount = 0;
  #added = 0;

  /**
   * Adds an id.
   *
   * @param id Any id.
   */
  add(id: string): void {
    this.#added++;
    const numbered = split(id);
    const page = numbered && (this.#page(numbered) ?? this.#newPage(numbered));
    if (page === undefined) this.#texts.add(id);
    else page[wordOf(numbered!.n)]! |= 1 << (numbered!.n & 31);
  }

  /**
   * Tells whether an id was added.
   *
   * @param id Any id.
   * @returns Whether it was.
   */
  has(id: string): boolean {
    const numbered = split(id);
    if (numbered !== undefined) {
      const word = this.#page(numbered)?.[wordOf(numbered.n)] ?? 0;
      if ((word >>> (numbered.n & 31) & 1) === 1) return true;
    }
    // Also for numbers: one may have come before there was a page for it.
    return this.#texts.has(id);
  }

  #page({ prefix, n }: NumberedId): Uint32Array | undefined {
    return this.#pages.get(prefix)?.get(pageOf(n));
  }

  #newPage({ prefix, n }: NumberedId): Uint32Array | undefined {
    if (this.#pageCount >= FREE_PAGES + this.#added / IDS_PER_PAGE) return undefined;
    this.#pageCount++;
    const page = new Uint32Array(PAGE_BITS / 32);
    const pages = this.#pages.get(prefix);
    if (pages === undefined) this.#pages.set(prefix, new Map([[pageOf(n), page]]));
    else pages.set(pageOf(n), page);
    return page;
  }
}

interface NumberedId {
  readonly prefix: string;
  readonly n: number;
}

function split(id: string): NumberedId | undefined {
  const at = id.lastIndexOf("-");
  const digits = id.slice(at + 1);
  if (at === -1 || !/^[1-9]\d{0,8}$/.test(digits)) return undefined;
  return { prefix: id.slice(0, at), n: Number(digits) };
}
function pageOf(n: number): number {
  return Math.floor(n / PAGE_BITS);
}

/** The word within the page. */
function wordOf(n: number): number {
  return (n % PAGE_BITS) >>> 5;
}
