// @ts-nocheck: AssemblyScript
import { Correlation } from "./correlations.ts";
import { typeIndex } from "./event_table.ts";

/** What was judged of one line: all that folding it needs. Addresses lie in the input. */
@unmanaged
export class Line {
  seq: u64;
  /** The event's timestamp, in milliseconds since 1970. */
  moment: f64;
  /** -1 where there is none. */
  durationMs: f64;
  /** What a host's finish counts. */
  ok: u64;
  changed: u64;
  failed: u64;
  /** Behind the newline; 0 where the line is not sound, or only the reference can tell. */
  end: usize;
  /** The index of the event's type; `CUSTOM_TYPE` where it is not built in. */
  type: u32;
  /** The name of a type that is not built in. */
  typeName: usize;
  typeNameLength: usize;
  /** What `correlation` says, the place where it is kept, and where it stands. */
  correlation: Correlation;
  place: u32;
  names: usize;
  /** Behind the opening quote of `callId`. */
  callId: usize;
  callIdLength: usize;
  /** The text that the event outputs, as JSON without quotes. */
  output: usize;
  outputLength: usize;
  /** The index among the ways to end. */
  status: u32;
}

/** The index of all types that are not built in: whether one was met, others know. */
export const CUSTOM_TYPE: u32 = 0xff;

/** The line at hand. */
export let line: Line = changetype<Line>(0);

/** Takes what was judged of a line for the line at hand, or room for it. */
// @inline
export function setLine(at: usize): void {
  line = changetype<Line>(at);
}

/** Takes the type of the line at hand. */
// @inline
export function takeType(name: usize, length: usize): void {
  const type = typeIndex(name, length);
  line.type = type < 0 ? CUSTOM_TYPE : <u32> type;
  line.typeName = name;
  line.typeNameLength = length;
}
