import { join } from "node:path";
import { encodeEvent, EventBus } from "../mod.ts";
import { must, type Runtime } from "./harness/arena.ts";
import type { Comparison, Contestant, Demand } from "./harness/comparison.ts";
import type { Suite } from "./harness/suite.ts";

const LINES = 50;

const VALIDATE = `validate, ${LINES} lines`;

/** How long the command takes from its start to its end on a small file. */
export const suite: Suite = {
  name: "startup",
  title: "Start-up",
  method:
    "Each sample is a whole process, from its start to its end: `validate` on a sound file, and " +
    "a script with nothing in it, which lies outside of any project.",
  comparisons({ runtimes, folder }) {
    const file = join(folder, "small.jsonl");
    Deno.writeTextFileSync(file, smallRun());
    // Beside the folder and not in it: a package.json in scope would slow it.
    const script = `${folder}-empty.js`;
    Deno.writeTextFileSync(script, "");
    return runtimes.map((runtime) => startup(runtime, { script, file }));
  },
};

/** What the two contestants are started with. */
interface Inputs {
  readonly script: string;
  readonly file: string;
}

function startup(runtime: Runtime, { script, file }: Inputs): Comparison {
  const contestant = (name: string, role: Contestant["role"], args: readonly string[]) => ({
    name,
    role,
    sample: () => timed([runtime.program, ...args], runtime.cwd),
  });
  return {
    name: `Start-up, ${runtime.name}`,
    unit: "ms per process",
    better: "less",
    contestants: runtime.name === "Deno"
      ? [
        contestant("empty script", "base", ["run", script]),
        contestant(VALIDATE, "ours", ["run", "-R", "cli/validate.ts", file]),
      ]
      : [
        contestant("empty script", "base", [script]),
        contestant(VALIDATE, "ours", [
          "node_modules/@runtrail/runtrail/cli/main.js",
          "validate",
          file,
        ]),
      ],
    demands: runtime.name === "Deno" ? [DEMAND] : [],
  };
}

const DEMAND: Demand = {
  subject: VALIDATE,
  against: "empty script",
  kind: "share",
  bound: 1.3,
  reason:
    "of what it takes longer, more than a half goes into finding and loading its modules, a tenth " +
    "into the project's configuration, and the rest into running code that is cold",
};

/** Rejects where the process fails, as `validate` does where the file is not sound. */
async function timed(command: readonly string[], cwd: string): Promise<number> {
  const start = performance.now();
  await must(command, cwd);
  return performance.now() - start;
}

function smallRun(): string {
  const lines: string[] = [];
  const bus = new EventBus();
  bus.on((event) => void lines.push(encodeEvent(event)));
  const run = bus.run({ name: "small" });
  const resource = bus.resource("file", "/etc/motd");
  while (lines.length < LINES - 2) resource.output("stdout", `line ${lines.length}\n`);
  resource.finish({ status: "ok" });
  run.finish();
  return lines.join("");
}
