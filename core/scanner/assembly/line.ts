// @ts-nocheck: AssemblyScript

/** The keys of `correlation` that name things, in the order of the event table. */
export const ID_KINDS: u32 = 5;

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
  runId: usize;
  runIdLength: usize;
  /** 0 where there is no writer. */
  writer: usize;
  writerLength: usize;
  /** One bit for each key of `correlation` behind `runId`, in the order of the event table. */
  present: u32;
  /** Behind the closing quote of `callId`. */
  callId: usize;
  callIdLength: usize;
  /** The text that the event outputs, as JSON without quotes. */
  output: usize;
  outputLength: usize;
  /** -1 where there is none. */
  durationMs: f64;
  /** The index among the values of `status`, or 0 and 1 for what ended well and what did not. */
  status: u32;
}

export const line = changetype<Line>(memory.data(128, 16));

const IDS: usize = memory.data(64, 16);

/** Where the id of a kind lies that `correlation` names. */
// @inline
export function idStart(kind: u32): usize {
  return <usize> load<u32>(IDS + (<usize> kind << 3));
}

// @inline
export function idLength(kind: u32): usize {
  return <usize> load<u32>(IDS + (<usize> kind << 3), 4);
}

// @inline
export function setId(kind: u32, start: usize, length: usize): void {
  store<u32>(IDS + (<usize> kind << 3), <u32> start);
  store<u32>(IDS + (<usize> kind << 3), <u32> length, 4);
}
