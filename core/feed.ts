/**
 * What one reader gets, item by item, as fast as it asks: an async iterator, a
 * web stream, or one look at a time. Use one of the three: they share the items.
 *
 * @typeParam Item What is read.
 */
export interface Feed<Item> extends AsyncIterableIterator<Item, undefined, void>, Disposable {
  /**
   * How many items this reader was not given because it was too slow, or came
   * too late: at least so many where nobody can tell.
   */
  readonly dropped: number;
  /** Whether nothing is left and nothing will come. */
  readonly ended: boolean;
  /** The same items as a web stream, which keeps none back; cancelling it stops the reader. */
  readonly readable: ReadableStream<Item>;
  /**
   * Takes the next item without waiting.
   *
   * @returns The item; undefined where there is none yet, or none will come.
   * @throws Where the feed has failed.
   */
  take(): Item | undefined;
  /**
   * Waits for the next item. May be called again before it settles.
   *
   * @returns The item, or that the feed has ended; rejects where the feed has failed.
   */
  next(): Promise<IteratorResult<Item, undefined>>;
  /**
   * Stops the reader: whoever waits is told that the feed has ended.
   *
   * @returns That the feed has ended.
   */
  return(): Promise<IteratorResult<Item, undefined>>;
}

/** Where a feed takes its items from. */
export interface FeedSource<Item> {
  /** Whether there is something to take, nothing yet, or nothing ever again. */
  state(): "ready" | "waiting" | "ended";
  /** Takes the next item out; called where the state is `ready`. What it throws ends the feed. */
  take(): Item;
  /** How many items the reader was not given. */
  dropped(): number;
  /** Lets go of everything; called once, when the reader stops or has reached the end. */
  release(): void;
}

/** A feed, and how its source wakes it. */
export interface MadeFeed<Item> {
  /** The feed, for the reader. */
  readonly feed: Feed<Item>;
  /** To be called where the source's state has changed. Runs none of the reader's code. */
  readonly wake: () => void;
}

interface Waiter<Item> {
  readonly resolve: (result: IteratorResult<Item, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

const DONE = { done: true, value: undefined } as const;

/**
 * Makes a feed of a source.
 *
 * @param source Where the items come from.
 * @returns The feed, and how to wake it.
 */
export function makeFeed<Item>(source: FeedSource<Item>): MadeFeed<Item> {
  const waiters: Waiter<Item>[] = [];
  let released = false;
  let readable: ReadableStream<Item> | undefined;
  const state = (): "ready" | "waiting" | "ended" => released ? "ended" : source.state();
  const release = (): void => {
    if (released) return;
    released = true;
    source.release();
  };
  const take = (): Item => {
    try {
      return source.take();
    } catch (error) {
      release();
      throw error;
    }
  };
  const wake = (): void => {
    while (waiters.length > 0 && state() !== "waiting") serve(waiters.shift()!);
    if (state() === "ended") release();
  };
  const serve = ({ resolve, reject }: Waiter<Item>): void => {
    if (state() === "ended") return resolve(DONE);
    try {
      resolve({ done: false, value: take() });
    } catch (error) {
      reject(error);
    }
  };
  const next = (): Promise<IteratorResult<Item, undefined>> =>
    new Promise((resolve, reject) => {
      waiters.push({ resolve, reject });
      wake();
    });
  const stop = (): void => {
    release();
    wake();
  };
  const feed: Feed<Item> = {
    get dropped() {
      return source.dropped();
    },
    get ended() {
      return state() === "ended";
    },
    get readable() {
      return readable ??= streamOf(feed);
    },
    take: () => state() === "ready" ? take() : undefined,
    next,
    return() {
      stop();
      return Promise.resolve(DONE);
    },
    [Symbol.asyncIterator]: () => feed,
    [Symbol.dispose]: stop,
  };
  return { feed, wake };
}

/** Without a queue of its own: what it held would be out of the source's count. */
function streamOf<Item>(feed: Feed<Item>): ReadableStream<Item> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await feed.next();
      // After a cancel this throws, which the stream then ignores.
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await feed.return();
    },
  }, { highWaterMark: 0 });
}
