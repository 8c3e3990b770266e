// @ts-nocheck: AssemblyScript
import { Correlation } from "./correlations.ts";

/** What was read of the line at hand. Addresses lie in the input. */
@unmanaged
export class Line {
  /** The last integer that was passed, without its sign. */
  integer: u64;
  /** The last number that was passed. */
  decimal: f64;
  /** The index of the event's type. */
  type: u32;
  seq: u64;
  /** The last timestamp that was read, in milliseconds since 1970. */
  time: f64;
  /** The event's timestamp, as `time`. */
  moment: f64;
  /** What `correlation` says, the place where it is kept, and where it stands. */
  correlation: Correlation;
  place: u32;
  names: usize;
  /** Behind the closing quote of `callId`. */
  callId: usize;
  callIdLength: usize;
  /** The text that the event outputs, as JSON without quotes. */
  output: usize;
  outputLength: usize;
  /** -1 where there is none. */
  durationMs: f64;
  /** The index among the ways to end. */
  status: u32;
  /** What a host's finish counts. */
  ok: u64;
  changed: u64;
  failed: u64;
}

export const line = changetype<Line>(memory.data(160, 16));
