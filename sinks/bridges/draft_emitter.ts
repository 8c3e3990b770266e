import { isDelivering } from "../../core/delivery.ts";
import type { EventDraft } from "../../core/event.ts";
import { isolate } from "../../core/isolation.ts";
import { emit, isActive } from "../../core/slot.ts";
import { builtinModule } from "../io/host_process.ts";

/** Where a bridge's events go: a bus, or anything else that takes drafts. */
export interface DraftEmitter {
  /** Takes one event, without what is stamped at emit. */
  emit(event: EventDraft): void;
}

/** The process's slot, which bridges emit to unless told otherwise. */
export const SLOT_EMITTER: DraftEmitter = { emit };

/** What became of something that a bridge was given. */
export type Taken = "taken" | "left";

/** Marks what runs because of a bridge's event, later turns of the event loop included. */
interface Mark {
  getStore(): true | undefined;
  run(store: true, call: () => void): void;
}

/** Made at first use: it looks at `process`, which is costly in Deno. */
let mark: Mark | undefined;

/**
 * Emits what a program printed, logged or published, unless nobody listens, or
 * a sink or listener printed it while it was handling an event: that would set off the
 * next event, without end.
 *
 * @param emitter Where the event goes. What it throws is isolated.
 * @param draft Makes the event, only where it is wanted; undefined where there is none to emit.
 * @param onError Told of what `draft` or `emitter` throws.
 * @returns `taken` where nothing remains to be done, `left` where it is up to the caller.
 */
export function emitBridged(
  emitter: DraftEmitter,
  draft: () => EventDraft | undefined,
  onError: (error: unknown) => void = () => {},
): Taken {
  if (emitter === SLOT_EMITTER && !isActive()) return "left";
  mark ??= newMark();
  if (isDelivering() || mark.getStore() !== undefined) return "left";
  let taken: Taken = "left";
  isolate(() => {
    const event = draft();
    if (event !== undefined) mark?.run(true, () => emitter.emit(event));
    taken = "taken";
  }, onError);
  return taken;
}

function newMark(): Mark {
  const hooks = builtinModule("node:async_hooks");
  return hooks === undefined ? synchronousMark() : new hooks.AsyncLocalStorage();
}

/** For browsers: it does not know what a sink does in a later turn. */
function synchronousMark(): Mark {
  let current: true | undefined;
  return {
    getStore: () => current,
    run(store, call) {
      const outer = current;
      current = store;
      try {
        call();
      } finally {
        current = outer;
      }
    },
  };
}
