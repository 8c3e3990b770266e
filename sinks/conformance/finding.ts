import { describe } from "../../core/describe.ts";
import { plain } from "../../core/plain.ts";
import type { SinkSubject } from "./subject.ts";

/**
 * Makes the error that says why a sink does not conform.
 *
 * @param found What was found.
 * @param cause What the sink threw.
 * @returns The error.
 */
export function nonconformance(found: string, cause?: unknown): Error {
  return new Error(`Cannot accept the sink: ${found}`, { cause });
}

/**
 * Calls a method of the sink, and says which one failed where it does.
 *
 * @param what The method and when it is called, such as `flush after emit`.
 * @param call The call.
 * @returns Settles when the method is done.
 * @throws {Error} Where the method throws or rejects.
 */
export async function calling(
  what: string,
  call: () => unknown,
): Promise<void> {
  try {
    await call();
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw nonconformance(`${what} failed with ${reason}`, error);
  }
}

/** How many records came out; undefined where the subject shows none. */
async function recordCount(subject: SinkSubject): Promise<number | undefined> {
  const events = await subject.events?.();
  return events === undefined ? await subject.records?.() : events.length;
}

/**
 * Demands a number of records, where the subject shows any.
 *
 * @param subject The sink.
 * @param expected How many records there must be.
 * @param when At which point, such as `after flush`.
 * @throws {Error} Where there are more or fewer.
 */
export async function expectRecords(
  subject: SinkSubject,
  expected: number,
  when: string,
): Promise<void> {
  const found = await recordCount(subject);
  if (found === undefined || found === expected) return;
  throw nonconformance(`found ${found} records ${when}, expected ${expected}`);
}

/**
 * Demands that exactly these events came out in this order, or as many records
 * where the subject shows only their number.
 *
 * @param subject The sink.
 * @param expected The events.
 * @param when At which point, such as `after flush`.
 * @throws {Error} Where anything differs, with the place of the first difference.
 */
export async function expectEvents(
  subject: SinkSubject,
  expected: readonly unknown[],
  when: string,
): Promise<void> {
  await expectRecords(subject, expected.length, when);
  const found = await subject.events?.();
  if (found === undefined) return;
  const difference = firstDifference(roundTrip(found), roundTrip(expected), "events");
  if (difference !== undefined) throw nonconformance(`${difference} ${when}`);
}

/**
 * Gives a value as a reader of its JSON gets it.
 *
 * @param value Any value.
 * @returns Plain JSON data that shares nothing with the value.
 */
export function roundTrip(value: unknown): unknown {
  return JSON.parse(JSON.stringify(plain(value)));
}

/**
 * Finds where two JSON values differ. The order of keys does not matter.
 *
 * @param found A value.
 * @param expected What it should be.
 * @param path The value's name.
 * @returns The first difference, for people; undefined where there is none.
 */
export function firstDifference(
  found: unknown,
  expected: unknown,
  path: string,
): string | undefined {
  if (!isHolder(found) || !isHolder(expected) || Array.isArray(found) !== Array.isArray(expected)) {
    if (found === expected) return undefined;
    return `${path} is ${shown(found)}, expected ${shown(expected)}`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const at = Array.isArray(expected) ? `${path}[${key}]` : `${path}.${key}`;
    const difference = firstDifference(own(found, key), own(expected, key), at);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

type Holder = { readonly [key: string]: unknown };

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null;
}

function own(holder: Holder, key: string): unknown {
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

function shown(value: unknown): string {
  return value === undefined ? "absent" : describe(value);
}
