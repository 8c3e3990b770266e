import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { EventBus } from "../../../core/bus.ts";
import { fileSink, RunIoError } from "../../../sinks/file.ts";
import { SAMPLE_EVENTS } from "../../fixtures/events.ts";
import { read } from "../../fixtures/reading.ts";
import { MemoryDisk } from "../../fixtures/memory_disk.ts";
import { FILE_PORTS } from "../file_ports.ts";
import { recordsOf, stdout, systemError } from "../memory.ts";
import { diskWithRoom } from "./disk_with_room.ts";

/** Gives the test a directory that is removed afterwards. */
function withDirectory(test: (directory: string) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const directory = Deno.makeTempDirSync();
    try {
      await test(directory);
    } finally {
      Deno.removeSync(directory, { recursive: true });
    }
  };
}

function details({ name, path, code, message }: RunIoError): unknown {
  return { name, path, code, message };
}

for (const [name, port] of Object.entries(FILE_PORTS)) {
  Deno.test(
    `fileSink() makes the directories that are missing on ${name}`,
    withDirectory((directory) => {
      const path = `${directory}/a/b/run.jsonl`;
      using sink = fileSink(path, { port });
      sink.emit(stdout("one"));
      assertEquals(recordsOf(Deno.readTextFileSync(path)), [stdout("one")]);
    }),
  );

  Deno.test(
    `fileSink() appends and keeps what is there on ${name}`,
    withDirectory((directory) => {
      const path = `${directory}/run.jsonl`;
      for (const event of SAMPLE_EVENTS) {
        using sink = fileSink(path, { port });
        sink.emit(event);
      }
      // A process that another test starts holds all locks until it is what it was started for:
      // whoever opens the file in that moment meets a writer, and leaves a line empty.
      const text = Deno.readTextFileSync(path).replaceAll(/^\n/gm, "");
      assertEquals(recordsOf(text), SAMPLE_EVENTS);
    }),
  );

  Deno.test(
    `fileSink() shows each event to readers before emit() returns on ${name}`,
    withDirectory((directory) => {
      const path = `${directory}/run.jsonl`;
      using sink = fileSink(path, { port });
      for (const [index, event] of SAMPLE_EVENTS.entries()) {
        sink.emit(event);
        assertEquals(recordsOf(Deno.readTextFileSync(path)).length, index + 1);
      }
    }),
  );

  Deno.test(
    `fileSink() begins a new line when the file ends in a torn one on ${name}`,
    withDirectory((directory) => {
      const path = `${directory}/run.jsonl`;
      Deno.writeTextFileSync(path, '{"v":1,"se');
      using sink = fileSink(path, { port });
      sink.emit(stdout("one"));
      sink.emit(stdout("two", 2));
      const [torn, ...lines] = Deno.readTextFileSync(path).split("\n");
      assertEquals(torn, '{"v":1,"se');
      assertEquals(recordsOf(lines.join("\n")), [stdout("one"), stdout("two", 2)]);
    }),
  );

  Deno.test(
    `fileSink() adds no blank line when the file ends in a newline on ${name}`,
    withDirectory((directory) => {
      const path = `${directory}/run.jsonl`;
      Deno.writeTextFileSync(path, "{}\n");
      using sink = fileSink(path, { port });
      sink.emit(stdout("one"));
      assertEquals(recordsOf(Deno.readTextFileSync(path)), [{}, stdout("one")]);
    }),
  );

  Deno.test(
    `fileSink() keeps two sinks of one file apart on ${name}`,
    withDirectory((directory) => {
      const path = `${directory}/run.jsonl`;
      using one = fileSink(path, { port });
      using other = fileSink(path, { port });
      one.emit(stdout("one"));
      other.emit(stdout("two", 2));
      one.emit(stdout("three", 3));
      const { events, issues } = read(Deno.readTextFileSync(path));
      assertEquals(events, [stdout("one"), stdout("two", 2), stdout("three", 3)]);
      assertEquals(issues.map(({ code }) => code), []);
    }),
  );

  Deno.test(
    `fileSink() throws RunIoError when the path is a directory on ${name}`,
    withDirectory((directory) => {
      const error = assertThrows(() => fileSink(directory, { port }), RunIoError);
      assertEquals(details(error), {
        name: "RunIoError",
        path: directory,
        code: "EISDIR",
        message: `Cannot open ${directory}: it is a directory (EISDIR)`,
      });
    }),
  );

  Deno.test(
    `fileSink() throws RunIoError when a part of the path is a file on ${name}`,
    withDirectory((directory) => {
      Deno.writeTextFileSync(`${directory}/file`, "");
      const path = `${directory}/file/run.jsonl`;
      const error = assertThrows(() => fileSink(path, { port }), RunIoError);
      assertEquals(details(error), {
        name: "RunIoError",
        path,
        code: "ENOTDIR",
        message: `Cannot open ${path}: a part of the path is not a directory (ENOTDIR)`,
      });
    }),
  );

  Deno.test({
    name: `fileSink() throws RunIoError when the disk is full on ${name}`,
    ignore: Deno.build.os !== "linux",
    fn() {
      const sink = fileSink("/dev/full", { port });
      const error = assertThrows(() => sink.emit(stdout("lost")), RunIoError);
      assertEquals(details(error), {
        name: "RunIoError",
        path: "/dev/full",
        code: "ENOSPC",
        message: "Cannot write /dev/full: the disk is full (ENOSPC)",
      });
      assertEquals(sink.stats(), { emitted: 1, written: 0, failed: 1, dropped: 0 });
      const loss = assertThrows(() => sink.close(), RunIoError);
      assertEquals(details(loss), {
        name: "RunIoError",
        path: "/dev/full",
        code: "ENOSPC",
        message: "Cannot write 1 of 1 events to /dev/full: the disk is full (ENOSPC)",
      });
    },
  });

  Deno.test({
    name: `fileSink() writes to what is no regular file on ${name}`,
    ignore: Deno.build.os === "windows",
    fn() {
      using sink = fileSink("/dev/null", { port });
      sink.emit(stdout("gone"));
      assertEquals(sink.stats().written, 1);
    },
  });
}

Deno.test({
  name: "fileSink() throws RunIoError when the directory is read-only",
  // The superuser may write everywhere.
  ignore: Deno.build.os === "windows" || Deno.uid() === 0,
  fn: withDirectory((directory) => {
    Deno.chmodSync(directory, 0o500);
    try {
      for (const port of Object.values(FILE_PORTS)) {
        const path = `${directory}/run.jsonl`;
        const error = assertThrows(() => fileSink(path, { port }), RunIoError);
        assertEquals([error.path, error.code], [path, "EACCES"]);
      }
    } finally {
      Deno.chmodSync(directory, 0o700);
    }
  }),
});

for (
  const [code, reason] of [
    ["EACCES", "permission denied"],
    ["EROFS", "the file system is read-only"],
    ["EMFILE", "too many files are open"],
  ] as const
) {
  Deno.test(`fileSink() throws RunIoError when the system says ${code}`, () => {
    const cause = systemError(code);
    const port = new MemoryDisk({
      before() {
        throw cause;
      },
    });
    const error = assertThrows(() => fileSink("runs/1.jsonl", { port }), RunIoError);
    assertEquals(details(error), {
      name: "RunIoError",
      path: "runs/1.jsonl",
      code,
      message: `Cannot open runs/1.jsonl: ${reason} (${code})`,
    });
    assertEquals(error.cause, cause);
  });
}

function writesOf(disk: MemoryDisk): number {
  return disk.calls.filter(({ name }) => name === "writeSync").length;
}

Deno.test("fileSink() hands each event over in one write", () => {
  const disk = new MemoryDisk();
  const sink = fileSink("run.jsonl", { port: disk });
  for (const event of SAMPLE_EVENTS) sink.emit(event);
  sink.emit(stdout("x".repeat(1_000_000)));
  assertEquals(writesOf(disk), SAMPLE_EVENTS.length + 1);
});

Deno.test("fileSink() hands the first event after a torn line over in one write", () => {
  const disk = new MemoryDisk();
  disk.append("run.jsonl", '{"v":1');
  fileSink("run.jsonl", { port: disk }).emit(stdout("one"));
  assertEquals([writesOf(disk), disk.textOf("run.jsonl").slice(0, 7)], [1, '{"v":1\n']);
});

Deno.test("fileSink() seals the NUL bytes that a power cut leaves behind", () => {
  const disk = new MemoryDisk();
  disk.append("run.jsonl", "{}\n\0\0\0");
  fileSink("run.jsonl", { port: disk }).emit(stdout("one"));
  const { events, issues } = read(disk.textOf("run.jsonl"));
  assertEquals(events, [stdout("one")]);
  assertEquals(issues.map(({ code, line }) => [code, line]).at(-1), ["nul_bytes", 2]);
});

Deno.test("fileSink() completes what the system wrote only in part", () => {
  const disk = new MemoryDisk({
    before: ({ name, bytes }) => name === "writeSync" ? Math.ceil(bytes / 3) : undefined,
  });
  const sink = fileSink("run.jsonl", { port: disk });
  for (const event of SAMPLE_EVENTS) sink.emit(event);
  assertEquals(recordsOf(disk.textOf("run.jsonl")), SAMPLE_EVENTS);
});

Deno.test("fileSink() takes back its part of a line when a write fails in the middle", () => {
  const { disk, free } = diskWithRoom(30);
  const sink = fileSink("run.jsonl", { port: disk });
  const error = assertThrows(() => sink.emit(stdout("lost")), RunIoError);
  assertEquals(error.message, "Cannot write run.jsonl: the disk is full (ENOSPC)");
  assertThrows(() => sink.emit(stdout("lost too", 2)), RunIoError);
  free();
  sink.emit(stdout("kept", 3));
  sink.emit(stdout("kept too", 4));
  assertEquals(recordsOf(disk.textOf("run.jsonl")), [stdout("kept", 3), stdout("kept too", 4)]);
  assertEquals(sink.stats(), { emitted: 4, written: 2, failed: 2, dropped: 0 });
});

Deno.test("fileSink() never throws through a bus, and tells it of the failure", async () => {
  const told: unknown[] = [];
  const bus = new EventBus({ onError: ({ error }) => told.push(details(error as RunIoError)) });
  const failures: { readonly [name: string]: string } = { writeSync: "EIO", close: "EDQUOT" };
  bus.on(fileSink("run.jsonl", {
    port: new MemoryDisk({
      before({ name }) {
        if (failures[name] !== undefined) throw systemError(failures[name]);
      },
    }),
  }));
  bus.emit({ type: "stdout", payload: "lost" });
  await assertRejects(() => bus.close(), AggregateError);
  assertEquals(told, [
    {
      name: "RunIoError",
      path: "run.jsonl",
      code: "EIO",
      message: "Cannot write run.jsonl: the device failed (EIO)",
    },
    {
      name: "RunIoError",
      path: "run.jsonl",
      code: "EIO",
      message: "Cannot write 1 of 1 events to run.jsonl: the device failed (EIO)",
    },
  ]);
});

/** Runs a script that emits one event to a file, with no more than the permissions given. */
async function emitWith(permissions: readonly string[], path: string): Promise<string> {
  const sinks = new URL("../../../sinks/file.ts", import.meta.url);
  const core = new URL("../../../core/bus.ts", import.meta.url);
  const script = `
    const { fileSink } = await import(${JSON.stringify(sinks.href)});
    const { EventBus } = await import(${JSON.stringify(core.href)});
    try {
      const bus = new EventBus();
      bus.on(fileSink(${JSON.stringify(path)}));
      bus.emit({ type: "stdout", payload: "one" });
      console.log("done");
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }`;
  const config = new URL("../../../deno.json", import.meta.url).pathname;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--config",
      config,
      ...permissions,
      `data:text/javascript,${encodeURIComponent(script)}`,
    ],
  }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

const REPOSITORY = new URL("../../../", import.meta.url).pathname;

Deno.test(
  "fileSink() throws RunIoError that names the flag when Deno's permission is missing",
  withDirectory(async (directory) => {
    const path = `${directory}/run.jsonl`;
    assertEquals(
      await emitWith([`--allow-read=${REPOSITORY}`], path),
      `RunIoError undefined Cannot open ${path}: ` +
        "Deno was not given the permission for it (--allow-write)\n",
    );
  }),
);

Deno.test(
  "fileSink() needs no permission but to write to the file, and never glues without more",
  withDirectory(async (directory) => {
    const path = `${directory}/run.jsonl`;
    const permissions = [`--allow-read=${REPOSITORY}`, `--allow-write=${path}`];
    Deno.writeTextFileSync(path, '{"v":1,"se');
    assertEquals(await emitWith(permissions, path), "done\n");
    assertEquals(await emitWith(permissions, path), "done\n");
    const { events, issues } = read(Deno.readTextFileSync(path));
    assertEquals(events.length, 2);
    assertEquals(issues.map(({ code }) => code), ["malformed_json"]);
  }),
);

Deno.test("RunIoError has no code when the cause has none", () => {
  const error = new RunIoError("open", "run.jsonl", "odd");
  assertEquals(details(error), {
    name: "RunIoError",
    path: "run.jsonl",
    code: undefined,
    message: "Cannot open run.jsonl: odd",
  });
  assertStringIncludes(error.stack ?? "", "RunIoError");
});

for (const path of ["", undefined, 5]) {
  Deno.test(`fileSink() throws a TypeError when its path is ${JSON.stringify(path)}`, () => {
    assertThrows(
      () => fileSink(path as string),
      TypeError,
      `Cannot open a file: its path is ${JSON.stringify(path)}`,
    );
  });
}
