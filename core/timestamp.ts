/** How time is read: injected, so that `core/` needs no clock and tests need no waiting. */
export interface Clock {
  /** The wall clock in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** A clock that never goes back, in milliseconds from any start: durations come from it. */
  monotonicMs(): number;
}

/** The clock of the platform. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/**
 * Makes a function that writes the current time as the wire format does. The
 * text is kept per millisecond: formatting costs twenty times more than a look.
 *
 * @param clock Where the time comes from.
 * @returns A function that gives RFC 3339 text in UTC with milliseconds.
 */
export function timestamper(clock: Clock): () => string {
  let lastMs = NaN;
  let text = "";
  return () => {
    const ms = Math.floor(clock.now());
    if (ms !== lastMs) {
      text = formatTimestamp(ms);
      lastMs = ms;
    }
    return text;
  };
}

/**
 * Writes a time as the wire format does.
 *
 * @param epochMs Milliseconds since 1970; what no date can show becomes the epoch.
 * @returns RFC 3339 text in UTC with milliseconds and `Z`.
 */
export function formatTimestamp(epochMs: number): string {
  // Years outside 0000..9999 have a sign and more digits in toISOString, which RFC 3339 lacks.
  const shown = epochMs >= -62_167_219_200_000 && epochMs <= 253_402_300_799_999 ? epochMs : 0;
  return new Date(shown).toISOString();
}

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{3})Z$/;

/**
 * Reads a timestamp of the wire format. Stricter than `Date.parse`, which takes
 * February 30 for March 2.
 *
 * @param text The text to read.
 * @returns Milliseconds since 1970, or undefined where the text is no such timestamp.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(Number(match[1]), month)) {
    return undefined;
  }
  return Date.parse(text);
}

/**
 * Measures between two timestamps.
 *
 * @param from The earlier one; what is no timestamp counts as the epoch.
 * @param to The later one.
 * @returns Milliseconds, never negative.
 */
export function elapsedBetween(from: string, to: string): number {
  return Math.max(0, (parseTimestamp(to) ?? 0) - (parseTimestamp(from) ?? 0));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    return leap ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
