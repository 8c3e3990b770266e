// @ts-nocheck: AssemblyScript
import { EPOCH_MINUTE } from "./event_table.ts";

/** What is kept of the last timestamp. */
export const KNOWN_BYTES: usize = 16;

/** The length of a timestamp. */
export const TIMESTAMP_BYTES: usize = 24;

/** Year to minute of the last timestamp: of the next one they are mostly the same. */
let KNOWN: usize = 0;
let knownMs: f64 = 0;

/** What the last timestamp is in milliseconds since 1970. */
export let time: f64 = 0;

/** Called once before anything is read, with room for `KNOWN_BYTES`. */
export function prepareTimestamps(room: usize): void {
  KNOWN = room;
  readMinutes(EPOCH_MINUTE);
}

/** Reads the timestamp at `at`, which must be one of the calendar, to milliseconds since 1970. */
// @inline
export function readTimestamp(at: usize): bool {
  if (v128.any_true(v128.xor(v128.load(at), v128.load(KNOWN))) && !readMinutes(at)) return false;
  // :00.000Z, of which the digits stay as values.
  const rest = load<u64>(at, 16) ^ 0x5a3030302e30303a;
  if (((rest | (rest + 0x0006060600060600)) & 0xfff0f0f0fff0f0ff) != 0) return false;
  const tens = <u32> (rest >> 8) & 15;
  if (tens > 5) return false;
  const seconds = tens * 10 + (<u32> (rest >> 16) & 15);
  const thousandths = (<u32> (rest >> 32) & 15) * 100 + (<u32> (rest >> 40) & 15) * 10 +
    (<u32> (rest >> 48) & 15);
  time = knownMs + <f64> (seconds * 1000 + thousandths);
  return true;
}

function readMinutes(at: usize): bool {
  const year = twoDigits(at) * 100 + twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  const hour = twoDigits(at + 11);
  const minute = twoDigits(at + 14);
  // A digit that is none makes the number far too large.
  if (year > 9999 || month - 1 > 11 || hour > 23 || minute > 59) return false;
  if (day - 1 >= daysInMonth(year, month)) return false;
  if (
    load<u8>(at, 4) != 0x2d || load<u8>(at, 7) != 0x2d || load<u8>(at, 10) != 0x54 ||
    load<u8>(at, 13) != 0x3a
  ) {
    return false;
  }
  knownMs = <f64> daysSince1970(year, month, day) * 86_400_000 +
    <f64> ((hour * 60 + minute) * 60_000);
  v128.store(KNOWN, v128.load(at));
  return true;
}

const NO_DIGITS: u32 = 1_000_000;

function twoDigits(at: usize): u32 {
  const tens = <u32> load<u8>(at) - 0x30;
  const ones = <u32> load<u8>(at, 1) - 0x30;
  return tens > 9 || ones > 9 ? NO_DIGITS : tens * 10 + ones;
}

function daysInMonth(year: u32, month: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Counts in years that begin in March, so that the leap day is the last one. */
function daysSince1970(year: u32, month: u32, day: u32): i32 {
  const fromMarch = month > 2 ? month - 3 : month + 9;
  // 400 years more, so that January of the year 0 has a year before it.
  const marchYear = year + 400 - (month > 2 ? 0 : 1);
  const leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
  const days = marchYear * 365 + leapDays + (153 * fromMarch + 2) / 5 + day - 1;
  return <i32> days - DAYS_TO_1970;
}

/** From the March 1 that is counted from to 1970-01-01. */
const DAYS_TO_1970: i32 = 719468 + 146097;
