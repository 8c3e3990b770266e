import { nodeProcess } from "../sinks/node_process.ts";

/** What a call of `write` was given. */
export type Write = readonly unknown[];

/** The process's output, kept instead of shown. */
export interface FakeStreams extends Disposable {
  readonly stdout: readonly Write[];
  readonly stderr: readonly Write[];
  /** What `write` returns. */
  returns: boolean;
}

/** Puts recorders in the place of `process.stdout.write` and that of `stderr`. */
export function fakeStreams(): FakeStreams {
  const process = nodeProcess();
  const stdout: Write[] = [];
  const stderr: Write[] = [];
  const fake = {
    stdout,
    stderr,
    returns: true,
    [Symbol.dispose]() {
      Reflect.deleteProperty(process.stdout, "write");
      Reflect.deleteProperty(process.stderr, "write");
    },
  };
  const recorder = (writes: Write[]) => (...args: unknown[]): boolean => {
    writes.push(args);
    return fake.returns;
  };
  Object.assign(process.stdout, { write: recorder(stdout) });
  Object.assign(process.stderr, { write: recorder(stderr) });
  return fake;
}
