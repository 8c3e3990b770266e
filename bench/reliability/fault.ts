/** How a process that logs comes to its end, or what its disk does to it. */
export const FAULTS = {
  sigkill_paced: { title: "SIGKILL, 10 lines a turn", pace: 10, end: "SIGKILL" },
  sigkill_tight: { title: "SIGKILL, one loop", pace: Infinity, end: "SIGKILL" },
  sigterm: { title: "SIGTERM, 10 lines a turn", pace: 10, end: "SIGTERM" },
  exit_paced: { title: "`exit()`, 10 lines a turn", pace: 10, end: "exit" },
  exit_tight: { title: "`exit()`, one loop", pace: Infinity, end: "exit" },
  uncaught: { title: "uncaught throw, 10 lines a turn", pace: 10, end: "throw" },
  full_disk: { title: "full disk, then room again", pace: 10, end: "close" },
  torn_tail: { title: "a torn line found at the start", pace: 10, end: "close" },
} as const satisfies { readonly [name: string]: Fault };

/** One fault. */
export interface Fault {
  /** What it is, for people. */
  readonly title: string;
  /** How many lines are logged before the event loop turns. */
  readonly pace: number;
  /** What happens after the last line. */
  readonly end: "SIGKILL" | "SIGTERM" | "exit" | "throw" | "close";
}

/** A fault's name. */
export type FaultName = keyof typeof FAULTS;

/** How many lines are logged. */
export const LINES = 5000;

/** At a full disk this many come before there is room again. */
export const LINES_BEFORE_ROOM = 2500;

/** What the child writes for each line: the call came back, or it reported a failure first. */
export const ACKNOWLEDGED = ".";

/** The call reported that the line could not be written. */
export const REFUSED = "!";
