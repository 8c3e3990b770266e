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

/** Code of the recipients' own, in the place for few buses or in that for all others. */
interface OwnCode {
  readonly inlined?: CompiledDispatch;
  readonly called?: Dispatch;
}

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
  /** Made when enough events were counted. */
  #own: OwnCode | undefined;
  /** The own code in use: one of these, or none while events are counted. */
  #inlined: CompiledDispatch | undefined;
  #called: Dispatch | undefined;
  #compileAfter: number;
  #countUntil = Infinity;
  #counted = 0;
  /** Whether an event of this bus is being handed out. */
  #running = false;
  /** What comes next. */
  #queue: RunEvent[] | undefined;
  /** How many of the queue have had their turn. */
  #taken = 0;
  /** Whether the queue is what an emit has left that ran out of stack. */
  #behind = false;
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
   * @throws Where there is no stack left. What was queued then goes out before the next event.
   */
  emit(event: RunEvent): void {
    if (delivery.running) return this.#emitWithin(event);
    delivery.running = true;
    try {
      this.#run(event);
    } catch (error) {
      delivery.running = false;
      throw error;
    }
    delivery.running = false;
  }

  /**
   * Hands out what was left where there was no stack.
   *
   * @throws Where there is still none.
   */
  resume(): void {
    // It brings along those before it.
    const last = this.#behind ? this.#queue?.pop() : undefined;
    if (last !== undefined) this.emit(last);
  }

  /** A recipient emits, of this bus or of another one. */
  #emitWithin(event: RunEvent): void {
    if (this.#running) (this.#queue ??= []).push(event);
    else this.#run(event);
  }

  #run(event: RunEvent): void {
    this.#running = true;
    try {
      this.#hand(event);
      if (this.#queue !== undefined) this.#handQueued(this.#queue);
    } catch (error) {
      this.#running = false;
      this.#behind = this.#queue !== undefined;
      // Only events that are counted are asked whether they come behind others.
      if (this.#behind) this.#inlined = this.#called = undefined;
      throw error;
    }
    this.#running = false;
  }

  #hand(event: RunEvent): void {
    if (this.#inlined !== undefined) this.#inlined.hand(event);
    else if (this.#called !== undefined) this.#called(event);
    else this.#handCounted(event);
  }

  #handCounted(event: RunEvent): void {
    if (this.#behind) return this.#stayBehind(event);
    if (++this.#counted >= this.#countUntil) this.#useOwn();
    this.#dispatch(event);
  }

  /** What is queued is handed out next. */
  #stayBehind(event: RunEvent): void {
    this.#queue!.push(event);
    this.#behind = false;
    this.count();
  }

  #useOwn(): void {
    this.#countUntil = Infinity;
    this.#own ??= this.#compile();
    this.#inlined = this.#own.inlined;
    this.#called = this.#own.called;
  }

  #compile(): OwnCode {
    // Where subscriptions come and go all the time, ever more seldom.
    this.#compileAfter *= 2;
    const compiled = compileDispatch(this.#targets, this.#answers);
    if (compiled === undefined) return {};
    this.#dispatch = compiled.hand;
    const mayInline = this.#targets.length === 1 && inlined++ < MOST_INLINED;
    return mayInline ? { inlined: compiled } : { called: compiled.hand };
  }

  /** The queue grows meanwhile. An event whose turn has come is never handed out again. */
  #handQueued(queue: readonly RunEvent[]): void {
    const end = this.#taken + MAX_EVENTS_PER_EMIT - 1;
    while (this.#taken < queue.length && this.#taken < end) this.#hand(queue[this.#taken++]!);
    const left = queue.length - this.#taken;
    this.#queue = undefined;
    this.#taken = 0;
    if (left > 0) this.#drop(left);
  }

  /** Counts what is over the limit, with what is emitted while that is told. */
  #drop(count: number): void {
    this.#dropped += count;
    this.#answers.overflowed(count);
    this.#dropped += this.#queue?.length ?? 0;
    this.#queue = undefined;
  }
}
