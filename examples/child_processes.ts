/**
 * One run with two child processes: each finds the run in its environment, and its
 * events join the run's file. By itself, a child would be a run of its own.
 *
 *     deno run -A examples/child_processes.ts checks.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { joinEnv, joinRun } from "@runtrail/runtrail/join_run";
import { fileSink } from "@runtrail/runtrail/sinks/file";

const [argument = "checks.jsonl"] = Deno.args;
const joined = joinRun();

if (joined === undefined) await parent(argument);
else await child(joined.bus, argument);
await joined?.close();

async function parent(path: string): Promise<void> {
  const bus = new EventBus();
  bus.on(fileSink(path));
  const run = bus.run({ name: "checks" });
  const codes = await Promise.all(["format", "types"].map(async (check) => {
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", import.meta.url, check],
      env: { ...joinEnv(bus, path, { writer: check }) },
    }).output();
    return code;
  }));
  run.finish({ exitCode: Math.max(...codes) });
  await bus.close();
}

// deno-lint-ignore require-await
async function child(bus: EventBus, check: string): Promise<void> {
  const job = bus.job(check);
  const command = job.command(`deno ${check}`);
  command.output("stdout", "3 files\n");
  command.finish({ exitCode: 0 });
  job.finish({ outcome: "success" });
}
