import { onHost } from "./host_port.ts";

/**
 * Reads an environment variable of this process.
 *
 * @param name The variable's name.
 * @returns Its value; undefined where it is not set.
 * @throws {Error} Where Deno was not given the permission for it, or there is no environment, as
 * in a browser.
 */
export function environmentVariable(name: string): string | undefined {
  return onHost({
    deno() {
      try {
        return Deno.env.get(name);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotCapable)) throw error;
        const message = `Deno was not given the permission for it (--allow-env=${name})`;
        throw new Error(message, { cause: error });
      }
    },
    node: (process) => process.env[name],
  });
}
