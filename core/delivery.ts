/** What the buses of a process share. */
export interface Delivery {
  /** Whether one of them is handing out an event: set and taken back by the outermost. */
  running: boolean;
}

/** An object and no variable: who imports a variable looks it up at each use. */
export const DELIVERY: Delivery = { running: false };

/**
 * Tells whether the caller is a sink or a listener that is being handed an
 * event, or was called by one. Bridges ask: what is logged then would become an event
 * that is handed to the same listener, which logs again.
 *
 * @returns Whether a bus of the process is handing out an event right now.
 */
export function isDelivering(): boolean {
  return DELIVERY.running;
}
