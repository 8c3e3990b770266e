import { denoDirectories } from "./deno_directories.ts";
import type { DirectoryPort } from "./directory_port.ts";
import { onHost } from "./host_port.ts";
import { nodeDirectories } from "./node_directories.ts";

/**
 * Gives the directories of the runtime that this is.
 *
 * @returns Deno's where `Deno` exists, else those of Node and Bun.
 * @throws {Error} Where there is neither, as in a browser.
 */
export function hostDirectories(): DirectoryPort {
  return onHost({ deno: () => denoDirectories, node: nodeDirectories });
}
