import { join } from "node:path";

function line(seq: number, type: string, fields: object): string {
  const correlation = { runId: "r1" };
  const timestamp = `2026-01-02T03:04:0${seq}.000Z`;
  return `${JSON.stringify({ v: 1, seq, type, timestamp, correlation, ...fields })}\n`;
}

/** A sound file. Its name is not ASCII, so that widths are looked up in a module loaded late. */
const GOOD = [
  line(1, "run_started", { name: "夜間", mode: "apply" }),
  line(2, "stdout", { payload: "hello\n" }),
  line(3, "run_finished", { durationMs: 2000, hasFailures: false }),
].join("");

/** A gap, an unknown type, hostile text, no JSON, and a line that was cut. */
const BAD = [
  line(1, "run_started", { name: "\u001b[31mred" }),
  line(3, "misspelt", {}),
  "not JSON\n",
  line(4, "stdout", { payload: "cut" }).slice(0, -9),
].join("");

/** What the command is given to read. */
const EVENT_FILES = { "good.jsonl": GOOD, "bad.jsonl": BAD } as const;

/** Calls of the command: arguments, and what it reads. */
export const CALLS: readonly { readonly args: readonly string[]; readonly stdin?: string }[] = [
  { args: [] },
  { args: ["--version"] },
  { args: ["--help"] },
  { args: ["misspelt"] },
  { args: ["schema"] },
  { args: ["validate", "good.jsonl"] },
  { args: ["validate", "bad.jsonl"] },
  { args: ["validate", "--color", "always", "bad.jsonl"] },
  { args: ["validate", "--format", "json", "good.jsonl", "bad.jsonl"] },
  { args: ["validate", "missing.jsonl"] },
  { args: ["validate", "--format", "json", "."] },
  { args: ["validate", "-"], stdin: GOOD },
  { args: ["summarize", "good.jsonl"] },
  { args: ["summarize", "bad.jsonl"] },
  { args: ["summarize", "--format", "json", "good.jsonl"] },
];

/** Writes the files that the calls read. */
export async function writeEventFiles(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(EVENT_FILES)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
}
