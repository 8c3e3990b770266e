/** A method, whatever it takes and gives. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

interface Patch {
  readonly original: Method;
  /** The property as it was; undefined where it was inherited. */
  readonly property: PropertyDescriptor | undefined;
  active: boolean;
}

const PATCHES = new WeakMap<Method, Patch>();

/** A function to put in the place of an object's method. */
export interface MethodPatch {
  /** The object. */
  readonly holder: object;
  /** The method's name. */
  readonly name: string;
  /** Makes the function, given the original. */
  readonly replacement: (original: Method) => Method;
}

/**
 * Puts functions in the place of methods until they are undone: all of them, or
 * none. In which order patches of the same method are undone does not matter: after the
 * last, the property is what it was before the first. Where somebody else has patched
 * on top, the function stays in place and does nothing but call the original.
 *
 * @param patches What to put where.
 * @returns Undoes the patches; a second call does nothing.
 * @throws {TypeError} Where an object is frozen, or has no such method.
 */
export function patchMethods(patches: readonly MethodPatch[]): () => void {
  const undone: (() => void)[] = [];
  const undo = (): void => undone.forEach((undoOne) => undoOne());
  try {
    for (const patch of patches) undone.push(patchMethod(patch));
  } catch (error) {
    undo();
    throw error;
  }
  return undo;
}

function patchMethod({ holder, name, replacement }: MethodPatch): () => void {
  const original = (holder as { readonly [name: string]: unknown })[name];
  if (typeof original !== "function") {
    throw new TypeError(`Cannot patch ${name}: it is ${typeof original}, not a function`);
  }
  const property = Object.getOwnPropertyDescriptor(holder, name);
  const patch: Patch = { original: original as Method, property, active: true };
  const call = replacement(patch.original);
  const patched: Method = function (this: unknown, ...args) {
    return (patch.active ? call : patch.original).apply(this, args);
  };
  Object.defineProperty(holder, name, {
    value: patched,
    writable: true,
    configurable: true,
    enumerable: property?.enumerable ?? true,
  });
  PATCHES.set(patched, patch);
  return () => {
    patch.active = false;
    const top = Object.getOwnPropertyDescriptor(holder, name)?.value;
    if (top === patched) restore(holder, name, patch);
  };
}

/** Goes down past the patches below that were undone while this one hid them. */
function restore(holder: object, name: string, patch: Patch): void {
  let lowest = patch;
  for (
    let below = PATCHES.get(lowest.original);
    below !== undefined && !below.active;
    below = PATCHES.get(lowest.original)
  ) lowest = below;
  if (lowest.property !== undefined) Object.defineProperty(holder, name, lowest.property);
  else Reflect.deleteProperty(holder, name);
}
