import type { RunEvent } from "./event.ts";
import type { Sink } from "./sink.ts";

/** Whom an event is handed to. */
export interface Recipient {
  /** The sink that takes it; replaced by one that does nothing when the subscription ends. */
  sink: Sink;
}

/** What is done with what recipients answer. */
export interface Answers<Target extends Recipient> {
  /** A recipient returned something. */
  answered(result: unknown, target: Target, event: RunEvent): void;
  /** A recipient threw. */
  failed(error: unknown, target: Target, event: RunEvent): void;
}

/** Hands one event to all recipients, in order, each isolated from the others. */
export type Dispatch = (event: RunEvent) => void;

/** Takes events and forgets them. */
export const INERT_SINK: Sink = { emit() {} };

const AT_ONCE = 16;

/**
 * Makes the function that hands an event to all of some recipients.
 *
 * A call in a loop meets all recipients in one place, and the engine can neither predict nor
 * inline it: with 16 of a process's one bus that takes about six times as long as a place in the
 * code for each of them. Where several buses share the places, they gain little.
 *
 * @param targets The recipients; later changes of the list are not seen.
 * @param answers What is done with what they answer.
 * @returns The function. It throws only what `answers` throws.
 */
export function dispatchTo<Target extends Recipient>(
  targets: readonly Target[],
  answers: Answers<Target>,
): Dispatch {
  if (targets.length === 0) return () => {};
  if (targets.length === 1) return toOne(targets[0]!, answers);
  if (targets.length <= 4) return toFour(targets, answers);
  if (targets.length <= AT_ONCE) return toSixteen(targets, answers);
  const first = dispatchTo(targets.slice(0, AT_ONCE), answers);
  const rest = dispatchTo(targets.slice(AT_ONCE), answers);
  return (event) => {
    first(event);
    rest(event);
  };
}

function toOne<Target extends Recipient>(a: Target, to: Answers<Target>): Dispatch {
  return (event) => {
    try {
      const result = a.sink.emit(event);
      if (result !== undefined) to.answered(result, a, event);
    } catch (error) {
      to.failed(error, a, event);
    }
  };
}

/** Takes the place of recipients that are not there. */
const NOBODY: Recipient = { sink: INERT_SINK };

function filled<Target extends Recipient>(targets: readonly Target[], length: number): Target[] {
  return Array.from({ length }, (_, index) => targets[index] ?? NOBODY as Target);
}

type Four<Target> = [Target, Target, Target, Target];

// deno-fmt-ignore: one line for each recipient
function toFour<Target extends Recipient>(targets: readonly Target[], to: Answers<Target>): Dispatch {
  const [a, b, c, d] = filled(targets, 4) as Four<Target>;
  return (event) => {
    let r: unknown;
    try { r = a.sink.emit(event); if (r !== undefined) to.answered(r, a, event); } catch (error) { to.failed(error, a, event); }
    try { r = b.sink.emit(event); if (r !== undefined) to.answered(r, b, event); } catch (error) { to.failed(error, b, event); }
    try { r = c.sink.emit(event); if (r !== undefined) to.answered(r, c, event); } catch (error) { to.failed(error, c, event); }
    try { r = d.sink.emit(event); if (r !== undefined) to.answered(r, d, event); } catch (error) { to.failed(error, d, event); }
  };
}

// deno-fmt-ignore: one line for each recipient
function toSixteen<Target extends Recipient>(targets: readonly Target[], to: Answers<Target>): Dispatch {
  const [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = filled(targets, AT_ONCE) as
    [...Four<Target>, ...Four<Target>, ...Four<Target>, ...Four<Target>];
  return (event) => {
    let r: unknown;
    try { r = a.sink.emit(event); if (r !== undefined) to.answered(r, a, event); } catch (error) { to.failed(error, a, event); }
    try { r = b.sink.emit(event); if (r !== undefined) to.answered(r, b, event); } catch (error) { to.failed(error, b, event); }
    try { r = c.sink.emit(event); if (r !== undefined) to.answered(r, c, event); } catch (error) { to.failed(error, c, event); }
    try { r = d.sink.emit(event); if (r !== undefined) to.answered(r, d, event); } catch (error) { to.failed(error, d, event); }
    try { r = e.sink.emit(event); if (r !== undefined) to.answered(r, e, event); } catch (error) { to.failed(error, e, event); }
    try { r = f.sink.emit(event); if (r !== undefined) to.answered(r, f, event); } catch (error) { to.failed(error, f, event); }
    try { r = g.sink.emit(event); if (r !== undefined) to.answered(r, g, event); } catch (error) { to.failed(error, g, event); }
    try { r = h.sink.emit(event); if (r !== undefined) to.answered(r, h, event); } catch (error) { to.failed(error, h, event); }
    try { r = i.sink.emit(event); if (r !== undefined) to.answered(r, i, event); } catch (error) { to.failed(error, i, event); }
    try { r = j.sink.emit(event); if (r !== undefined) to.answered(r, j, event); } catch (error) { to.failed(error, j, event); }
    try { r = k.sink.emit(event); if (r !== undefined) to.answered(r, k, event); } catch (error) { to.failed(error, k, event); }
    try { r = l.sink.emit(event); if (r !== undefined) to.answered(r, l, event); } catch (error) { to.failed(error, l, event); }
    try { r = m.sink.emit(event); if (r !== undefined) to.answered(r, m, event); } catch (error) { to.failed(error, m, event); }
    try { r = n.sink.emit(event); if (r !== undefined) to.answered(r, n, event); } catch (error) { to.failed(error, n, event); }
    try { r = o.sink.emit(event); if (r !== undefined) to.answered(r, o, event); } catch (error) { to.failed(error, o, event); }
    try { r = p.sink.emit(event); if (r !== undefined) to.answered(r, p, event); } catch (error) { to.failed(error, p, event); }
  };
}
