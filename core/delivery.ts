let depth = 0;

/** Says that a bus begins to hand out events; `endDelivery` must follow. */
export function beginDelivery(): void {
  depth++;
}

/** Says that a bus has handed out what it had. */
export function endDelivery(): void {
  depth--;
}

/**
 * Tells whether the caller is a sink or a listener that is being handed an
 * event, or was called by one. Bridges ask: what is logged then would become an event
 * that is handed to the same listener, which logs again.
 *
 * @returns Whether a bus of the process is handing out an event right now.
 */
export function isDelivering(): boolean {
  return depth > 0;
}
