import { assertEquals } from "@std/assert";

const PROGRAM = new URL("./node_program.ts", import.meta.url);
const ROOT = new URL("../../", import.meta.url);

/** The version of the Node on the path, such as `20.16.0`; undefined where there is none. */
function nodeVersion(): string | undefined {
  try {
    const { success, stdout } = new Deno.Command("node", { args: ["--version"] }).outputSync();
    return success ? new TextDecoder().decode(stdout).trim().slice(1) : undefined;
  } catch {
    return undefined;
  }
}

async function output(command: string, ...args: readonly string[]): Promise<string> {
  const { DENO_COVERAGE_DIR: _, ...env } = Deno.env.toObject();
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd: ROOT,
    // Deno never ends a node:worker_threads worker while it measures coverage.
    clearEnv: true,
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  assertEquals(code, 0, decoder.decode(stderr));
  return decoder.decode(stdout);
}

/** How the events ended, how many came, the last number, and how many messages were ignored. */
const EXPECTED = {
  "close over channel": ["closed", 100, 100, 0],
  "close over worker": ["closed", 100, 100, 0],
  "exit over channel": ["lost", 100, 100, 0],
  "exit over worker": ["lost", 100, 100, 0],
  "throw over channel": ["lost", 100, 100, 0],
  "throw over worker": ["lost", 100, 100, 0],
};

Deno.test("joinPort() takes all events of node:worker_threads in Deno", async () => {
  const text = await output(Deno.execPath(), "run", "-A", PROGRAM.href);
  assertEquals(JSON.parse(text), EXPECTED);
});

const version = nodeVersion();

Deno.test({
  name: `joinPort() takes all events of node:worker_threads in ${
    version === undefined ? "Node, which is not on the path" : `Node ${version}`
  }`,
  ignore: version === undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const program = `${folder}/program.mjs`;
      await output(Deno.execPath(), "bundle", "--quiet", "--output", program, PROGRAM.href);
      assertEquals(JSON.parse(await output("node", program)), EXPECTED);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
