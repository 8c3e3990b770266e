/**
 * Leaves out keys whose value is undefined: a spread would put them over keys that have one.
 *
 * @param keys An object.
 * @returns A new object with the other own keys, in their order.
 */
export function present<Keys extends object>(
  keys: Keys,
): { [Key in keyof Keys]?: NonNullable<Keys[Key]> } {
  return Object.fromEntries(
    Object.entries(keys).filter(([, value]) => value !== undefined),
  ) as { [Key in keyof Keys]?: NonNullable<Keys[Key]> };
}
