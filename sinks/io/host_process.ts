/** What `diagnostics_channel.channel` gives. */
export interface Channel {
  /** Hands a message to all who subscribed. */
  publish(message: unknown): void;
}

/** Takes the messages of a channel. */
export type ChannelListener = (message: unknown, name: string | symbol) => void;

/** The built-in modules that are asked for, as far as they are used. */
export interface BuiltinModules {
  readonly "node:async_hooks": {
    readonly AsyncLocalStorage: new () => {
      getStore(): true | undefined;
      run<Result>(store: true, call: () => Result): Result;
    };
  };
  readonly "node:buffer": {
    readonly Buffer: { from(text: string, encoding: string): Uint8Array };
  };
  readonly "node:diagnostics_channel": {
    channel(name: string): Channel;
    hasSubscribers(name: string): boolean;
    subscribe(name: string, listener: ChannelListener): void;
    unsubscribe(name: string, listener: ChannelListener): boolean;
  };
  readonly "node:stream": {
    readonly Writable: new (parts: {
      write(chunk: Uint8Array, encoding: string, done: (error?: unknown) => void): void;
      final(done: (error?: unknown) => void): void;
    }) => unknown;
  };
  readonly "node:util": { format(...args: readonly unknown[]): string };
}

/** The global `process`, as far as it is used. */
export interface HostProcess {
  /** Standard output. */
  readonly stdout: object;
  /** Standard error. */
  readonly stderr: object;
  /** Gives a built-in module; undefined where the runtime has none of the name. */
  getBuiltinModule?(name: string): unknown;
}

/**
 * Gives the global `process`. In Deno a look at it loads all that it stands
 * for: ask only where it is needed, never while a module is loaded.
 *
 * @returns The process of Deno, Node and Bun; undefined elsewhere.
 */
export function hostProcess(): HostProcess | undefined {
  return (globalThis as { readonly process?: HostProcess }).process;
}

/**
 * Gives a built-in module at run time, so that bundlers and Deno load none by
 * themselves.
 *
 * @param name The module's name.
 * @returns The module; undefined where the runtime has none, as in a browser.
 */
export function builtinModule<Name extends keyof BuiltinModules>(
  name: Name,
): BuiltinModules[Name] | undefined {
  return hostProcess()?.getBuiltinModule?.(name) as BuiltinModules[Name] | undefined;
}
