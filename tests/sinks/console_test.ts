import { assert, assertEquals, assertMatch } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { Summary } from "../../core/summary.ts";
import { consoleSink, type ConsoleSinkOptions } from "../../sinks/console.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { assertGolden } from "../fixtures/golden.ts";
import { memoryStream } from "./memory.ts";

function shown(events: readonly RunEvent[], options: ConsoleSinkOptions = {}): string {
  const stream = memoryStream();
  const sink = consoleSink({ stream, ...options });
  for (const event of events) sink.emit(event);
  return stream.text;
}

function golden(name: string): URL {
  return new URL(`golden/${name}.txt`, import.meta.url);
}

function stdout(payload: string): RunEvent {
  return { ...SAMPLE_EVENTS[0]!, type: "stdout", payload } as RunEvent;
}

/** The unsafe text in the place of every text of an event, but for what the envelope needs. */
function poisoned(event: RunEvent, unsafe: string): RunEvent {
  const poison = (value: unknown): unknown => {
    if (typeof value === "string") return unsafe;
    if (Array.isArray(value)) return value.map(poison);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, poison(item)]));
  };
  const { type } = event;
  return { ...poison(event) as RunEvent, type } as RunEvent;
}

/** What shows the same with and without colours, as a terminal shows it. */
function withoutColours(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\x1b\[\d+m/g, "");
}

Deno.test("consoleSink() shows one readable line for each event", () => {
  assertGolden(golden("console_readable"), shown(SAMPLE_EVENTS));
});

Deno.test("consoleSink() shows the same in colour, by meaning", () => {
  const colored = shown(SAMPLE_EVENTS, { color: "always" });
  assertEquals(withoutColours(colored), shown(SAMPLE_EVENTS));
  assertGolden(golden("console_colored"), colored.replaceAll("\x1b", "ESC"));
});

Deno.test("consoleSink() shows the form of executors when its style is executor", () => {
  assertGolden(golden("console_executor"), shown(SAMPLE_EVENTS, { style: "executor" }));
});

for (
  const [type, status] of [
    ["command.completed", "COMPLETED"],
    ["step.exit", "COMPLETED"],
    ["loop.done", "COMPLETED"],
    ["action.error", "FAILED"],
    ["playbook.load_failed", "FAILED"],
    ["step.enter", "RUNNING"],
    ["command.completed.late", "RUNNING"],
  ] as const
) {
  Deno.test(`consoleSink() of style executor says ${status} when the type is ${type}`, () => {
    const event: RunEvent = { ...SAMPLE_EVENTS[0]!, type, data: null } as RunEvent;
    assertMatch(shown([event], { style: "executor" }), new RegExp(` status=${status} `));
  });
}

/** How the ends of one run went, in the words of each that tells it. */
const ENDS: readonly (readonly [
  type: "run_finished" | "host_finished",
  fields: { readonly [key: string]: unknown },
  went: "well" | "badly",
])[] = [
  ["run_finished", { hasFailures: true, exitCode: 0, outcome: "success" }, "well"],
  ["run_finished", { hasFailures: false, outcome: "cancellation" }, "badly"],
  ["run_finished", { hasFailures: false, exitCode: 1 }, "badly"],
  ["host_finished", { ok: 1, changed: 0 }, "badly"],
  ["host_finished", { ok: 1, changed: 0, failed: 0 }, "well"],
];

// Each of the three once had a rule of its own, and they disagreed.
for (const [type, fields, went] of ENDS) {
  Deno.test(`consoleSink() and Summary agree that a ${type} with ${JSON.stringify(fields)} went ${went}`, () => {
    const correlation = { runId: "r1", ...(type === "host_finished" ? { hostId: "h1" } : {}) };
    const event = { ...SAMPLE_EVENTS[0]!, type, correlation, ...fields } as unknown as RunEvent;
    const summary = new Summary();
    summary.step(event);
    const [run] = summary.runs();
    assertEquals(
      {
        mark: /[✓✗]/.exec(shown([event]))?.[0],
        status: /status=(\w+)/.exec(shown([event], { style: "executor" }))?.[1],
        state: type === "run_finished" ? run?.state : run?.hosts[0]?.state,
      },
      went === "well"
        ? { mark: "✓", status: "COMPLETED", state: type === "run_finished" ? "succeeded" : "ok" }
        : { mark: "✗", status: "FAILED", state: "failed" },
    );
  });
}

Deno.test("consoleSink() shows no count of zero when a host's end lacks the count", () => {
  const event = { ...SAMPLE_EVENTS[0]!, type: "host_finished", ok: 2 } as unknown as RunEvent;
  assertMatch(shown([event]), / 2 ok, \? changed, \? failed/);
});

Deno.test("consoleSink() pads and orders as executors do", () => {
  const base = {
    v: 1,
    seq: 1,
    timestamp: "2026-01-02T03:04:05.000Z",
    correlation: { runId: "478775660589088776", stepId: "fetch" },
  } as const;
  assertEquals(
    shown([
      { ...base, type: "command.completed", data: { command_id: "c1" } },
      {
        ...base,
        type: "step_finished",
        outcome: "failure",
        correlation: { runId: "1", stepId: "s" },
      },
      {
        ...base,
        type: "step_finished",
        outcome: "success",
        correlation: { runId: "1", stepId: "s" },
      },
    ], { style: "executor", color: "always" }).split("\n"),
    [
      'event command.completed                      exec=478775660589088776 step=fetch status=COMPLETED {"command_id":"c1"}',
      'event step_finished                          exec=1 step=s status=FAILED {"outcome":"failure"}',
      'event step_finished                          exec=1 step=s status=COMPLETED {"outcome":"success"}',
      "",
    ],
  );
});

const UNSAFE: { readonly [name: string]: string } = {
  "a terminal escape": "\x1b[31m\x1b]0;title\x07red",
  "a C1 escape": "\x9b31m\x90q\x9c",
  "a newline and a carriage return": "one\ntwo\r\nthree\rfour",
  "line separators": "one\u2028two\u2029three\x85four",
  "a direction override": "\u202egpj.exe\u2066\u200f",
  "hidden characters": "a\u200bb\ufeffc\u{e0041}d",
  "a GitHub workflow command": "::error::pwned",
  "an indented GitHub workflow command": "  ::set-output name=a::b",
  "a GitHub logging command": "##[error]pwned",
  "an Azure command": "##vso[task.complete]",
  "lone surrogates": "\ud800\udfff\udc00",
};

for (const [name, unsafe] of Object.entries(UNSAFE)) {
  for (const style of ["readable", "executor"] as const) {
    Deno.test(`consoleSink() of style ${style} shows one safe line when any text holds ${name}`, () => {
      for (const event of SAMPLE_EVENTS) {
        const text = shown([poisoned(event, unsafe)], { style });
        assertMatch(
          text,
          /^[^\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\ufeff\p{Cs}\u{e0000}-\u{e007f}]*\n$/u,
        );
        assert(!/^\s*::|##\w*\[/.test(text), JSON.stringify(text));
      }
    });
  }
}

Deno.test("consoleSink() cuts long text, and never inside of a character", () => {
  for (const lead of ["", "a"]) {
    const line = shown([stdout(lead + "\u{1f310}".repeat(300))]);
    assert(line.isWellFormed());
    assert(!line.includes("\ufffd"));
    assert(line.endsWith("\u2026\n"));
  }
  assert(shown([stdout("x".repeat(1_000_000))]).length < 300);
});

Deno.test("consoleSink() keeps text whole when it just fits", () => {
  assert(shown([stdout("x".repeat(200))]).endsWith(`${"x".repeat(200)}\n`));
  assert(shown([stdout("x".repeat(201))]).endsWith(`${"x".repeat(199)}\u2026\n`));
});

Deno.test("consoleSink() of a colour mode colours when it should", () => {
  const rows: unknown[] = [];
  for (const color of ["auto", "always", "never"] as const) {
    for (const shownBy of ["terminal", "nothing"] as const) {
      for (const noColor of [true, false]) {
        const stream = memoryStream(shownBy);
        consoleSink({ color, port: { noColor, stderr: stream } }).emit(stdout("x"));
        if (stream.text.includes("\x1b[")) rows.push([color, shownBy, noColor]);
      }
    }
  }
  assertEquals(rows, [
    ["auto", "terminal", false],
    ["always", "terminal", true],
    ["always", "terminal", false],
    ["always", "nothing", true],
    ["always", "nothing", false],
  ]);
});

Deno.test("consoleSink() asks for NO_COLOR also when the stream is given", () => {
  const stream = memoryStream("terminal");
  const other = memoryStream("terminal");
  consoleSink({ stream, port: { noColor: true, stderr: other } }).emit(stdout("x"));
  assertEquals([stream.text.includes("\x1b["), other.text], [false, ""]);
});

Deno.test("consoleSink() writes to standard error and heeds NO_COLOR when nothing is given", async () => {
  const sink = new URL("../../sinks/console.ts", import.meta.url).href;
  const script = `
    const { consoleSink } = await import(${JSON.stringify(sink)});
    consoleSink().emit(${JSON.stringify(stdout("hello"))});`;
  const { stdout: out, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--config", new URL("../../deno.json", import.meta.url).pathname, script],
  }).output();
  assertEquals(new TextDecoder().decode(out), "");
  assertEquals(new TextDecoder().decode(stderr), "03:04:01.000 \u2502 stdout            hello\n");
});
