import { denoPort } from "../../sinks/io/deno_port.ts";
import { nodePort } from "../../sinks/io/node_port.ts";
import type { FilePort } from "../../sinks/io/port.ts";
import { nodeProcess } from "./node_process.ts";

/** The ports that files are tried on: both, because Deno has what Node has. */
export const FILE_PORTS: { readonly [name: string]: FilePort } = {
  denoPort,
  "nodePort()": nodePort(nodeProcess()),
};
