import { type CompiledDispatch, compileDispatch } from "./compiled_dispatch.ts";
import { DELIVERY } from "./delivery.ts";
import { type Answers, type Dispatch, dispatchTo, type Recipient } from "./dispatch.ts";
import type { RunEvent } from "./event.ts";

/** What one `emit` may set off through listeners that emit; beyond it events are dropped and counted. */
export const MAX_EVENTS_PER_EMIT = 10_000;

/** Compiling takes some 50 µs: programs that emit little do not pay for it. */
const COMPILE_AFTER = 1_000;

/** V8 keeps so many classes apart in one place; where it has met more, it inlines none. */
const MOST_INLINED = 4;
let inlined = 0;

/** What is done with what comes back while events are handed out. */
export interface DeliveryAnswers<Target extends Recipient> extends Answers<Target> {
  /** So many events were dropped, because recipients kept emitting. */
  overflowed(dropped: number): void;
}

/** The engine knows a module's own constant; what is imported it looks up at each use. */
const delivery = DELIVERY;

/**
 * Hands events to recipients in one order for all: what is emitted from inside of one is queued
 * until all have had the current event.
 *
 * Every event of a program passes `emit`, so it is written to be inlined as a whole: what is rare
 * stands elsewhere, and what differs from bus to bus is called from places of their own, because
 * an engine inlines where it has met few.
 */
export class OrderedDelivery<Target extends Recipient> {
  readonly #answers: DeliveryAnswers<Target>;
  #targets: readonly Target[] = [];
  /** Hands out while events are counted. */
  #dispatch: Dispatch = () => {};
  /** Compiled for the recipients, in use or not. */
  #own: CompiledDispatch | undefined;
  #mayInline = false;
  #inlined: CompiledDispatch | undefined;
  #called: Dispatch | undefined;
  #compileAfter: number;
  #countUntil = Infinity;
  #counted = 0;
  /** Whether an event of this bus is being handed out. */
  #running = false;
  #queue: RunEvent[] | undefined;
  #dropped = 0;

  /**
   * @param answers What is done with what comes back.
   * @param options After how many events to the same recipients code is compiled.
   */
  constructor(
    answers: DeliveryAnswers<Target>,
    options: { readonly compileAfter?: number } = {},
  ) {
    this.#answers = answers;
    this.#compileAfter = options.compileAfter ?? COMPILE_AFTER;
  }

  /** How many events were handed out, without those that compiled code handed out. */
  get counted(): number {
    return this.#counted;
  }

  /** How many events were dropped because recipients kept emitting. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Whether an event is being handed out. */
  get running(): boolean {
    return this.#running;
  }

  /**
   * Hands events to others from now on. An event that is under way goes to those that it began with.
   *
   * @param targets The recipients; later changes of the list are not seen.
   */
  handTo(targets: readonly Target[]): void {
    this.#targets = targets;
    this.#dispatch = dispatchTo(targets, this.#answers);
    this.#own = undefined;
    this.count();
  }

  /** Counts events again, at least the next two where code was compiled. */
  count(): void {
    this.#inlined = this.#called = undefined;
    this.#countUntil = this.#counted + this.#compileAfter;
  }

  /**
   * Hands one event to all recipients, in order, each isolated from the others; queues it where
   * one of them emits it.
   *
   * @param event The event.
   */
  emit(event: RunEvent): void {
    if (delivery.running) {
      this.#emitNested(event);
      return;
    }
    delivery.running = this.#running = true;
    try {
      this.#hand(event);
      if (this.#queue !== undefined) this.#handQueued(this.#queue);
    } catch (error) {
      // The caller has left no stack. An open queue would swallow all later events.
      delivery.running = this.#running = false;
      throw error;
    }
    delivery.running = this.#running = false;
  }

  /** A recipient emits, of this bus or of another one. */
  #emitNested(event: RunEvent): void {
    if (this.#running) {
      this.#queue ??= [];
      this.#queue.push(event);
      return;
    }
    this.#running = true;
    try {
      this.#hand(event);
      if (this.#queue !== undefined) this.#handQueued(this.#queue);
    } finally {
      this.#running = false;
    }
  }

  #hand(event: RunEvent): void {
    if (this.#inlined !== undefined) this.#inlined.hand(event);
    else if (this.#called !== undefined) this.#called(event);
    else this.#handCounted(event);
  }

  #handCounted(event: RunEvent): void {
    if (++this.#counted >= this.#countUntil) this.#useCompiled();
    this.#dispatch(event);
  }

  #useCompiled(): void {
    this.#countUntil = Infinity;
    const own = this.#own ??= this.#compile();
    if (own === undefined) return;
    this.#dispatch = own.hand;
    if (this.#mayInline) this.#inlined = own;
    else this.#called = own.hand;
  }

  #compile(): CompiledDispatch | undefined {
    // Where subscriptions come and go all the time, ever more seldom.
    this.#compileAfter *= 2;
    this.#mayInline = this.#targets.length === 1 && inlined++ < MOST_INLINED;
    return compileDispatch(this.#targets, this.#answers);
  }

  /** The queue grows meanwhile. */
  #handQueued(queue: readonly RunEvent[]): void {
    const most = MAX_EVENTS_PER_EMIT - 1;
    try {
      for (let at = 0; at < queue.length && at < most; at++) this.#hand(queue[at]!);
      if (queue.length > most) this.#drop(queue, most);
    } finally {
      this.#queue = undefined;
    }
  }

  /** Counts what is over the limit, with what is emitted while that is told. */
  #drop(queue: readonly RunEvent[], most: number): void {
    const count = queue.length - most;
    this.#dropped += count;
    this.#answers.overflowed(count);
    this.#dropped += queue.length - most - count;
  }
}
