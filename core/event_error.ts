import type { EventError } from "./lifecycle_events.ts";

/**
 * Makes what was thrown the error of an event. Never throws.
 *
 * @param thrown Anything.
 * @param defaultName The name where what was thrown is no `Error`.
 * @returns Its name and message.
 */
export function eventError(thrown: unknown, defaultName = "Error"): EventError {
  try {
    if (!(thrown instanceof Error)) return { message: String(thrown), name: defaultName };
    return { message: String(thrown.message), name: String(thrown.name) };
  } catch {
    return { message: "[Throws]", name: defaultName };
  }
}
