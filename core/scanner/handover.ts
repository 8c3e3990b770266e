import type { EventIdentity } from "../correlation.ts";
import type { RunEvent } from "../event.ts";
import type { EventRegistry } from "../event_registry.ts";
import type { Place } from "../issue.ts";
import { lossOf } from "../repair_note.ts";
import { Mirror } from "./mirror.ts";
import type { Sides } from "./sides.ts";
import { Subjects } from "./subjects.ts";
import { Takeover } from "./takeover.ts";

/**
 * Keeps one state in two places. The rules and the summary own it. The scanner
 * folds events without surprise by what it knows of their state; what that
 * changed is handed over before an event that needs it is taken here.
 */
export class Handover {
  readonly #sides: Sides;
  readonly #subjects: Subjects;
  readonly #takeover: Takeover;
  readonly #mirror: Mirror;

  /**
   * @param sides Who keeps the state.
   * @param types Custom types, whose events are never folded.
   */
  constructor(sides: Sides, types: EventRegistry) {
    this.#sides = sides;
    this.#subjects = new Subjects(sides.engine, sides.rules);
    this.#takeover = new Takeover(sides, this.#subjects);
    this.#mirror = new Mirror(sides, this.#subjects, types);
    if (sides.summary === undefined) sides.engine.calls.keepNoSummary();
  }

  /**
   * Takes an event that the scanner did not fold.
   *
   * @param event The event.
   * @param place Where it is.
   */
  step(event: RunEvent, place: Place): void {
    // Lone surrogates have no UTF-8: the scanner never meets such a run.
    const subject = event.correlation.runId.isWellFormed() ? this.#subjects.of(event) : undefined;
    if (subject !== undefined) this.#takeover.prepare(subject);
    const { rules, summary } = this.#sides;
    const take = (): void => {
      rules.step(event, place);
      summary?.step(event, place);
    };
    const loss = lossOf(event);
    if (loss === undefined) take();
    else this.#changeNumbers(event.correlation.runId, loss.writer, take);
    if (subject !== undefined) this.#mirror.step(subject);
  }

  /**
   * Takes the number of an event that was refused.
   *
   * @param identity Which event it was.
   * @param place Where it is.
   */
  refuse(identity: EventIdentity, place: Place): void {
    const { rules } = this.#sides;
    this.#changeNumbers(identity.runId, identity.writer, () => rules.refuse(identity, place));
  }

  /** Hands over everything, at the end of the file. */
  end(): void {
    this.#takeover.end();
  }

  /** Does on both sides what changes the numbers of a writer without an event of its own. */
  #changeNumbers(runId: string, writer: string | undefined, change: () => void): void {
    // Nor does it meet a writer without a name, which only what is refused has.
    if (!runId.isWellFormed() || writer?.isWellFormed() === false || writer === "") return change();
    const { engine: { calls }, rules } = this.#sides;
    const address = this.#subjects.writer(runId, writer);
    const seq = calls.writerSeq(address);
    if (seq !== 0) rules.of(runId).sequence(writer).skipTo(seq, calls.writerMoment(address));
    change();
    const { highest, lastMs } = rules.of(runId).sequence(writer);
    calls.setWriter(address, highest, lastMs);
  }
}
