import { spawn } from "node:child_process";
import process from "node:process";
import { joinRun } from "../../sinks/join_run.ts";
import { openRun } from "../../sinks/run_log.ts";

/**
 * A program for Deno and Node that is a parent or, where it finds a run to join, its
 * child. The parent prints the path of the run's log.
 */
interface Plan {
  /** Where the parent opens its run. */
  readonly root: string;
  /** How a child is called. */
  readonly child: readonly [string, ...string[]];
  /** How many children there are, all at once. */
  readonly children: number;
  /** How many events each child emits. */
  readonly events: number;
}

const plan: Plan = JSON.parse(process.argv.at(-1)!);
const joined = joinRun();

if (joined === undefined) {
  const run = openRun(plan.root);
  const handle = run.bus.run({ name: "family" });
  const env = { ...process.env, ...run.env({ writer: "worker" }) };
  const codes = await Promise.all(Array.from({ length: plan.children }, () => start(env)));
  handle.finish({ exitCode: Math.max(...codes) });
  await run.close();
  process.stdout.write(`${run.path}\n`);
} else {
  const command = joined.bus.command("work");
  for (let n = 0; n < plan.events; n++) command.output("stdout", `${n} ${"x".repeat(n * 10)}\n`);
  command.finish({ exitCode: 0 });
  await joined.close();
}

function start(env: Record<string, string | undefined>): Promise<number> {
  const [program, ...args] = plan.child;
  const child = spawn(program, [...args, JSON.stringify(plan)], { env, stdio: "inherit" });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}
