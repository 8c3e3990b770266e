import { assertEquals } from "@std/assert";
import { encodeEvent } from "../../core/encode.ts";
import type { RunEvent } from "../../core/event.ts";
import { consoleSink } from "../../sinks/console.ts";
import { MemoryDisk } from "../cli/memory_disk.ts";
import { runCli } from "../cli/run_cli.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { withRoot, writeLog } from "../run_log/temporary_root.ts";
import { memoryStream } from "../sinks/memory.ts";
import { show } from "./figures.ts";
import { sized } from "./setting.ts";

const HOSTILE: { readonly [name: string]: string } = {
  "terminal escapes": "\x1b[2J\x1b]8;;http://evil\x07\x1bPq\x1b\\\x9b31m\x90\x9d",
  "control characters": "a\0b\bc\rd\ve\ff\x7fg\x85h",
  "newlines and commands": "x\n::error::a\r\n::set-output name=a::b\u2028::stop-commands::t",
  "workflow commands": "::error file=a,line=1::pwned",
  "indented workflow commands": " \t::add-mask::pwned",
  "logging commands": "##[error]pwned ##vso[task.setvariable variable=a]b",
  "bidi controls": "\u202eabc\u2066\u2067\u2069\u200e\u200f\u061c\u202a\u202b\u202c\u202d",
  "hidden characters": "a\u200bb\ufeffc\u{e0041}d",
  "markup": "</pre><script>alert(1)</script><img src=x onerror=alert(1)>&lt;",
  "lone surrogates": "\ud800a\udfff",
};

/** Every event that has one text in it replaced: also keys, ids, and types of one's own. */
function* poisoned(event: RunEvent, unsafe: string): Generator<RunEvent> {
  for (const value of replaced(event, unsafe)) yield value as RunEvent;
  for (const key of STAMP) yield { ...event, [key]: unsafe } as unknown as RunEvent;
}

const STAMP: readonly string[] = ["v", "seq", "type", "timestamp"];

function* replaced(value: unknown, unsafe: string): Generator<unknown> {
  if (typeof value === "string") yield unsafe;
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (STAMP.includes(key) && "seq" in value) continue;
    for (const other of replaced(item, unsafe)) {
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    }
    if (!Array.isArray(value) && !("seq" in value)) {
      const { [key]: _, ...rest } = value as { readonly [key: string]: unknown };
      yield { ...rest, [unsafe]: item };
    }
  }
}

/** A run for each text of each type, in which this one text is hostile. */
function runsOf(unsafe: string): readonly (readonly RunEvent[])[] {
  const runs: RunEvent[][] = [];
  for (const [index, event] of SAMPLE_EVENTS.entries()) {
    for (const bad of poisoned(event, unsafe)) runs.push(SAMPLE_EVENTS.with(index, bad));
  }
  return runs.map((run, at) =>
    run.map((event) =>
      event.correlation.runId === SAMPLE_EVENTS[0]!.correlation.runId
        ? { ...event, correlation: { ...event.correlation, runId: `r${at}` } } as RunEvent
        : event
    )
  );
}

/** What a terminal, or a runner of CI jobs, would take for more than text. */
const UNSAFE: { readonly [what: string]: RegExp } = {
  "a control character": /[^\P{Cc}\n]/u,
  "a bidi control": /\p{Bidi_Control}/u,
  "a line separator": /[\u2028\u2029]/u,
  "a hidden character": /[\u200b\ufeff\u{e0000}-\u{e007f}]/u,
  "a lone surrogate": /\p{Cs}/u,
  "a workflow command": /^\s*::/mu,
  "a logging command": /##\w*\[/u,
};

function unsafeIn(text: string): readonly string[] {
  // deno-lint-ignore no-control-regex
  const plain = text.replaceAll(/\x1b\[\d*m/g, "");
  return Object.entries(UNSAFE).filter(([, pattern]) => pattern.test(plain)).map(([what]) => what);
}

/** All that shows events to people, and what it shows of a file. */
const RENDERERS: {
  readonly [name: string]: (events: readonly RunEvent[]) => string | Promise<string>;
} = {
  "validate, text": (events) => cli(["validate", "--max-issues=100000"], events),
  "validate, in colour": (events) => cli(["validate", "--color=always"], events),
  "summarize, text": (events) => cli(["summarize"], events),
  "summarize, in colour": (events) => cli(["summarize", "--color=always"], events),
  "repair, text": repairing,
  "runs, text": listing,
  "consoleSink(), readable": (events) => console(events, { style: "readable" }),
  "consoleSink(), in colour": (events) => console(events, { color: "always" }),
  "consoleSink(), executor": (events) => console(events, { style: "executor" }),
};

const PATH = "run.jsonl";

function encoded(events: readonly RunEvent[]): string {
  return events.map((event) => encodeEvent(event)).join("");
}

async function cli(args: readonly string[], events: readonly RunEvent[]): Promise<string> {
  const { stdout, stderr } = await runCli([...args, PATH], { files: { [PATH]: encoded(events) } });
  return stdout + stderr;
}

async function repairing(events: readonly RunEvent[]): Promise<string> {
  // Nothing was finished, and the last line is torn.
  const crashed = encoded(events.filter(({ type }) => !type.endsWith("_finished")));
  const disk = new MemoryDisk({ [PATH]: crashed.slice(0, -9) });
  const { stdout, stderr } = await runCli(["repair", PATH], { disk });
  return stdout + stderr;
}

async function listing(events: readonly RunEvent[]): Promise<string> {
  let shown = "";
  await withRoot(async (root) => {
    for (let at = 0; at < events.length; at += SAMPLE_EVENTS.length) {
      writeLog(root, `run${at}`, encoded(events.slice(at, at + SAMPLE_EVENTS.length)));
    }
    const { stdout, stderr } = await runCli(["runs", root]);
    shown = stdout + stderr;
  })();
  return shown;
}

function console(
  events: readonly RunEvent[],
  options: Parameters<typeof consoleSink>[0],
): string {
  const stream = memoryStream();
  const sink = consoleSink({ ...options, stream });
  for (const event of events) sink.emit(event);
  return stream.text;
}

/** Those that read or write every file one by one see fewer of them in the usual tests. */
const SLOW = ["repair, text", "runs, text"];

function count(text: string, figures: { "lines shown": number; "unsafe lines": number }): void {
  for (const line of text.split("\n")) {
    figures["lines shown"]++;
    if (unsafeIn(line).length > 0) figures["unsafe lines"]++;
  }
}

for (const [name, render] of Object.entries(RENDERERS)) {
  Deno.test(`${name}: no text of any event is more than text`, async () => {
    const figures = { "texts replaced": 0, "lines shown": 0, "unsafe lines": 0 };
    const found: { [hostile: string]: readonly string[] } = {};
    for (const [hostile, unsafe] of Object.entries(HOSTILE)) {
      const step = SLOW.includes(name) ? sized({ usual: 10, long: 1 }) : 1;
      const runs = runsOf(unsafe).filter((_, index) => index % step === 0);
      const text = await render(runs.flat());
      figures["texts replaced"] += runs.length;
      figures["lines shown"] += text.split("\n").length;
      figures["unsafe lines"] += text.split("\n").filter((line) =>
        unsafeIn(line).length > 0
      ).length;
      found[hostile] = unsafeIn(text);
    }
    show(`hostile text (${name})`, figures);
    assertEquals(found, Object.fromEntries(Object.keys(HOSTILE).map((key) => [key, []])));
  });
}

Deno.test("runtrail shows paths, options and commands that are hostile as text", async () => {
  const found: { [hostile: string]: readonly string[] } = {};
  const figures = { "lines shown": 0, "unsafe lines": 0 };
  for (const [hostile, unsafe] of Object.entries(HOSTILE)) {
    const texts = [
      [unsafe],
      [`--${unsafe}`],
      ["validate", unsafe],
      ["validate", `--format=${unsafe}`, "run.jsonl"],
      ["validate", `--max-issues=${unsafe}`, "run.jsonl"],
      ["summarize", unsafe, unsafe],
      ["schema", unsafe],
      ["repair", unsafe],
      ["prune", "--keep", unsafe],
    ].map(async (args) => {
      const { code, stdout, stderr } = await runCli(args);
      if (code !== 2) {
        throw new Error(`Cannot judge ${JSON.stringify(args)}: it ended with ${code}`);
      }
      return stdout + stderr;
    });
    const text = (await Promise.all(texts)).join("");
    count(text, figures);
    found[hostile] = unsafeIn(text);
  }
  show("hostile text (paths, options and commands)", figures);
  assertEquals(found, Object.fromEntries(Object.keys(HOSTILE).map((key) => [key, []])));
});
