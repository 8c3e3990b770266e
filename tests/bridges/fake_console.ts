// deno-lint-ignore-file no-console
/** A console that keeps what it is given instead of printing it. */
export interface FakeConsole extends Disposable {
  /** What was printed, and by which method. */
  readonly printed: readonly (readonly [method: string, ...args: unknown[]])[];
}

const METHODS = ["log", "info", "debug", "warn", "error"] as const;

/** Puts recorders in the place of the console's methods until it is disposed. */
export function fakeConsole(): FakeConsole {
  const printed: [string, ...unknown[]][] = [];
  const real = METHODS.map((name) => Object.getOwnPropertyDescriptor(console, name)!);
  for (const name of METHODS) {
    console[name] = (...args: unknown[]) => void printed.push([name, ...args]);
  }
  return {
    printed,
    [Symbol.dispose]() {
      METHODS.forEach((name, at) => Object.defineProperty(console, name, real[at]!));
    },
  };
}

/** The console's methods, to compare by identity. */
export function consoleMethods(): readonly unknown[] {
  return METHODS.map((name) => console[name]);
}

/** What kind of properties they are, without their values. */
export function methodShapes(): readonly unknown[] {
  return METHODS.map((name) => {
    const { value: _value, ...shape } = Object.getOwnPropertyDescriptor(console, name) ?? {};
    return shape;
  });
}
