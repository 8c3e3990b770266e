import type { countingListener, Listener } from "./listener.ts";

/** Listeners, and how many events each has seen. */
export interface Listeners {
  readonly listeners: readonly Listener[];
  readonly counts: number[];
}

let made = 0;

/** Makes so many listeners, each a function of its own. */
export async function newListeners(count: number): Promise<Listeners> {
  const counts = Array.from({ length: count }, () => 0);
  const listeners = await Promise.all(counts.map(async (_, index) => {
    const module: { readonly countingListener: typeof countingListener } = await import(
      `./listener.ts?${made++}`
    );
    return module.countingListener(counts, index);
  }));
  return { listeners, counts };
}
