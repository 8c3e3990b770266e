/** A compiled set of path patterns, moved one segment at a time while a value is walked. */
export interface PathMatcher {
  /** Whether the path so far is matched as a whole. */
  readonly matches: boolean;
  /** Whether no longer path can match: the walk may stop here. */
  readonly dead: boolean;
  /** The matcher after one more segment. */
  step(segment: string): PathMatcher;
}

type Segment = { readonly deep: true } | {
  readonly deep: false;
  readonly parts: readonly string[];
};

/**
 * Compiles dotted path patterns: `*` is one segment, `**` any number of them
 * (none included), `*` inside a segment any text, array indexes are segments.
 *
 * All patterns advance together as a set of positions, so a step costs at most
 * the patterns' total length whatever the input: no pattern can hang it.
 *
 * @param patterns The patterns, such as `host.vars.db_*` or `**.password`.
 * @returns The matcher at the root.
 * @throws {SyntaxError} Where a pattern is empty or has an empty segment.
 */
export function compilePaths(patterns: readonly string[]): PathMatcher {
  const compiled = patterns.map(compilePattern);
  return new Matchers(compiled).at(compiled.map((_, index) => [index, 0]));
}

function compilePattern(pattern: string): readonly Segment[] {
  return pattern.split(".").map((segment) => {
    if (segment === "") {
      throw new SyntaxError(`Cannot compile pattern "${pattern}": it has an empty segment`);
    }
    return segment === "**" ? { deep: true } : { deep: false, parts: segment.split(/\*+/) };
  });
}

type Position = readonly [pattern: number, segment: number];

/** How many sets of positions, segments after each, and characters of a segment are kept. */
const MOST_KEPT = 256;

/** What is kept of patterns: most paths are walked for each event anew. */
class Matchers {
  readonly #patterns: readonly (readonly Segment[])[];
  readonly #byPositions = new Map<string, PathMatcher>();

  constructor(patterns: readonly (readonly Segment[])[]) {
    this.#patterns = patterns;
  }

  at(starts: readonly Position[]): PathMatcher {
    const positions = closure(this.#patterns, starts);
    const key = positions.join(" ");
    const known = this.#byPositions.get(key);
    if (known !== undefined) return known;
    const made = this.#make(positions);
    if (this.#byPositions.size < MOST_KEPT) this.#byPositions.set(key, made);
    return made;
  }

  #make(positions: readonly Position[]): PathMatcher {
    const nextBySegment = new Map<string, PathMatcher>();
    return {
      matches: positions.some((position) => this.#isEnd(position)),
      dead: positions.every((position) => this.#isEnd(position)),
      step: (segment) => {
        const known = nextBySegment.get(segment);
        if (known !== undefined) return known;
        const next = this.#after(positions, segment);
        const isKept = nextBySegment.size < MOST_KEPT && segment.length < MOST_KEPT;
        if (isKept) nextBySegment.set(segment, next);
        return next;
      },
    };
  }

  #isEnd([pattern, at]: Position): boolean {
    return at === this.#patterns[pattern]!.length;
  }

  #after(positions: readonly Position[], key: string): PathMatcher {
    const next: Position[] = [];
    for (const [pattern, at] of positions) {
      const segment = this.#patterns[pattern]![at];
      if (segment === undefined) continue;
      if (segment.deep) next.push([pattern, at]);
      else if (matchesParts(segment.parts, key)) next.push([pattern, at + 1]);
    }
    return this.at(next);
  }
}

/** Adds the positions that `**` reaches by matching no segment, each position once. */
function closure(
  patterns: readonly (readonly Segment[])[],
  positions: readonly Position[],
): readonly Position[] {
  const seen = new Map<string, Position>();
  for (const [pattern, start] of positions) {
    for (let at = start; !seen.has(`${pattern}:${at}`); at++) {
      seen.set(`${pattern}:${at}`, [pattern, at]);
      if (patterns[pattern]![at]?.deep !== true) break;
    }
  }
  return [...seen.values()];
}

/** Literal parts in order, the first at the start and the last at the end: greedy is exact here. */
function matchesParts(parts: readonly string[], key: string): boolean {
  const first = parts[0]!;
  if (parts.length === 1) return key === first;
  const last = parts[parts.length - 1]!;
  if (!key.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = key.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return key.length - at >= last.length && key.endsWith(last);
}
