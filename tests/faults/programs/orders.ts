import type { SinkStats } from "../../../core/sink.ts";
import type { Durability } from "../../../sinks/file.ts";

/** What a writing process is told, as JSON in its only argument. */
export interface WritingOrders {
  readonly path: string;
  readonly writer: string;
  readonly durability: Durability;
  /** How many events it emits; it goes on until it is killed where there is none. */
  readonly count?: number;
  /** How long the text of an event is. */
  readonly payloadBytes: number;
  /** Whether it names each event on standard output when it is safe. */
  readonly acknowledges: "each" | "none";
}

/** The text of an event: who knows its number and length knows all of it. */
export function payloadOf(writer: string, seq: number, bytes: number): string {
  return `${writer}:${seq}:`.padEnd(bytes, "x");
}

/** What a process that writes to a stream is told. */
export interface StreamOrders {
  /** Standard output as it is, or a file at a path. */
  readonly to: "stdout" | { readonly path: string };
  readonly count: number;
  readonly payloadBytes: number;
}

/** What such a process says on standard error when all is done. */
export interface StreamReport {
  readonly stats: SinkStats;
  /** How often the system said that a write would block. */
  readonly blocked: number;
  /** What closing the bus rejected with. */
  readonly closing?: string;
}

/** How a process may end. */
export const ROUTES = [
  "return",
  "exit",
  "throw",
  "rejection",
  "SIGTERM",
  "SIGTERM, asked for",
  "out of memory",
  "SIGKILL",
] as const;

/** A way in which a process ends. */
export type Route = typeof ROUTES[number];

/** What a process that ends without closing anything is told. */
export interface EndingOrders {
  readonly path: string;
  readonly durability: Durability;
  readonly route: Route;
  readonly count: number;
}

/** What a process that fills a disk is told. */
export interface FillingOrders {
  readonly path: string;
  readonly durability: Durability;
  readonly payloadBytes: number;
  /** How many events must fail until the disk counts as full. */
  readonly failures: number;
}

/** What such a process says in the end. */
export interface FillingReport {
  readonly stats: SinkStats;
  /** The numbers of the events that `onError` was told of. */
  readonly refused: readonly number[];
  /** Codes of all errors. */
  readonly codes: readonly string[];
}
