import { assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { parentOf } from "../../sinks/io/deno_append_file.ts";
import { denoPort } from "../../sinks/io/deno_port.ts";
import { errorCode, errorReason } from "../../sinks/io/error_code.ts";
import { hostPort } from "../../sinks/io/host_port.ts";
import { retryBusy } from "../../sinks/io/nap.ts";
import { nodePort } from "../../sinks/io/node_port.ts";
import type { Port } from "../../sinks/io/port.ts";
import { systemError } from "./memory.ts";
import { nodeProcess } from "./node_process.ts";

const PORTS: { readonly [name: string]: () => Port } = {
  denoPort: () => denoPort,
  "nodePort()": () => nodePort(nodeProcess()),
};

/** What a port reads from a path, or why it cannot. */
function readAll(port: Port, path: string): string {
  try {
    const reader = port.openRead(path);
    const bytes: number[] = [];
    const buffer = new Uint8Array(7);
    for (let count = reader.readSync(buffer); count !== null; count = reader.readSync(buffer)) {
      bytes.push(...buffer.subarray(0, count));
    }
    reader.close();
    return new TextDecoder().decode(Uint8Array.from(bytes));
  } catch (error) {
    return errorReason(error);
  }
}

for (const [name, port] of Object.entries(PORTS)) {
  Deno.test(`${name} reads a file in pieces to its end`, () => {
    const path = Deno.makeTempFileSync();
    Deno.writeTextFileSync(path, "0123456789".repeat(3));
    assertEquals(readAll(port(), path), "0123456789".repeat(3));
    Deno.removeSync(path);
  });

  Deno.test(`${name} says why a file cannot be read`, () => {
    const directory = Deno.makeTempDirSync();
    assertEquals(
      readAll(port(), `${directory}/missing`),
      "no such file or directory (ENOENT)",
    );
    assertEquals(readAll(port(), directory), "it is a directory (EISDIR)");
    Deno.removeSync(directory);
  });

  Deno.test(`${name} tells the size of a regular file, and of nothing else`, () => {
    const path = Deno.makeTempFileSync();
    Deno.writeTextFileSync(path, "0123456789");
    const readers = [path, Deno.build.os === "windows" ? "NUL" : "/dev/zero"].map((file) =>
      port().openRead(file)
    );
    assertEquals(readers.map(({ regular }) => regular?.size), [10, undefined]);
    for (const reader of readers) reader.close();
    Deno.removeSync(path);
  });

  Deno.test(`${name} reads a regular file from where it was told to go`, () => {
    const path = Deno.makeTempFileSync();
    Deno.writeTextFileSync(path, "0123456789");
    const reader = port().openRead(path);
    reader.regular?.seek(7);
    const buffer = new Uint8Array(10);
    const count = reader.readSync(buffer);
    assertEquals(new TextDecoder().decode(buffer.subarray(0, count ?? 0)), "789");
    reader.close();
    Deno.removeSync(path);
  });

  Deno.test(`${name} opens standard input and its close keeps the descriptor`, () => {
    assertEquals(typeof port().openStdin().readSync, "function");
  });

  Deno.test(`${name} knows arguments, colours and streams`, () => {
    const { args, noColor, stdout, stderr } = port();
    assertEquals([Array.isArray(args), typeof noColor], [true, "boolean"]);
    assertEquals(stdout.isTerminal(), Deno.stdout.isTerminal());
    assertEquals(stderr.isTerminal(), Deno.stderr.isTerminal());
    assertEquals(stdout.writeSync(new Uint8Array(0)), 0);
  });
}

const hasFlock = new Deno.Command("sh", { args: ["-c", "command -v flock"], stdout: "null" })
  .outputSync().success;

for (const [name, port] of Object.entries(PORTS)) {
  const ignore = Deno.build.os === "windows" || (name !== "denoPort" && !hasFlock);

  Deno.test({ name: `${name} excludes the locks of Deno and of others`, ignore }, () => {
    const path = Deno.makeTempFileSync();
    const [one, other] = [port().openAppend(path), denoPort.openAppend(path)];
    assertEquals(
      [
        one.tryLock("exclusive"),
        other.tryLock("shared"),
        one.tryLock("shared"),
        other.tryLock("shared"),
        other.tryLock("exclusive"),
      ],
      ["held", "busy", "held", "held", "busy"],
    );
    one.unlock();
    assertEquals(other.tryLock("exclusive"), "held");
    assertEquals(one.tryLock("shared"), "busy");
    other.close();
    assertEquals(one.tryLock("exclusive"), "held");
    one.close();
    Deno.removeSync(path);
  });

  Deno.test(`${name} measures, cuts and syncs a file that is open to be appended to`, async () => {
    const path = Deno.makeTempFileSync();
    const file = port().openAppend(path);
    const seen: unknown[] = [[file.size(), file.endsLine()]];
    file.writeSync(new TextEncoder().encode("one\ntwo"));
    seen.push([file.size(), file.endsLine()]);
    file.truncate(4);
    seen.push([file.size(), file.endsLine()]);
    file.writeSync(new TextEncoder().encode("three"));
    await file.sync();
    file.syncNow();
    seen.push(Deno.readTextFileSync(path), file.isLinked());
    Deno.removeSync(path);
    seen.push(file.isLinked());
    file.close();
    assertEquals(seen, [[0, true], [7, false], [4, true], "one\nthree", true, false]);
  });

  Deno.test(`${name} rejects when a sync fails`, async () => {
    const path = Deno.makeTempFileSync();
    const file = port().openAppend(path);
    file.close();
    await assertRejects(() => file.sync());
    assertThrows(() => file.syncNow());
    Deno.removeSync(path);
  });

  Deno.test({
    name: `${name} finds no length where there is none`,
    ignore: Deno.build.os === "windows",
    fn() {
      const path = `${Deno.makeTempDirSync()}/pipe`;
      new Deno.Command("mkfifo", { args: [path] }).outputSync();
      // Open to read and write, so that nobody waits for a reader.
      const reader = Deno.openSync(path, { read: true, write: true });
      const file = port().openAppend(path);
      assertEquals(file.size(), undefined);
      file.close();
      reader.close();
    },
  });

  Deno.test(`${name} calls back after a time, and not when that is undone`, async () => {
    const called: string[] = [];
    await new Promise<void>((resolve) => {
      const alive = setTimeout(() => {}, 60_000);
      port().after(1, () => called.push("undone"))();
      port().after(2, () => {
        called.push("done");
        clearTimeout(alive);
        resolve();
      });
    });
    assertEquals(called, ["done"]);
  });
}

Deno.test("nodePort() has no locks when it may start no process", () => {
  const port = nodePort({
    ...fakeProcess({}),
    getBuiltinModule: (name: string) => {
      if (name === "node:child_process") throw systemError("ERR_ACCESS_DENIED");
      return nodeProcess().getBuiltinModule(name as "node:fs");
    },
  } as ReturnType<typeof nodeProcess>);
  const path = Deno.makeTempFileSync();
  const file = port.openAppend(path);
  assertEquals(file.tryLock("exclusive"), "unsupported");
  file.close();
  Deno.removeSync(path);
});

/** What a call gives, or the code of what it throws. */
function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return errorCode(error);
  }
}

for (const [name, port] of Object.entries(PORTS)) {
  Deno.test(`${name} makes a file with the permissions of another, and only where nothing is`, () => {
    const directory = Deno.makeTempDirSync();
    const [like, path] = [`${directory}/like`, `${directory}/new`];
    Deno.writeTextFileSync(like, "", { mode: 0o600 });
    const file = port().createNew(path, like);
    assertEquals(file.writeSync(new TextEncoder().encode("x")), 1);
    file.sync();
    file.close();
    assertEquals(readAll(port(), path), "x");
    if (Deno.build.os !== "windows") assertEquals(Deno.statSync(path).mode! & 0o777, 0o600);
    assertEquals(outcome(() => port().createNew(path, like)), "EEXIST");
    Deno.removeSync(directory, { recursive: true });
  });

  Deno.test(`${name} gives names to files and takes them away`, () => {
    const directory = Deno.realPathSync(Deno.makeTempDirSync());
    const [a, b, c] = [`${directory}/a`, `${directory}/b`, `${directory}/c`];
    Deno.writeTextFileSync(a, "a");
    Deno.writeTextFileSync(c, "c");
    port().link(a, b);
    assertEquals([readAll(port(), b), outcome(() => port().link(a, c))], ["a", "EEXIST"]);
    port().rename(b, c);
    assertEquals([port().exists(b), readAll(port(), c)], [false, "a"]);
    port().unlink(c);
    assertEquals([port().exists(c), outcome(() => port().unlink(c))], [false, "ENOENT"]);
    assertEquals([port().realPath(`${directory}/./a`), outcome(() => port().realPath(b))], [
      a,
      "ENOENT",
    ]);
    assertEquals(
      outcome(() => port().exists(`${a}/x`)),
      Deno.build.os === "windows" ? false : "ENOTDIR",
    );
    Deno.removeSync(directory, { recursive: true });
  });

  Deno.test({
    name: `${name} follows no symbolic link to make or to replace a file`,
    ignore: Deno.build.os === "windows",
    fn() {
      const directory = Deno.makeTempDirSync();
      const [target, planted, own] = ["target", "planted", "own"].map((file) =>
        `${directory}/${file}`
      ) as [string, string, string];
      Deno.symlinkSync(target, planted);
      Deno.writeTextFileSync(own, "own");
      assertEquals([port().exists(planted), port().exists(target)], [true, false]);
      assertEquals(outcome(() => port().createNew(planted, own)), "EEXIST");
      assertEquals(outcome(() => port().link(own, planted)), "EEXIST");
      Deno.writeTextFileSync(target, "precious");
      port().rename(own, planted);
      assertEquals([readAll(port(), planted), readAll(port(), target)], ["own", "precious"]);
      Deno.removeSync(directory, { recursive: true });
    },
  });
}

/** A process whose modules are made up. */
function fakeProcess(fs: object, exited: number[] = []): ReturnType<typeof nodeProcess> {
  const modules: { readonly [name: string]: unknown } = {
    "node:fs": fs,
    "node:path": { dirname: (path: string) => path.replace(/\/[^/]*$/, "") },
    "node:tty": { isatty: (fd: number) => fd === 2 },
  };
  return {
    argv: ["node", "script", "a", "b"],
    env: { NO_COLOR: "1" },
    exit: (code: number) => exited.push(code),
    getBuiltinModule: (name: string) => modules[name],
  } as unknown as ReturnType<typeof nodeProcess>;
}

Deno.test("nodePort() takes what it needs from the process it is given", () => {
  const writes: unknown[] = [];
  const exited: number[] = [];
  const port = nodePort(fakeProcess({
    writeSync: (fd: number, bytes: Uint8Array) => {
      writes.push([fd, bytes.length]);
      return bytes.length;
    },
  }, exited));
  assertEquals(port.args, ["a", "b"]);
  assertEquals(
    [port.noColor, port.stdout.isTerminal(), port.stderr.isTerminal()],
    [true, false, true],
  );
  port.stdout.writeSync(new Uint8Array(3));
  port.stderr.writeSync(new Uint8Array(4));
  assertEquals(writes, [[1, 3], [2, 4]]);
  port.exit(1);
  assertEquals(exited, [1]);
});

for (
  const [kind, loads] of [["a file", false], ["a pipe", false], ["a socket", false], [
    "a device",
    true,
  ]] as const
) {
  Deno.test(`nodePort() ${loads ? "asks" : "does without"} node:tty where ${kind} is written to`, () => {
    const loaded: string[] = [];
    const process = fakeProcess({
      fstatSync: () => ({
        isFile: () => kind === "a file",
        isFIFO: () => kind === "a pipe",
        isSocket: () => kind === "a socket",
      }),
    });
    const { getBuiltinModule } = process;
    process.getBuiltinModule = ((name: string) => {
      loaded.push(name);
      return getBuiltinModule(name);
    }) as typeof getBuiltinModule;
    assertEquals(nodePort(process).stderr.isTerminal(), loads);
    assertEquals(loaded.includes("node:tty"), loads);
  });
}

for (const [value, expected] of [[undefined, false], ["", false], ["0", true]] as const) {
  Deno.test(`nodePort() of NO_COLOR ${JSON.stringify(value)} says ${expected}`, () => {
    const process = fakeProcess({});
    process.env["NO_COLOR"] = value;
    assertEquals(nodePort(process).noColor, expected);
  });
}

Deno.test("nodePort() takes the error EOF for the end of standard input, as Windows has it", () => {
  const errors = [systemError("EOF"), systemError("EIO")];
  const reader = nodePort(fakeProcess({
    readSync() {
      throw errors.shift();
    },
  })).openStdin();
  assertEquals(reader.readSync(new Uint8Array(1)), null);
  assertThrows(() => reader.readSync(new Uint8Array(1)), Error, "EIO");
  reader.close();
});

Deno.test("nodePort() makes no directory when the file can be opened without", () => {
  const calls: unknown[] = [];
  const port = nodePort(fakeProcess({
    openSync: (...args: unknown[]) => calls.push(["open", ...args]),
    mkdirSync: (...args: unknown[]) => void calls.push(["mkdir", ...args]),
  }));
  port.openAppend("runs/run.jsonl");
  assertEquals(calls, [["open", "runs/run.jsonl", "a+"]]);
});

Deno.test("hostPort() is Deno's port on Deno", () => {
  assertStrictEquals(hostPort(), denoPort);
});

/** Runs a function as if on a runtime that has other globals. */
function withGlobals<Result>(globals: object, run: () => Result): Result {
  const saved = new Map<string, PropertyDescriptor>();
  for (const [key, value] of Object.entries(globals)) {
    saved.set(key, Object.getOwnPropertyDescriptor(globalThis, key)!);
    Object.defineProperty(globalThis, key, { value, configurable: true, writable: true });
  }
  try {
    return run();
  } finally {
    for (const [key, descriptor] of saved) Object.defineProperty(globalThis, key, descriptor);
  }
}

Deno.test("hostPort() is Node's port where there is no Deno", () => {
  const process = fakeProcess({});
  assertEquals(withGlobals({ Deno: undefined, process }, () => hostPort().args), ["a", "b"]);
});

Deno.test("hostPort() throws where there is neither Deno nor a late enough Node", () => {
  for (const process of [undefined, {}]) {
    assertEquals(
      withGlobals({ Deno: undefined, process }, () => {
        try {
          return hostPort();
        } catch (error) {
          return (error as Error).message;
        }
      }),
      "Cannot use files: this is neither Deno, nor Node 20.16 or later, nor Bun",
    );
  }
});

Deno.test("parentOf() gives the directory of a path", () => {
  assertEquals(
    ["a/b/c.jsonl", "a//c.jsonl", "c.jsonl", "/c.jsonl", "./c.jsonl", "a\\c.jsonl"].map(parentOf),
    ["a/b", "a", undefined, undefined, ".", Deno.build.os === "windows" ? "a" : undefined],
  );
});

Deno.test("errorCode() reads only codes that are text", () => {
  const errors = [systemError("ENOSPC"), { code: 5 }, new Error("x"), null, undefined, "ENOENT"];
  assertEquals(errors.map(errorCode), [
    "ENOSPC",
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("errorReason() says the same of an error on all runtimes", () => {
  assertEquals(
    errorReason(systemError("ENOENT", "ENOENT: x, open 'y'")),
    "no such file or directory (ENOENT)",
  );
  assertEquals(errorReason(new Deno.errors.NotFound("x")), "no such file or directory");
  assertEquals(
    errorReason(new Deno.errors.NotCapable("Requires read access, run with the --allow-read flag")),
    "Deno was not given the permission for it (--allow-read)",
  );
  assertEquals(
    errorReason(new Deno.errors.NotCapable("No")),
    "Deno was not given the permission for it",
  );
  assertEquals(errorReason(systemError("EODD", "Odd")), "Odd");
  assertEquals(errorReason("text"), "text");
});

Deno.test("retryBusy() calls again only when the call would block", () => {
  let calls = 0;
  const result = retryBusy(() => {
    if (++calls < 4) throw systemError("EAGAIN");
    return "done";
  });
  assertEquals([result, calls], ["done", 4]);
  assertThrows(
    () =>
      retryBusy(() => {
        throw systemError("EIO");
      }),
    Error,
    "EIO",
  );
});

Deno.test("retryBusy() gives up where the platform forbids to wait, as browsers do", () => {
  const error = withGlobals(
    { SharedArrayBuffer: undefined },
    () =>
      assertThrows(() =>
        retryBusy(() => {
          throw systemError("EAGAIN");
        })
      ),
  );
  assertEquals(errorCode(error), "EAGAIN");
});
