import { type CustomEventDefinition, isDefinition } from "./custom_event.ts";

/** The custom event types that are known, by their names. */
export type EventRegistry = ReadonlyMap<string, CustomEventDefinition>;

/**
 * Collects definitions by type. The same definition may come more than once.
 *
 * @param definitions The definitions.
 * @returns The definition of each type.
 * @throws {TypeError} Where one is no definition, or a type has two.
 */
export function eventRegistry(definitions: readonly CustomEventDefinition[]): EventRegistry {
  const registry = new Map<string, CustomEventDefinition>();
  for (const [index, definition] of definitions.entries()) {
    if (!isDefinition(definition)) {
      throw new TypeError(`Cannot register item ${index + 1}: it is no event definition`);
    }
    const known = registry.get(definition.type);
    if (known !== undefined && known !== definition) {
      throw new TypeError(`Cannot register ${definition.type}: it is defined twice`);
    }
    registry.set(definition.type, definition);
  }
  return registry;
}
