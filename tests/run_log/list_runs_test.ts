import { assertEquals } from "@std/assert";
import { type ListedRun, listRuns, openRun, type SkippedPath } from "../../sinks/run_log.ts";
import { FAILED, record, SUCCEEDED, UNFINISHED } from "../cli/sample_files.ts";
import { systemError } from "../sinks/memory.ts";
import { memoryDirectories } from "./memory_directories.ts";
import { thrownBy, withRoot, writeLog } from "./temporary_root.ts";

const SUCCEEDED_ID = "01JNFQ000000000000000000A1";
const FAILED_ID = "01JNFQ000000000000000000B2";
const UNFINISHED_ID = "01JNFQ000000000000000000C3";
const STARTED_AT_MS = 1_741_062_930_432;

/** What differs between machines is left out. */
function stable(runs: readonly ListedRun[]): readonly unknown[] {
  return runs.map(({ writtenAtMs, ...run }) => ({ ...run, written: writtenAtMs !== undefined }));
}

function states(runs: readonly ListedRun[]): readonly unknown[] {
  return runs.map(({ runId, state }) => [runId, state]);
}

async function skippedIn(root: string): Promise<readonly SkippedPath[]> {
  const skipped: SkippedPath[] = [];
  await listRuns(root, { onSkipped: (path) => skipped.push(path) });
  return skipped;
}

Deno.test(
  "listRuns() gives nothing when the root or its runs are not there",
  withRoot(async (root) => {
    assertEquals(await listRuns(`${root}/missing`), []);
    assertEquals(await listRuns(root), []);
    Deno.mkdirSync(`${root}/runs`);
    assertEquals(await listRuns(root), []);
  }),
);

Deno.test(
  "listRuns() tells how a run stands, when it started, what is in it, and how large it is",
  withRoot(async (root) => {
    const path = writeLog(root, SUCCEEDED_ID, SUCCEEDED);
    assertEquals(stable(await listRuns(root)), [{
      runId: SUCCEEDED_ID,
      path,
      startedAtMs: STARTED_AT_MS,
      written: true,
      bytes: SUCCEEDED.length,
      state: "succeeded",
      name: "nightly backup",
      durationMs: 1240,
      events: 4,
      failures: 0,
      counts: { command: { total: 1, unfinished: 0, byStatus: { success: 1 } } },
    }]);
  }),
);

Deno.test(
  "listRuns() sorts runs by their ids, and so by their start",
  withRoot(async (root) => {
    const startsMs = [5, 3, 4, 1, 2].map((day) => Date.UTC(2026, 0, day));
    for (const startMs of startsMs) {
      const run = openRun(root, { clock: { now: () => startMs, monotonicMs: () => 0 } });
      run.bus.run().finish();
      await run.close();
    }
    const listed = await listRuns(root);
    assertEquals(listed.map(({ startedAtMs }) => startedAtMs), startsMs.toSorted());
    assertEquals(new Set(listed.map(({ state }) => state)), new Set(["succeeded"]));
  }),
);

Deno.test(
  "listRuns() tells succeeded, failed, unfinished and empty runs apart",
  withRoot(async (root) => {
    writeLog(root, SUCCEEDED_ID, SUCCEEDED);
    writeLog(root, FAILED_ID, FAILED);
    writeLog(root, UNFINISHED_ID, UNFINISHED);
    writeLog(root, "empty-log", "");
    writeLog(root, "no-event", "not json\n");
    writeLog(root, "other-run", SUCCEEDED);
    Deno.mkdirSync(`${root}/runs/no-log`);
    assertEquals(states(await listRuns(root)), [
      [SUCCEEDED_ID, "succeeded"],
      [FAILED_ID, "failed"],
      [UNFINISHED_ID, "unfinished"],
      ["empty-log", "empty"],
      ["no-event", "empty"],
      ["no-log", "empty"],
      ["other-run", "empty"],
    ]);
  }),
);

Deno.test({
  name: "listRuns() says running while a process holds a lock on the log, and no more after it",
  ignore: Deno.build.os !== "linux",
  fn: withRoot(async (root) => {
    const run = openRun(root, { runId: "r1" });
    const writer = Deno.openSync(run.path, { append: true });
    const shared = false;
    writer.lockSync(shared);
    const before = await listRuns(root);
    const handle = run.bus.run();
    const during = await listRuns(root);
    handle.finish();
    const ended = await listRuns(root);
    writer.close();
    await run.close();
    assertEquals([before, during, ended].map(states), [
      [["r1", "running"]],
      [["r1", "running"]],
      [["r1", "succeeded"]],
    ]);
  }),
});

Deno.test({
  name: "listRuns() says unfinished when the process was killed",
  ignore: Deno.build.os === "windows",
  fn: withRoot(async (root) => {
    const script = `
      import { openRun } from "${new URL("../../sinks/run_log.ts", import.meta.url)}";
      openRun(${JSON.stringify(root)}, { runId: "r1" }).bus.run({ name: "killed" });
      Deno.kill(Deno.pid, "SIGKILL");`;
    Deno.writeTextFileSync(`${root}/killed.ts`, script);
    const config = new URL("../../deno.json", import.meta.url).pathname;
    await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--config", config, `${root}/killed.ts`],
    }).output();
    const [run] = await listRuns(root);
    assertEquals([run?.name, run?.state, run?.events], ["killed", "unfinished", 1]);
  }),
});

Deno.test(
  "listRuns() takes the start from the first event when the id is no ULID",
  withRoot(async (root) => {
    const from = "2026-01-02T03:04:05.678Z";
    writeLog(root, "nightly", record({ runId: "nightly", from }, ({ bus }) => bus.run().finish()));
    Deno.mkdirSync(`${root}/runs/unknown`);
    const starts = (await listRuns(root)).map(({ startedAtMs }) => startedAtMs);
    assertEquals(starts, [Date.parse(from), undefined]);
  }),
);

Deno.test(
  "listRuns() counts the size of all files of a run",
  withRoot(async (root) => {
    writeLog(root, "r1", "12345");
    Deno.mkdirSync(`${root}/runs/r1/nodes/deep`, { recursive: true });
    Deno.writeTextFileSync(`${root}/runs/r1/nodes/deep/a.out`, "x".repeat(1000));
    if (Deno.build.os !== "windows") Deno.symlinkSync(root, `${root}/runs/r1/loop`);
    assertEquals((await listRuns(root)).map(({ bytes }) => bytes), [1005]);
  }),
);

Deno.test(
  "listRuns() reads what is good of a log that was cut off",
  withRoot(async (root) => {
    writeLog(root, SUCCEEDED_ID, SUCCEEDED.slice(0, -10));
    const [run] = await listRuns(root);
    assertEquals([run?.state, run?.events], ["unfinished", 3]);
  }),
);

Deno.test({
  name: "listRuns() leaves out what is no run, and tells what and why",
  ignore: Deno.build.os === "windows",
  fn: withRoot(async (root) => {
    writeLog(root, SUCCEEDED_ID, SUCCEEDED);
    Deno.writeTextFileSync(`${root}/runs/.DS_Store`, "");
    Deno.mkdirSync(`${root}/runs/a:b`);
    Deno.mkdirSync(`${root}/runs/bad\x1b[31m`);
    Deno.symlinkSync(`${root}/runs/${SUCCEEDED_ID}`, `${root}/runs/link`);
    Deno.mkdirSync(`${root}/runs/linked-log`);
    Deno.symlinkSync(`${root}/runs/.DS_Store`, `${root}/runs/linked-log/events.jsonl`);
    Deno.mkdirSync(`${root}/runs/odd-log/events.jsonl`, { recursive: true });
    const runs = `${root}/runs`;
    assertEquals(states(await listRuns(root)), [[SUCCEEDED_ID, "succeeded"]]);
    assertEquals(await skippedIn(root), [
      {
        path: `${runs}/.DS_Store`,
        reason: "foreign",
        message: `Cannot read ${runs}/.DS_Store: a part of the path is not a directory (ENOTDIR)`,
      },
      {
        path: `${runs}/a:b`,
        reason: "foreign",
        message: `Cannot use ${runs}/a:b: as a run id, it has one of the characters < > : " | ? *`,
      },
      {
        path: `${runs}/bad\x1b[31m`,
        reason: "foreign",
        message: `Cannot use ${runs}/bad\x1b[31m: as a run id, it has a control character`,
      },
      {
        path: `${runs}/link`,
        reason: "symlink",
        message: `Cannot read ${runs}/link: a symbolic link stands in the way (ELOOP)`,
      },
      {
        path: `${runs}/linked-log/events.jsonl`,
        reason: "symlink",
        message:
          `Cannot read ${runs}/linked-log/events.jsonl: a symbolic link stands in the way (ELOOP)`,
      },
      {
        path: `${runs}/odd-log/events.jsonl`,
        reason: "foreign",
        message: `Cannot read ${runs}/odd-log/events.jsonl: it is a directory (EISDIR)`,
      },
    ]);
  }),
});

Deno.test({
  name: "listRuns() refuses runs that are a symbolic link",
  ignore: Deno.build.os === "windows",
  fn: withRoot(async (root) => {
    writeLog(`${root}/real`, SUCCEEDED_ID, SUCCEEDED);
    Deno.symlinkSync(`${root}/real/runs`, `${root}/runs`);
    assertEquals(await thrownBy(() => listRuns(root)), {
      name: "RunIoError",
      message: `Cannot read ${root}/runs: a symbolic link stands in the way (ELOOP)`,
      code: "ELOOP",
      path: `${root}/runs`,
    });
  }),
});

Deno.test({
  name: "listRuns() follows a root that is a symbolic link, because its user names it",
  ignore: Deno.build.os === "windows",
  fn: withRoot(async (root) => {
    writeLog(`${root}/real`, SUCCEEDED_ID, SUCCEEDED);
    Deno.symlinkSync(`${root}/real`, `${root}/root`);
    assertEquals(states(await listRuns(`${root}/root`)), [[SUCCEEDED_ID, "succeeded"]]);
  }),
});

const LOG = `/root/runs/${SUCCEEDED_ID}/events.jsonl`;
const OTHER = "/root/runs/other/events.jsonl";

for (const method of ["names", "info", "openRegular"] as const) {
  Deno.test(`listRuns() leaves a run out when it goes away before ${method}()`, async () => {
    const skipped: SkippedPath[] = [];
    const directories = memoryDirectories(
      { [LOG]: { text: SUCCEEDED }, [OTHER]: { text: "" } },
      (real) => ({
        [method](path: string) {
          if (path.startsWith("/root/runs/other")) {
            real.files.delete(OTHER);
            if (method === "names") throw systemError("ENOENT");
          }
          return (real[method] as (path: string) => unknown)(path);
        },
      }),
    );
    const runs = await listRuns("/root", { directories, onSkipped: (path) => skipped.push(path) });
    assertEquals(states(runs), [[SUCCEEDED_ID, "succeeded"]]);
    assertEquals(skipped, []);
  });
}

Deno.test("listRuns() tells of a run that cannot be read, and lists the others", async () => {
  const skipped: SkippedPath[] = [];
  const directories = memoryDirectories({
    [LOG]: { text: SUCCEEDED },
    [OTHER]: { text: "", fails: "EACCES" },
  });
  const runs = await listRuns("/root", { directories, onSkipped: (path) => skipped.push(path) });
  assertEquals(states(runs), [[SUCCEEDED_ID, "succeeded"]]);
  assertEquals(skipped, [{
    path: OTHER,
    reason: "unreadable",
    message: `Cannot read ${OTHER}: permission denied (EACCES)`,
  }]);
});

Deno.test("listRuns() rejects when the runs cannot be listed", async () => {
  const directories = memoryDirectories({ [LOG]: { text: SUCCEEDED } }, () => ({
    names() {
      throw systemError("EACCES");
    },
  }));
  assertEquals(await thrownBy(() => listRuns("/root", { directories })), {
    name: "RunIoError",
    message: "Cannot list /root/runs: permission denied (EACCES)",
    code: "EACCES",
    path: "/root/runs",
  });
});

Deno.test("listRuns() rejects with what is no fault of a run", async () => {
  const directories = memoryDirectories({ [LOG]: { text: UNFINISHED } }, () => ({
    isBeingWritten() {
      throw new RangeError("A fault of the port");
    },
  }));
  const error = await thrownBy(() => listRuns("/root", { directories }));
  assertEquals((error as Error).name, "RangeError");
});
