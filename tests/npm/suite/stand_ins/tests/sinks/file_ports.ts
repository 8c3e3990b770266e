import type { FilePort } from "../../../../../../sinks/io/port.ts";

/** The package's ports are not exported: it picks its own. */
export const FILE_PORTS: { readonly [name: string]: FilePort | undefined } = {
  "the port of the runtime": undefined,
};
