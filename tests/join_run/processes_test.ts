import { assert, assertEquals } from "@std/assert";
import { inspect, type Issue } from "../../core/reading.ts";
import { canRun } from "../cli/process.ts";
import { runPermitted } from "../fixtures/permitted_script.ts";
import { withRoot } from "../run_log/temporary_root.ts";

const ROOT = new URL("../../", import.meta.url);
const CONFIG = new URL("deno.json", ROOT).pathname;
const PROGRAM = new URL("./family_program.ts", import.meta.url);

const HAS_NODE = await canRun("node", [
  "-e",
  "process.exit(typeof process.getBuiltinModule === 'function' ? 0 : 1)",
]);

/** How a program of the family is called on each runtime. */
type Family = { readonly [runtime in "deno" | "node"]: readonly [string, ...string[]] };

/** Bundles the program for Node, which runs no TypeScript. */
async function familyIn(folder: string): Promise<Family> {
  const bundled = `${folder}/family.mjs`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--config", CONFIG, "--output", bundled, PROGRAM.href],
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  return {
    deno: [Deno.execPath(), "run", "-A", "--no-prompt", "--config", CONFIG, PROGRAM.href],
    node: ["node", bundled],
  };
}

const CHILDREN = 3;
const EVENTS = 200;

for (const parent of ["deno", "node"] as const) {
  for (const child of ["deno", "node"] as const) {
    Deno.test({
      name: `joinRun() in ${child} children of a parent in ${parent} makes one sound file`,
      ignore: (parent === "node" || child === "node") && !HAS_NODE,
      fn: withRoot(async (root) => {
        const family = await familyIn(root);
        const [program, ...args] = family[parent];
        const plan = { root, child: family[child], children: CHILDREN, events: EVENTS };
        const { stdout, stderr } = await new Deno.Command(program, {
          args: [...args, JSON.stringify(plan)],
        }).output();
        const decoder = new TextDecoder();
        assertEquals(decoder.decode(stderr), "");

        const issues: Issue[] = [];
        const perWriter = new Map<string | undefined, number>();
        const { runs } = await inspect([Deno.readFileSync(decoder.decode(stdout).trim())], {
          onIssue: (issue) => issues.push(issue),
          onEvent({ correlation: { writer } }) {
            const kind = writer?.replace(/-[0-9a-f]{12}$/, "");
            perWriter.set(kind, (perWriter.get(kind) ?? 0) + 1);
          },
        });
        assertEquals(issues, []);
        assertEquals(runs.map(({ state, counts }) => [state, counts.command?.byStatus]), [
          ["succeeded", { success: CHILDREN }],
        ]);
        // Each child emits its events, and its command's start and end.
        assertEquals(
          perWriter,
          new Map([
            [undefined, 2],
            ["worker", CHILDREN * (EVENTS + 2)],
          ]),
        );
      }),
    });
  }
}

/** Runs a script that joins a run, with no more than the permissions given. */
async function joinWith(permissions: readonly string[], env: Record<string, string>) {
  const script = `
    const { joinRun } = await import("${new URL("sinks/join_run.ts", ROOT)}");
    const run = joinRun();
    run?.bus.emit({ type: "stdout", payload: "one" });
    await run?.close();
    console.log(run === undefined ? "no run" : "done");`;
  return await runPermitted(script, { permissions, env });
}

const READ_CODE = `--allow-read=${ROOT.pathname}`;

Deno.test("joinRun() names the flag when Deno may not look at the variable", async () => {
  assertEquals(
    await joinWith([READ_CODE], {}),
    "JoinRunError Cannot read RUNTRAIL_RUN: " +
      "Deno was not given the permission for it (--allow-env=RUNTRAIL_RUN)\n",
  );
});

Deno.test(
  "joinRun() needs no permission but for the variable and the file",
  withRoot(async (root) => {
    const file = `${root}/run.jsonl`;
    const env = { RUNTRAIL_RUN: JSON.stringify({ v: 1, runId: "r1", file }) };
    const permissions = [READ_CODE, "--allow-env=RUNTRAIL_RUN"];
    assertEquals(await joinWith(permissions, {}), "no run\n");
    assertEquals(await joinWith([...permissions, `--allow-write=${file}`], env), "done\n");
    assertEquals(JSON.parse(Deno.readTextFileSync(file)).correlation.runId, "r1");
  }),
);
