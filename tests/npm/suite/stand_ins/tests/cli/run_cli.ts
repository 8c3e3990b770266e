import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Machine, Outcome } from "../../../../../cli/run_cli.ts";
import { absence } from "../../../there/absent.ts";

/** The file that `bin` of the installed package names. */
const COMMAND = fileURLToPath(
  new URL("cli/main.js", import.meta.resolve("runtrail/package.json")),
);

/** Runs the installed command as a process, on a machine as far as it can be made real. */
export async function runCli(args: readonly string[], machine: Machine = {}): Promise<Outcome> {
  const { files = {}, stdin = "", noColor = false, ...madeUp } = machine;
  if (Object.keys(madeUp).length > 0) throw absence("a machine whose streams are made up");
  const folder = mkdtempSync(join(tmpdir(), "runtrail-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      if (typeof content === "object" && "fails" in content || isAbsolute(name)) {
        throw absence("a machine whose files are made up");
      }
      writeFileSync(join(folder, name), content as string | Uint8Array);
    }
    return await run(args, { folder, stdin, noColor });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(
  args: readonly string[],
  { folder, stdin, noColor }: {
    readonly folder: string;
    readonly stdin: string;
    readonly noColor: boolean;
  },
): Promise<Outcome> {
  const { NO_COLOR: _, ...env } = process.env;
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    env: { ...env, ...noColor && { NO_COLOR: "1" } },
  });
  const chunks: { readonly [stream in "stdout" | "stderr"]: Uint8Array[] } = {
    stdout: [],
    stderr: [],
  };
  child.stdout.on("data", (chunk) => chunks.stdout.push(chunk));
  child.stderr.on("data", (chunk) => chunks.stderr.push(chunk));
  // A command that ends before it has read all is no failure of the test.
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  const text = (all: readonly Uint8Array[]): string => Buffer.concat(all).toString("utf8");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on(
      "close",
      (code) =>
        resolve({ code: code ?? -1, stdout: text(chunks.stdout), stderr: text(chunks.stderr) }),
    );
  });
}
