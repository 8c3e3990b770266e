/** A port of the web, such as a `MessagePort` or a `Worker`. */
export interface WebPort {
  /** Sends a message. */
  postMessage(message: unknown): void;
  /** Adds a listener. */
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  /** Removes a listener. */
  removeEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  /** Begins to deliver messages, where the port does not do so by itself. */
  start?(): void;
}

/** A port of `node:worker_threads`: a `MessagePort`, `parentPort` or a `Worker`. */
export interface NodePort {
  /** Sends a message. */
  postMessage(message: unknown): void;
  /** Adds a listener. */
  on(type: string, listener: (value: unknown) => void): unknown;
  /** Removes a listener. */
  off(type: string, listener: (value: unknown) => void): unknown;
}

/** Anything that messages go through: both ends of a `MessageChannel`, a `Worker`, its global scope. */
export type PortLike = WebPort | NodePort;

/** What a port tells. */
export interface PortListeners {
  /** A message came; undefined where it could not be read. */
  readonly onMessage?: (message: unknown) => void;
  /**
   * The other side is gone, and nothing more comes. Not told by everything: the web has no event
   * for a worker that was terminated, and only some runtimes know `close` of a web port.
   */
  readonly onClose?: () => void;
  /** A worker had an error. In a browser it lives on; elsewhere it ends. */
  readonly onError?: () => void;
}

/**
 * Listens to a port.
 *
 * @param port The port.
 * @param listeners Whom to tell.
 * @returns Ends the listening.
 */
export function listen(port: PortLike, listeners: PortListeners): () => void {
  const { onMessage, onClose, onError } = listeners;
  const ends: (() => void)[] = [];
  const add = (type: string, listener: (value: unknown) => void): void => {
    ends.push(subscribe(port, type, listener));
  };
  if (onClose !== undefined) {
    add("close", () => onClose());
    add("exit", () => onClose());
  }
  if (onError !== undefined) add("error", () => onError());
  if (onMessage !== undefined) {
    add("messageerror", () => onMessage(undefined));
    add("message", onMessage);
  }
  return () => {
    for (const end of ends) end();
  };
}

function subscribe(port: PortLike, type: string, listener: (value: unknown) => void): () => void {
  if ("on" in port && typeof port.on === "function") {
    port.on(type, listener);
    return () => void port.off(type, listener);
  }
  const web = port as WebPort;
  const unwrap = (event: { readonly data?: unknown }): void => listener(event.data);
  web.addEventListener(type, unwrap);
  if (type === "message") web.start?.();
  return () => web.removeEventListener(type, unwrap);
}
