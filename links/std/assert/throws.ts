import { stripVTControlCharacters } from "node:util";
import { AssertionError, suffix } from "./assertion_error.ts";

type ErrorType<E> = abstract new (...args: never[]) => E;
interface Claim<E> {
  readonly type: ErrorType<E> | undefined;
  readonly part: string | undefined;
  readonly msg: string | undefined;
}

/**
 * Stands in for `assertThrows()` of `@std/assert`: the function throws; the
 * result is what it threw.
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Stands in for `assertThrows()` of `@std/assert`: the function throws an error
 * of this class, with this text in its message; the result is the error.
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  errorClassOrMsg?: (abstract new (...args: never[]) => E) | string,
  msgIncludesOrMsg?: string,
  msg?: string,
): unknown {
  const claim = readClaim(errorClassOrMsg, msgIncludesOrMsg, msg);
  if (claim.type === undefined && typeof errorClassOrMsg === "function") {
    return thrownBy(fn, { ...claim, msg: msgIncludesOrMsg });
  }
  return thrownBy(fn, claim);
}

/**
 * Stands in for `assertRejects()` of `@std/assert`: the function returns a
 * promise which rejects; the result is the reason.
 */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/**
 * Stands in for `assertRejects()` of `@std/assert`: the function returns a
 * promise which rejects with an error of this class, with this text in its
 * message; the result is the error.
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: abstract new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  errorClassOrMsg?: (abstract new (...args: never[]) => E) | string,
  msgIncludesOrMsg?: string,
  msg?: string,
): Promise<unknown> {
  const claim = readClaim(errorClassOrMsg, msgIncludesOrMsg, msg);
  const promise = started(fn);
  if (promise === undefined) {
    throw new AssertionError(
      `Function throws when expected to reject${suffix(claim.msg)}`,
    );
  }
  try {
    await promise;
  } catch (error) {
    return checked(error, claim, "rejected");
  }
  throw new AssertionError(
    `Expected function to reject${suffix(claim.msg)}`,
  );
}

function readClaim<E>(
  typeOrMsg: ErrorType<E> | string | undefined,
  part: string | undefined,
  msg: string | undefined,
): Claim<E> {
  if (typeof typeOrMsg === "string") {
    return { type: undefined, part: undefined, msg: typeOrMsg };
  }
  const prototype: unknown = typeOrMsg?.prototype;
  const isError = prototype instanceof Error || prototype === Error.prototype;
  return { type: isError ? typeOrMsg : undefined, part, msg };
}

function thrownBy<E>(fn: () => unknown, claim: Claim<E>): unknown {
  try {
    fn();
  } catch (error) {
    return checked(error, claim, "thrown");
  }
  throw new AssertionError(`Expected function to throw${suffix(claim.msg)}`);
}

function started(fn: () => PromiseLike<unknown>): object | undefined {
  try {
    const result: unknown = fn();
    const isPromise = typeof result === "object" && result !== null &&
      "then" in result && typeof result.then === "function";
    return isPromise ? result : undefined;
  } catch {
    return undefined;
  }
}

function checked<E>(error: unknown, claim: Claim<E>, verb: string): unknown {
  const { type, part, msg } = claim;
  if (type === undefined) return error;
  if (!(error instanceof Error)) {
    throw new AssertionError(`A non-Error object was ${verb}${suffix(msg)}`);
  }
  if (!(error instanceof type)) {
    throw new AssertionError(
      `Expected error to be instance of "${type.name}", but was "${error.constructor?.name}"${
        suffix(msg)
      }`,
    );
  }
  const message = stripVTControlCharacters(error.message);
  if (part && !message.includes(stripVTControlCharacters(part))) {
    throw new AssertionError(
      `Expected error message to include ${JSON.stringify(part)}, but got ${
        JSON.stringify(error.message)
      }${suffix(msg)}`,
    );
  }
  return error;
}
