import { encodeEvent } from "../../core/encode.ts";
import type { RunEvent } from "../../core/event.ts";

/** Gives a test a directory that is removed afterwards. */
export function withRoot(test: (root: string) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const root = Deno.realPathSync(Deno.makeTempDirSync());
    try {
      await test(root);
    } finally {
      Deno.removeSync(root, { recursive: true });
    }
  };
}

/** Writes the log of a run, which may be anything. */
export function writeLog(root: string, runId: string, text: string): string {
  const path = `${root}/runs/${runId}/events.jsonl`;
  Deno.mkdirSync(`${root}/runs/${runId}`, { recursive: true });
  Deno.writeTextFileSync(path, text);
  return path;
}

/** The lines of a log. */
export function logOf(events: readonly RunEvent[]): string {
  return events.map(encodeEvent).join("");
}

/** What a call throws, as data. */
export async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    const { name, message, code, path, line } = error as Record<string, unknown>;
    return {
      name,
      message,
      ...(code ? { code } : {}),
      ...(path ? { path } : {}),
      // In Bun every error has a line, that of the source.
      ...(name === "MalformedEventError" ? { line } : {}),
    };
  }
  return undefined;
}
