import { type Answers, type Dispatch, dispatchTo, type Recipient } from "./dispatch.ts";
import type { RunEvent } from "./event.ts";

/** A dispatch that has code of its own. */
export interface CompiledDispatch {
  /** Hands one event to all recipients, in order, each isolated from the others. */
  readonly hand: Dispatch;
}

/** Takes up where a recipient threw. */
type Resume = (error: unknown, at: number, event: RunEvent) => void;

type Make<Target extends Recipient> = (
  targets: readonly Target[],
  answers: Answers<Target>,
  resume: Resume,
) => CompiledDispatch;

/** The engine gives up on functions that are much longer. */
const MOST_TARGETS = 100;

let refused = false;
let compiled = 0;

/**
 * Makes code that hands an event to all of some recipients. For each place in the text an engine
 * remembers what was called there: in a text that no other bus shares it learns whom each call
 * meets, and inlines it.
 *
 * The text is a template with numbers in it, and nothing else. Where code may not be made of text
 * there is none. In browsers it is not tried: a page's content policy would report it.
 *
 * @param targets The recipients; later changes of the list are not seen.
 * @param answers What is done with what they answer.
 * @returns An object of a class of its own, whose method needs no `this`; undefined where there
 * may be none, or where there are too many recipients.
 */
export function compileDispatch<Target extends Recipient>(
  targets: readonly Target[],
  answers: Answers<Target>,
): CompiledDispatch | undefined {
  if (targets.length === 0 || targets.length > MOST_TARGETS) return undefined;
  const resume: Resume = (error, at, event) => {
    answers.failed(error, targets[at]!, event);
    dispatchTo(targets.slice(at + 1), answers)(event);
  };
  try {
    if (refused || isBrowser()) return undefined;
    const make = new Function("targets", "answers", "resume", textFor(targets.length));
    return (make as Make<Target>)(targets, answers, resume);
  } catch (error) {
    // Else the caller has left no stack, which another may have.
    if (error instanceof EvalError) refused = true;
    return undefined;
  }
}

function isBrowser(): boolean {
  return globalThis.navigator?.userAgent?.startsWith("Mozilla/") === true;
}

/** One `try` for all, and the number at its end: engines share what they learn of equal texts. */
function textFor(count: number): string {
  const names = Array.from({ length: count }, (_, at) => `t${at}`);
  const calls = names.map((name, at) =>
    `at=${at};answer=${name}.sink.emit(event);` +
    `if(answer!==undefined)answers.answered(answer,${name},event);`
  );
  return `"use strict";const [${names}]=targets;return new class{hand(event){let at=0,answer;` +
    `try{${calls.join("")}}catch(error){resume(error,at,event)}}}//${++compiled}`;
}
