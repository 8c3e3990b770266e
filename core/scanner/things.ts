import { type Entity, entityOf } from "../entity.ts";
import type { RunEvent } from "../event.ts";
import type { Place } from "../issue.ts";
import { type Belonging, itemOf } from "../item.ts";
import type { RunFold } from "../run_fold.ts";
import type { Item } from "../run_summary.ts";
import type { Engine } from "./engine.ts";
import { SCANNED_KINDS } from "./scan_plan.ts";

/** Names that need not be looked for. */
export interface KnownNames {
  /** The run's summary, which names what it knows. */
  readonly summary: RunFold;
  /** Of what only the scanner knows, by address. */
  readonly names: Map<number, string>;
}

/** What the scanner knows of things that something started: an address stands for each. */
export class Things {
  readonly #engine: Engine;

  /** @param engine The scanner. */
  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Reads a line that the scanner keeps.
   *
   * @param start Its address.
   * @param length Its bytes.
   * @returns The event.
   */
  event(start: number, length: number): RunEvent {
    return JSON.parse(this.#engine.text(start, length));
  }

  /**
   * Gives the event that started something which the scanner keeps for the reference.
   *
   * @param thing The thing.
   * @returns The event.
   */
  start(thing: number): RunEvent {
    const { calls } = this.#engine;
    return this.event(calls.sourceStart(thing), calls.sourceLength(thing));
  }

  /**
   * Tells where something was started.
   *
   * @param thing The thing.
   * @returns The place.
   */
  place(thing: number): Place {
    const { calls } = this.#engine;
    return { line: calls.lineNumberOf(thing), offset: calls.offsetOf(thing) };
  }

  /**
   * Gives the kind and id of something.
   *
   * @param thing The thing.
   * @returns Both.
   */
  entity(thing: number): Entity {
    const { calls } = this.#engine;
    const prefix = this.#engine.text(calls.prefixStart(thing), calls.prefixLength(thing));
    const number = calls.numberOf(thing);
    const kind = SCANNED_KINDS[calls.kindOfThing(thing)]!;
    return { kind, id: number === 0 ? prefix : `${prefix}${number}` };
  }

  /**
   * Gives the names of what something belongs to.
   *
   * @param thing The thing.
   * @param known What is known already: the run's summary names what the scanner has handed over.
   * @returns The names.
   */
  belonging(thing: number, known: KnownNames): Belonging {
    const { calls } = this.#engine;
    return {
      host: this.#name(calls.hostOf(thing), known),
      job: this.#name(calls.jobOf(thing), known),
      step: this.#name(calls.stepOf(thing), known),
    };
  }

  /**
   * Describes something for the summary.
   *
   * @param thing The thing.
   * @param known What is known already.
   * @returns The item, as the event that started it names it.
   */
  item(thing: number, known: KnownNames): Item {
    const start = this.start(thing);
    return itemOf(entityOf(start, "starts")!, start, this.belonging(thing, known));
  }

  /** The output that the scanner keeps at an address, which it then forgets. */
  takeOutput(tail: number): string {
    const { calls } = this.#engine;
    const length = calls.tailLength(tail);
    if (length === 0) return "";
    const text: string = JSON.parse(`"${this.#engine.text(calls.tailStart(tail), length)}"`);
    calls.emptyTail(tail);
    return text;
  }

  #name(thing: number, { summary, names }: KnownNames): string | undefined {
    if (thing === 0) return undefined;
    if (this.#engine.calls.sourceStart(thing) === 0) return summary.nameOf(this.entity(thing));
    let name = names.get(thing);
    if (name === undefined) {
      const start = this.start(thing);
      name = itemOf(entityOf(start, "starts")!, start, NOTHING).name;
      names.set(thing, name);
    }
    return name;
  }
}

const NOTHING: Belonging = { host: undefined, job: undefined, step: undefined };
