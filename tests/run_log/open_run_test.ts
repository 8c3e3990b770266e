import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { runIdTime } from "../../core/run_id_time.ts";
import { fileSink } from "../../sinks/file.ts";
import { denoDirectories } from "../../sinks/io/deno_directories.ts";
import { inspect, type Issue } from "../../core/reading.ts";
import { openRun } from "../../sinks/run_log.ts";
import { FAKE_NOW_MS, fakeClock } from "../fixtures/fake_clock.ts";
import { MemoryDisk } from "../fixtures/memory_disk.ts";
import { systemError } from "../sinks/memory.ts";
import { thrownBy, withRoot } from "./temporary_root.ts";

Deno.test(
  "openRun() makes the directories, and a log that is sound",
  withRoot(async (root) => {
    const run = openRun(`${root}/deep/root`, { clock: fakeClock() });
    run.bus.run({ name: "nightly" }).finish();
    await run.close();
    const issues: Issue[] = [];
    const { events } = await inspect([Deno.readFileSync(run.path)], {
      onIssue: (issue) => issues.push(issue),
    });
    assertEquals([events, issues], [2, []]);
    assertEquals(run.path, `${root}/deep/root/runs/${run.runId}/events.jsonl`);
    assertEquals([run.bus.runId, runIdTime(run.runId)], [run.runId, FAKE_NOW_MS]);
  }),
);

Deno.test(
  "openRun() takes a root that ends in a separator",
  withRoot(async (root) => {
    await using run = openRun(`${root}//`, { runId: "r1" });
    assertEquals(run.path, `${root}/runs/r1/events.jsonl`);
  }),
);

Deno.test(
  "openRun() refuses a run id that is there already, and leaves its log alone",
  withRoot(async (root) => {
    const first = openRun(root, { runId: "r1" });
    first.bus.emit({ type: "stdout", payload: "kept" });
    await first.close();
    const before = Deno.readTextFileSync(first.path);
    assertEquals(await thrownBy(() => openRun(root, { runId: "r1" })), {
      name: "RunIoError",
      message: `Cannot make ${root}/runs/r1: a file stands in the way (EEXIST)`,
      code: "EEXIST",
      path: `${root}/runs/r1`,
    });
    assertEquals(Deno.readTextFileSync(first.path), before);
  }),
);

for (
  const [runId, fault] of [
    ["../x", "it has a path separator"],
    ["/etc", "it has a path separator"],
    ["..", "it is a relative path"],
    ["", "it is empty"],
    ["a\0b", "it has a NUL character"],
    ["CON", "Windows reserves it for a device"],
    ["x".repeat(300), "it has 300 bytes, and 128 is the limit"],
  ] as const
) {
  Deno.test(
    `openRun() refuses the run id ${JSON.stringify(runId).slice(0, 20)} and makes nothing`,
    withRoot(async (root) => {
      assertEquals(await thrownBy(() => openRun(root, { runId })), {
        name: "TypeError",
        message: `Cannot use run id ${JSON.stringify(runId)}: ${fault}`,
      });
      assertEquals([...Deno.readDirSync(root)], []);
    }),
  );
}

Deno.test("openRun() refuses a root that is empty", async () => {
  assertEquals(await thrownBy(() => openRun("")), {
    name: "TypeError",
    message: 'Cannot find runs: the root is ""',
  });
});

Deno.test({
  name: "openRun() follows a root that is a link, and nothing below it",
  ignore: Deno.build.os === "windows",
  fn: withRoot(async (root) => {
    Deno.mkdirSync(`${root}/real`);
    Deno.mkdirSync(`${root}/elsewhere`);
    Deno.symlinkSync(`${root}/real`, `${root}/root`);
    await openRun(`${root}/root`, { runId: "r1" }).close();
    assert(Deno.lstatSync(`${root}/real/runs/r1/events.jsonl`).isFile);

    Deno.removeSync(`${root}/real/runs`, { recursive: true });
    Deno.symlinkSync(`${root}/elsewhere`, `${root}/real/runs`);
    assertEquals(await thrownBy(() => openRun(`${root}/root`, { runId: "r1" })), {
      name: "RunIoError",
      message: `Cannot read ${root}/root/runs: a symbolic link stands in the way (ELOOP)`,
      code: "ELOOP",
      path: `${root}/root/runs`,
    });

    Deno.removeSync(`${root}/real/runs`);
    Deno.mkdirSync(`${root}/real/runs`);
    Deno.symlinkSync(`${root}/elsewhere`, `${root}/real/runs/r1`);
    const error = await thrownBy(() => openRun(`${root}/root`, { runId: "r1" }));
    assertEquals((error as { code: string }).code, "EEXIST");
    assertEquals([...Deno.readDirSync(`${root}/elsewhere`)], []);
  }),
});

for (const method of ["makeDirectories", "makeDirectory"] as const) {
  Deno.test(
    `openRun() throws RunIoError when the file system is read-only for ${method}()`,
    withRoot(async (root) => {
      const directories = {
        ...denoDirectories,
        [method]() {
          throw systemError("EROFS");
        },
      };
      const path = `${root}/runs${method === "makeDirectory" ? "/r1" : ""}`;
      assertEquals(await thrownBy(() => openRun(root, { runId: "r1", directories })), {
        name: "RunIoError",
        message: `Cannot make ${path}: the file system is read-only (EROFS)`,
        code: "EROFS",
        path,
      });
    }),
  );
}

Deno.test(
  "openRun() hands its options to the bus and to the file",
  withRoot(async (root) => {
    const disk = new MemoryDisk();
    const run = openRun(root, {
      runId: "r1",
      clock: fakeClock(),
      redaction: { secrets: ["hunter2"] },
      port: disk,
    });
    run.bus.emit({ type: "hook", name: "login", phase: "hunter2" });
    await run.close();
    const { timestamp, correlation, phase } = JSON.parse(disk.textOf(run.path));
    assertEquals([timestamp, correlation, phase], [
      "2026-01-02T03:04:05.678Z",
      { runId: "r1" },
      "[REDACTED]",
    ]);
  }),
);

Deno.test(
  "RunLog.close() rejects when events were lost",
  withRoot(async (root) => {
    const run = openRun(root, {
      port: new MemoryDisk({
        before({ name }) {
          if (name === "writeSync") throw systemError("ENOSPC");
        },
      }),
    });
    run.bus.emit({ type: "stdout", payload: "lost" });
    await assertRejects(() => run.close(), AggregateError);
  }),
);

Deno.test(
  "RunLog.bus takes more sinks",
  withRoot(async (root) => {
    const run = openRun(root);
    run.bus.on(fileSink(`${root}/copy.jsonl`));
    run.bus.run().finish();
    await run.close();
    assertStrictEquals(
      Deno.readTextFileSync(`${root}/copy.jsonl`),
      Deno.readTextFileSync(run.path),
    );
  }),
);
