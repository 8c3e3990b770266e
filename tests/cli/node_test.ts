import { assertEquals } from "@std/assert";
import { writeLog } from "../run_log/temporary_root.ts";
import { canRun, REPOSITORY, runProgram } from "./process.ts";
import { CRASHED, FAILED, ISSUES } from "./sample_files.ts";

// Node 20.16 is the first that has process.getBuiltinModule.
const HAS_NODE = await canRun("node", [
  "-e",
  "process.exit(typeof process.getBuiltinModule === 'function' ? 0 : 1)",
]);

const EMIT = `
import { EventBus } from "REPOSITORY/mod.ts";
import { consoleSink } from "REPOSITORY/sinks/console.ts";
import { fileSink } from "REPOSITORY/sinks/file.ts";
import { tee } from "REPOSITORY/sinks/compose.ts";

const [path] = globalThis.process.argv.slice(-1);
const clock = { now: () => 0, monotonicMs: () => 0 };
const bus = new EventBus({ runId: "r1", clock, onError: ({ error }) => console.log(String(error)) });
bus.on(tee(fileSink(path), consoleSink({ color: "auto" })));
const run = bus.run({ name: "both" });
bus.emit({ type: "app.state", data: [1n, new Map([["a", "\\ud800"]]), { __proto__: null, x: undefined }] });
run.finish({ exitCode: 0 });
await bus.close();
for (const bad of ["/", "/dev/null/x"]) {
  try {
    fileSink(bad);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
`;

/** Makes one file that a runtime other than Deno can run. */
async function bundle(entry: string, output: string): Promise<string> {
  const { code, stderr } = await runProgram(Deno.execPath(), [
    "bundle",
    "--quiet",
    "--config=deno.json",
    "--platform=deno",
    "--output",
    output,
    entry,
  ]);
  assertEquals(code, 0, stderr);
  return Deno.readTextFileSync(output);
}

Deno.test({
  name: "cli/main.ts and the sinks do the same in Node as in Deno (needs Node 20.16 or later)",
  ignore: !HAS_NODE || Deno.build.os === "windows",
  async fn(t) {
    const directory = Deno.makeTempDirSync();
    const main = `${directory}/main.mjs`;
    const emit = `${directory}/emit.mjs`;
    const script = `${directory}/emit.ts`;
    Deno.writeTextFileSync(`${directory}/failed.jsonl`, FAILED);
    Deno.writeFileSync(`${directory}/issues.jsonl`, ISSUES);
    writeLog(directory, "01JNFQ000000000000000000B2", FAILED);
    Deno.mkdirSync(`${directory}/runs/waiting`);
    try {
      await t.step("a bundle has no import that only one runtime has", async () => {
        const source = await bundle("cli/main.ts", main);
        assertEquals(source.match(/^import\b.*|\bimport\(["'](?:node|npm|jsr):.*/gm), null);
      });

      for (
        const args of [
          ["validate", "issues.jsonl", "--format=json"],
          ["validate", "issues.jsonl", "failed.jsonl", "missing.jsonl", "."],
          ["summarize", "failed.jsonl", "--color=always"],
          ["schema"],
          ["runs", "ROOT"],
          ["runs", "ROOT", "--format=json"],
          ["prune", "ROOT", "--keep=0", "--dry-run"],
          ["--version"],
          ["vaildate"],
          ["validate", "-"],
        ]
      ) {
        await t.step(`runtrail ${args.join(" ")}`, async () => {
          const paths = args.map((arg) =>
            arg === "." || arg.includes(".jsonl")
              ? `${directory}/${arg}`
              : arg.replace("ROOT", directory)
          );
          const running = { stdin: FAILED };
          const inNode = await runProgram("node", [main, ...paths], running);
          const inDeno = await runProgram(
            Deno.execPath(),
            ["run", "-R", "cli/main.ts", ...paths],
            running,
          );
          assertEquals(inNode, inDeno);
        });
      }

      await t.step("runtrail repair", async () => {
        const [inNode, inDeno] = await Promise.all(["node", "deno"].map(async (runtime) => {
          const folder = `${directory}/repair_${runtime}`;
          Deno.mkdirSync(folder);
          const file = `${folder}/run.jsonl`;
          Deno.writeFileSync(file, CRASHED);
          const [program, ...args] = runtime === "node"
            ? ["node", main]
            : [Deno.execPath(), "run", "-RW", "cli/main.ts"];
          const first = await runProgram(program!, [...args, "repair", file]);
          const second = await runProgram(program!, [...args, "repair", "--in-place", file]);
          const third = await runProgram(program!, [...args, "repair", "--in-place", file]);
          const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
          const texts = names.map((name) => Deno.readTextFileSync(`${folder}/${name}`));
          const said = JSON.stringify([first, second, third]).replaceAll(folder, "");
          return { said, names, texts };
        }));
        assertEquals(inNode, inDeno);
        assertEquals(inNode!.names, [
          "run.damaged.jsonl",
          "run.jsonl",
          "run.repaired.jsonl",
          "run.repaired.set_aside.jsonl",
          "run.set_aside.jsonl",
        ]);
      });

      await t.step("an emitting script", async () => {
        const here = REPOSITORY.href.replace(/\/$/, "");
        Deno.writeTextFileSync(script, EMIT.replaceAll("REPOSITORY", here));
        await bundle(script, emit);
        const files = [`${directory}/node/run.jsonl`, `${directory}/deno/run.jsonl`];
        const inNode = await runProgram("node", [emit, files[0]!]);
        const inDeno = await runProgram(Deno.execPath(), ["run", "-A", emit, files[1]!]);
        assertEquals(inNode, inDeno);
        const [fromNode, fromDeno] = files.map((file) => Deno.readTextFileSync(file));
        assertEquals(fromNode, fromDeno);
        assertEquals(fromNode!.split("\n").length, 4);
      });
    } finally {
      Deno.removeSync(directory, { recursive: true });
    }
  },
});
