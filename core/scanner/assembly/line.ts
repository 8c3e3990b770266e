// @ts-nocheck: AssemblyScript
import { typeIndex } from "./event_table.ts";

/** The keys of `correlation` that name things, in the order of the event table. */
export const ID_KINDS: u32 = 5;

/** What `correlation` holds. Addresses lie in the input. */
@unmanaged
export class Correlation {
  runId: usize;
  runIdLength: usize;
  /** 0 where there is no writer. */
  writer: usize;
  writerLength: usize;
  /** One bit for each key behind `runId`, in the order of the event table. */
  present: u32;
  /** Start and length of the first id; those of other kinds follow. */
  id0: usize;
  idLength0: usize;
  id1: usize;
  idLength1: usize;
  id2: usize;
  idLength2: usize;
  id3: usize;
  idLength3: usize;
  id4: usize;
  idLength4: usize;
}

/** What was judged of one line: all that folding it needs. Addresses lie in the input. */
@unmanaged
export class Line {
  seq: u64;
  /** The event's timestamp, in milliseconds since 1970. */
  moment: f64;
  /** -1 where there is none. */
  durationMs: f64;
  /** Behind the newline; 0 where the line is not sound, or only the reference can tell. */
  end: usize;
  /** The index of the event's type; `CUSTOM_TYPE` where it is not built in. */
  type: u32;
  /** The name of a type that is not built in. */
  typeName: usize;
  typeNameLength: usize;
  /** What was read here, or in an earlier line whose bytes are the same. */
  correlation: Correlation;
  /** Whether `correlation` is that of the line before. */
  repeated: u32;
  /** Behind the opening quote of `callId`. */
  callId: usize;
  callIdLength: usize;
  /** The text that the event outputs, as JSON without quotes. */
  output: usize;
  outputLength: usize;
  /** The index among the values of `status`, or 0 and 1 for what ended well and what did not. */
  status: u32;
}

/** What a judged line takes: its own `Correlation` lies behind it. */
export const LINE_BYTES: usize = offsetof<Line>() + offsetof<Correlation>();

/** The line at hand. */
export let line: Line = changetype<Line>(0);

/** Lets the line at hand be judged into `LINE_BYTES` at an address, or takes what was judged there. */
// @inline
export function setLine(at: usize): void {
  line = changetype<Line>(at);
}

/** What a line of a type that is not built in has for its index: others know whether it was met. */
export const CUSTOM_TYPE: u32 = 0xff;

/** Takes the type of the line at hand. */
// @inline
export function takeType(name: usize, length: usize): void {
  const type = typeIndex(name, length);
  line.type = type < 0 ? CUSTOM_TYPE : <u32> type;
  line.typeName = name;
  line.typeNameLength = length;
}

/** Gives the line at hand a `correlation` of its own. */
// @inline
export function ownCorrelation(): Correlation {
  const own = changetype<Correlation>(changetype<usize>(line) + offsetof<Line>());
  line.correlation = own;
  line.repeated = 0;
  own.present = 0;
  own.writerLength = 0;
  return own;
}

/** Where the id of a kind lies that `correlation` names. */
// @inline
export function idStart(kind: u32): usize {
  return <usize> load<u32>(idAt(kind));
}

// @inline
export function idLength(kind: u32): usize {
  return <usize> load<u32>(idAt(kind), 4);
}

// @inline
export function setId(kind: u32, start: usize, length: usize): void {
  store<u32>(idAt(kind), <u32> start);
  store<u32>(idAt(kind), <u32> length, 4);
}

// @inline
function idAt(kind: u32): usize {
  return changetype<usize>(line.correlation) + offsetof<Correlation>("id0") + (<usize> kind << 3);
}
