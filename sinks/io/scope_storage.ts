import type { ScopeStorage } from "../../core/shared_slot.ts";
import { hostProcess } from "./host_process.ts";

/**
 * Makes what finds the scope that code runs in, also across awaits and timers.
 *
 * @returns An `AsyncLocalStorage`.
 * @throws {Error} Where the runtime has none, as in a browser.
 */
export function newScopeStorage(): ScopeStorage {
  const hooks = hostProcess()?.getBuiltinModule?.("node:async_hooks") as
    | { readonly AsyncLocalStorage: new () => ScopeStorage }
    | undefined;
  if (hooks !== undefined) return new hooks.AsyncLocalStorage();
  throw new Error("Cannot open a scope: this runtime has no AsyncLocalStorage");
}
