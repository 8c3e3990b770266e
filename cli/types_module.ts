import { type CustomEventDefinition, isDefinition } from "../core/custom_event.ts";
import { eventRegistry } from "../core/event_registry.ts";
import { errorReason } from "../sinks/io/error_code.ts";
import { loadModule } from "../sinks/io/local_module.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Loads the module that `--types` names: its exports that are definitions of
 * custom events, and all items of its default export where that is an array.
 *
 * @param path The module's path, from the working directory.
 * @returns The definitions.
 * @throws {UsageError} Where the module cannot be loaded, or its exports cannot be used.
 */
export async function loadTypes(path: string): Promise<readonly CustomEventDefinition[]> {
  const definitions = definitionsOf(await load(path));
  if (definitions.length === 0) {
    throw new UsageError(`Cannot use types of ${path}: it exports no event definitions`);
  }
  try {
    return [...eventRegistry(definitions).values()];
  } catch (error) {
    throw new UsageError(`${errorReason(error)}, in ${path}`);
  }
}

async function load(path: string): Promise<{ readonly [name: string]: unknown }> {
  try {
    return await loadModule(path);
  } catch (error) {
    throw new UsageError(`Cannot load types of ${path}: ${gist(errorReason(error))}`);
  }
}

/** Items of the default array are not filtered: one that is no definition is a slip to be told. */
function definitionsOf(module: { readonly [name: string]: unknown }): CustomEventDefinition[] {
  const { default: listed } = module;
  return [
    ...(Array.isArray(listed) ? listed : []),
    ...Object.values(module).filter((value) => isDefinition(value)),
  ];
}

/** Runtimes tell the importers on further lines. */
function gist(reason: string): string {
  return reason.split("\n", 1)[0]!.replace(/\.$/, "");
}
