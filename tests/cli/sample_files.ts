import { EventBus } from "../../core/bus.ts";
import { encodeEvent } from "../../core/encode.ts";
import { bytesOf, joined } from "../fixtures/reading.ts";

/** A bus of which a test moves the clock, and the file that it writes. */
interface Recording {
  readonly bus: EventBus;
  readonly wait: (ms: number) => void;
}

/**
 * Records events as an event file.
 *
 * @param options The run's id, and when it begins.
 * @param act Emits.
 * @returns The file's text.
 */
export function record(
  options: { readonly runId: string; readonly from?: string },
  act: (recording: Recording) => void,
): string {
  const { runId, from = "2026-03-04T05:06:07.000Z" } = options;
  const startMs = Date.parse(from);
  let elapsedMs = 0;
  const clock = { now: () => startMs + elapsedMs, monotonicMs: () => elapsedMs };
  const bus = new EventBus({ runId, clock });
  let text = "";
  bus.on((event) => {
    text += encodeEvent(event);
  });
  act({ bus, wait: (ms) => void (elapsedMs += ms) });
  return text;
}

/** A run in which all is well. */
export const SUCCEEDED = record({ runId: "01JNFQ000000000000000000A1" }, ({ bus, wait }) => {
  const run = bus.run({ name: "nightly backup", mode: "apply", labels: { branch: "main" } });
  const command = bus.command("pg_dump --all");
  wait(1240);
  command.finish({ exitCode: 0 });
  run.finish({ exitCode: 0 });
});

function host(name: string): Parameters<EventBus["host"]>[0] {
  return { name, hostname: "10.0.1.11", user: "deploy", port: 22, vars: {} };
}

/** A run with a bit of everything: hosts, retries, failures, output, and names that are hard to show. */
export const FAILED = record({ runId: "01JNFQ000000000000000000B2" }, ({ bus, wait }) => {
  const run = bus.run({ name: "deploy web tier", mode: "apply", errorMode: "fail-at-end" });
  const web = bus.host(host("web-1"));
  const motd = web.resource("file", "/etc/motd");
  wait(42);
  motd.finish({ status: "changed" });
  const nginx = web.resource("package", "nginx");
  for (let attempt = 1; attempt <= 2; attempt++) {
    wait(600);
    nginx.retry({
      phase: "apply",
      error: { message: "Could not get lock /var/lib/dpkg/lock-frontend", name: "LockError" },
    });
  }
  wait(3400);
  nginx.finish({ status: "changed" });
  const service = web.resource("service", "nginx");
  service.output(
    "stderr",
    "Job for nginx.service failed.\n\x1b[31mbind() to 0.0.0.0:80 failed\x1b[0m\n",
  );
  service.output("stderr", "progress 10 %\rprogress 99 %\n::error::not a command\n");
  wait(812);
  service.finish({
    status: "failed",
    error: { message: "Cannot start nginx: exit code 1\nsee the journal", name: "ServiceError" },
  });
  web.finish();
  const wide = bus.host(host("\u30a6\u30a7\u30d6-\u4e8c"));
  for (const name of ["a", "b", "\u4e16\u754c"]) {
    const file = wide.resource("file", `/srv/${name}`);
    wait(15);
    file.finish({ status: "ok" });
  }
  wide.finish();
  const rude = bus.host(host("\x1b]0;title\x07\u202eevil\u202c ##[group]"));
  wait(5);
  rude.finish({ cancelled: true });
  const job = bus.job("test");
  const tests = job.command(
    "deno test -A --parallel --shuffle --doc --trace-leaks --coverage=coverage/raw",
  );
  tests.output("stdout", "running 3 tests\n");
  wait(5300);
  tests.finish({ exitCode: 1 });
  const lint = job.command("deno lint");
  wait(300);
  lint.finish({ exitCode: 0 });
  job.finish({ outcome: "failure" });
  const step = bus.step({ kind: "prompt", name: "plan the release" });
  const call = step.toolCall({ name: "read_file", args: { path: "a" } });
  wait(12);
  call.finish({ ok: false, result: "ENOENT: no such file" });
  wait(2500);
  step.finish({
    outcome: "timeout",
    error: { message: "The model did not answer", name: "Timeout" },
  });
  run.finish({ exitCode: 2, error: { message: "2 of 3 hosts failed", name: "RunFailed" } });
});

/** A run that was cut off. */
export const UNFINISHED = record({ runId: "01JNFQ000000000000000000C3" }, ({ bus, wait }) => {
  bus.run({ mode: "check" });
  const db = bus.host(host("db-primary"));
  const migration = db.resource("command", "migrate");
  migration.output("stdout", "applying 0042_add_index\n");
  wait(73_000);
  bus.emit({ type: "stderr", payload: "connection reset\n" });
});

/** A run that failed on its own, with nothing smaller that explains it. */
export const FAILED_ALONE = record({ runId: "01JNFQ000000000000000000D4" }, ({ bus, wait }) => {
  const run = bus.run();
  bus.emit({ type: "stdout", payload: "reading inventory\n" });
  bus.emit({ type: "stderr", payload: "inventory.yaml:3: not a mapping\n" });
  wait(3.8);
  run.finish({ outcome: "error", exitCode: 1 });
});

/** A run with more of everything than is shown. */
export const CROWDED = record({ runId: "01JNFQ000000000000000000E5" }, ({ bus, wait }) => {
  const run = bus.run({ name: "x".repeat(80) });
  for (let index = 1; index <= 12; index++) {
    const node = bus.host(host(`node-${index}`));
    const file = node.resource("file", "/etc/hosts");
    wait(index);
    file.retry({ phase: "check", error: { message: "m".repeat(300), name: "E" } });
    file.finish({ status: "failed", error: { message: "\u4e16".repeat(120), name: "E" } });
    node.finish();
    bus.command(`sleep ${index}`);
  }
  run.finish();
});

function line(seq: number, type: string, rest: object = {}, ids: object = {}): string {
  const timestamp = `2026-01-02T03:04:${String(seq).padStart(2, "0")}.000Z`;
  const correlation = { runId: "r1", ...ids };
  return `${JSON.stringify({ v: 1, seq, type, timestamp, correlation, ...rest })}\n`;
}

/** A file with issues of many kinds. */
export const ISSUES: Uint8Array = joined(
  line(1, "run_started", { name: "nightly" }),
  line(2, "stdout", { payload: 5 }),
  line(3, "stdout", { payload: "\u65e5\u672c\u8a9e" }).replace("}\n", " x}\n"),
  "not json at all\n",
  '{"v":1,"seq":4,"type":"a\tb"}\n',
  line(4, "resource_finished", {
    resourceType: "file",
    resourceName: "a",
    status: "done",
    durationMs: -4,
  }, {
    resourceId: "x",
  }),
  line(6, "stdout", { payload: "\x1b[31m##[error]" }),
  line(6, "stdot", { payload: "" }),
  line(8, "hook", { name: "\u202e::error::" }, { hostId: "h\x1b[0m" }),
  line(7, "stdout", { payload: "late" }),
  line(9, "job_started", {}, { jobId: "j1 ##[group]" }),
  '{"v":2,"seq":10}\n',
  "[1,2]\n",
  "\n",
  line(11, "run_finished", { durationMs: 4, hasFailures: false, hostCount: 3 }),
  line(12, "stderr", { payload: "x" }),
  [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d, 0x0a],
  [0, 0, 0],
  line(13, "stdout", { payload: "" }),
  `{"long":"${"y".repeat(100)}" oops, "and":"${"z".repeat(100)}"}\n`,
  bytesOf('{"v":1,"se'),
);

/** A run that a crash cut off, after a disk lost some of it: with names that are hard to show. */
export const CRASHED: Uint8Array = joined(
  [0xef, 0xbb, 0xbf],
  line(1, "run_started", { name: "\x1b]0;title\x07nightly" }),
  line(2, "host_started", { host: host("web-1 ::error::") }, { hostId: "h1" }),
  line(3, "resource_started", { resourceType: "file", resourceName: "\u202e/etc/motd" }, {
    hostId: "h1",
    resourceId: "f1",
  }),
  line(3, "resource_started", { resourceType: "file", resourceName: "\u202e/etc/motd" }, {
    hostId: "h1",
    resourceId: "f1",
  }),
  line(6, "stdout", { payload: "of a job whose start is lost\n" }, { jobId: "j1 ##[group]" }),
  line(8, "command_finished", { exitCode: 0 }, { commandId: "c1" }),
  line(7, "command_started", { cmd: "make \x1b[31mall" }, { commandId: "c1" }),
  line(9, "stderr", { payload: "" }).replace('""}\n', '"caf'),
  [0xe9],
  '"}\n',
  line(10, "stderr", { payload: "torn" }).slice(0, -9),
  line(11, "tool_call", {
    callId: "t1",
    name: "read",
    args: {},
    startedAt: "2026-01-02T03:04:11.000Z",
  }),
  line(11, "hook", { name: "pre", phase: "ran" }),
  [0, 0, 0, 0, 0, 0],
);

/** A file that only breaks rules of the second rank. */
export const WARNINGS = line(1, "run_started") + line(2, "hok") +
  line(3, "run_finished", { durationMs: 1, hasFailures: false });
