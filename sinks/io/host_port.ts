import { denoPort } from "./deno_port.ts";
import { nodePort } from "./node_port.ts";
import type { Port } from "./port.ts";

interface Globals {
  readonly Deno?: { readonly version?: unknown };
  readonly process?: Parameters<typeof nodePort>[0];
}

/** What differs between runtimes. */
export interface HostChoice<Result> {
  /** Called in Deno. */
  readonly deno: () => Result;
  /** Called in Node and Bun, with the global `process`. */
  readonly node: (process: Parameters<typeof nodePort>[0]) => Result;
}

/**
 * Gives the port of the runtime that this is.
 *
 * @returns Deno's where `Deno` exists, else that of Node and Bun.
 * @throws {Error} Where there is neither, as in a browser.
 */
export function hostPort(): Port {
  return onHost({ deno: () => denoPort, node: nodePort });
}

/**
 * Does what the runtime that this is needs.
 *
 * @param choice What to do in each.
 * @returns What the one that was called gives.
 * @throws {Error} Where there is neither, as in a browser.
 */
export function onHost<Result>(choice: HostChoice<Result>): Result {
  const host = globalThis as unknown as Globals;
  if (host.Deno?.version !== undefined) return choice.deno();
  // Not looked at before: in Deno a look at `process` loads all that it stands for, as long as a start-up takes.
  const { process } = host;
  if (typeof process?.getBuiltinModule === "function") return choice.node(process);
  throw new Error("Cannot use files: this is neither Deno, nor Node 20.16 or later, nor Bun");
}
