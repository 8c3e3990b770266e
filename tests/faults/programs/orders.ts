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
