/**
 * Records a real run: executes this project's own format, lint and type checks
 * and writes what happens, with true output, durations and exit codes, to an
 * event file.
 *
 *     deno run -A examples/record_checks.ts run.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { filter } from "@runtrail/runtrail/sinks/compose";
import { consoleSink } from "@runtrail/runtrail/sinks/console";
import { fileSink } from "@runtrail/runtrail/sinks/file";

const CHECKS: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["format", ["fmt", "--check"]],
  ["lint", ["lint"]],
  ["types", ["check", "mod.ts", "core/", "sinks/", "cli/"]],
];

const path = Deno.args[0] ?? "run.jsonl";
await Deno.remove(path).catch(() => {});

const bus = new EventBus();
bus.on(fileSink(path));
bus.on(filter(consoleSink(), ({ type }) => type !== "stdout" && type !== "stderr"));

const run = bus.run({ name: "checks of runtrail", mode: "check", errorMode: "fail-at-end" });
for (const [name, args] of CHECKS) {
  const job = bus.job(name);
  const exitCode = await runCommand(job, ["deno", ...args]);
  job.finish({ outcome: exitCode === 0 ? "success" : "failure", exitCode });
}
run.finish();
await bus.close();

/** Runs a command inside a job, with its output as events. */
async function runCommand(
  job: ReturnType<EventBus["job"]>,
  [program, ...args]: readonly [string, ...string[]],
): Promise<number> {
  const command = job.command([program, ...args].join(" "));
  const child = new Deno.Command(program === "deno" ? Deno.execPath() : program, {
    args,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [status] = await Promise.all([
    child.status,
    forward(child.stdout, (text) => command.output("stdout", text)),
    forward(child.stderr, (text) => command.output("stderr", text)),
  ]);
  const { code: exitCode, signal } = status;
  command.finish(signal === null ? { exitCode } : { exitCode: -1, signal });
  return exitCode;
}

/** Hands text on as it comes; characters that two chunks share stay whole. */
async function forward(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (text: string) => void,
): Promise<void> {
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) take(text);
}
