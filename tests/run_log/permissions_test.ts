import { assertEquals } from "@std/assert";
import { runPermitted } from "../fixtures/permitted_script.ts";
import { withRoot } from "./temporary_root.ts";

const ROOT = new URL("../../", import.meta.url);

/** Runs a script in an empty directory, with no more than the permissions given. */
function runWith(permissions: readonly string[], cwd: string, script: string): Promise<string> {
  const names = "{ listRuns, openRun, pruneRuns, readRun, runExists }";
  const code = `const ${names} = await import("${new URL("sinks/run_log.ts", ROOT)}");${script}`;
  return runPermitted(code, { permissions, cwd });
}

/** The modules themselves must be read. */
const CODE = `--allow-read=${ROOT.pathname}`;

Deno.test(
  "openRun(), listRuns(), readRun() and pruneRuns() need the root to read and write, and no more",
  withRoot(async (root) => {
    const script = `
      const run = openRun("data", { runId: "r1" });
      run.bus.run().finish();
      console.log(JSON.parse(run.env().RUNTRAIL_RUN).file);
      await run.close();
      console.log(runExists("data", "r1"), (await listRuns("data"))[0].state);
      for await (const { type } of readRun("data", "r1")) console.log(type);
      console.log((await pruneRuns("data", { keep: 0 })).removed.length);`;
    const permissions = [`${CODE},data`, "--allow-write=data"];
    assertEquals(
      await runWith(permissions, root, script),
      `${root}/data/runs/r1/events.jsonl\ntrue succeeded\nrun_started\nrun_finished\n1\n`,
    );
  }),
);

Deno.test(
  "listRuns() and readRun() need no permission to write",
  withRoot(async (root) => {
    Deno.mkdirSync(`${root}/data/runs/r1`, { recursive: true });
    Deno.writeTextFileSync(`${root}/data/runs/r1/events.jsonl`, "");
    const script = `
      for await (const _ of readRun("data", "r1"));
      console.log((await listRuns("data"))[0].state);`;
    assertEquals(await runWith([`${CODE},data`], root, script), "empty\n");
  }),
);

for (
  const [call, permissions, message] of [
    [
      `await listRuns("data")`,
      CODE,
      "Cannot read data/runs: Deno was not given the permission for it (--allow-read)",
    ],
    [
      `openRun("data")`,
      `${CODE},data`,
      "Cannot make data/runs: Deno was not given the permission for it (--allow-write)",
    ],
  ] as const
) {
  Deno.test(
    `${call} names the flag when Deno's permission is missing`,
    withRoot(async (root) => {
      assertEquals(await runWith([permissions], root, call), `RunIoError ${message}\n`);
    }),
  );
}

Deno.test(
  "pruneRuns() says so when Deno may not write",
  withRoot(async (root) => {
    Deno.mkdirSync(`${root}/data/runs/r1`, { recursive: true });
    Deno.utimeSync(`${root}/data/runs/r1`, 0, 0);
    const script = `
      const { kept } = await pruneRuns("data", { keep: 0 });
      console.log(kept[0].because, kept[0].error.message);`;
    assertEquals(
      await runWith([`${CODE},data`], root, script),
      "failed Cannot remove data/runs/r1: " +
        "Deno was not given the permission for it (--allow-write)\n",
    );
  }),
);
