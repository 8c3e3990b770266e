import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import type { EventDraft } from "../../core/event.ts";
import { encodeEvent } from "../../core/encode.ts";
import { StreamRedactor } from "../../core/stream_redaction.ts";
import { bare, recordedBus } from "../fixtures/recorded_bus.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";

const SECRETS = { secrets: ["secret"], marker: "#" };
const MOTD = { resourceType: "file", resourceName: "/etc/motd" } as const;

function chunk(text: string, options: {
  readonly stream?: "stdout" | "stderr";
  readonly resourceId?: string;
  readonly hostId?: string;
} = {}): EventDraft {
  const { stream = "stdout", resourceId = "r1", hostId = "h1" } = options;
  return {
    type: "resource_output",
    correlation: { hostId, resourceId },
    ...MOTD,
    stream,
    chunk: text,
  };
}

function stdout(payload: string): EventDraft {
  return { type: "stdout", payload };
}

/** What is given for each draft, and last at the end. */
function push(...drafts: readonly EventDraft[]): readonly (readonly EventDraft[])[] {
  const redactor = new StreamRedactor(SECRETS);
  return [...drafts.map((draft) => redactor.push(draft)), redactor.end()];
}

Deno.test("StreamRedactor.push() gives the very draft when the policy asks for nothing", () => {
  const draft = stdout("secret");
  const [given] = new StreamRedactor({}).push(draft);
  assertStrictEquals(given, draft);
});

Deno.test("StreamRedactor.push() replaces by path when a draft is no output", () => {
  const redactor = new StreamRedactor({ patterns: ["payload.token"], marker: "#" });
  const draft: EventDraft = { type: "hook", name: "n", phase: "p", payload: { token: 1 } };
  assertEquals(redactor.push(draft), [{ ...draft, payload: { token: "#" } }]);
});

Deno.test("StreamRedactor.push() replaces a chunk by path when there are no secrets", () => {
  const redactor = new StreamRedactor({ patterns: ["chunk"], marker: "#" });
  assertEquals(redactor.push(chunk("text")), [chunk("#")]);
});

Deno.test("StreamRedactor.push() joins a secret when it is split over two chunks", () => {
  assertEquals(push(chunk("a sec"), chunk("ret b")), [[chunk("a ")], [chunk("# b")], []]);
});

Deno.test("StreamRedactor.push() joins a secret when a chunk is cut inside of a character", () => {
  const redactor = new StreamRedactor({ secrets: ["a😀b"], marker: "#" });
  assertEquals([
    redactor.push(stdout("1 a\ud83d")),
    redactor.push(stdout("\ude00b 2")),
    redactor.push(stdout("a\ud83d")),
    redactor.push(stdout(" 3")),
  ], [[stdout("1 ")], [stdout("# 2")], [], [stdout("a\ufffd 3")]]);
});

Deno.test("StreamRedactor.push() gives nothing when an empty marker stands for all of a chunk", () => {
  const redactor = new StreamRedactor({ secrets: ["secret"], marker: "" });
  assertEquals(
    [redactor.push(stdout("secret")), redactor.push(chunk("se")), redactor.push(stdout("secret"))],
    [[], [], []],
  );
});

Deno.test("StreamRedactor.push() keeps the type when a draft has it of its class", () => {
  class Output {
    readonly payload = "a secret";
    get type(): "stdout" {
      return "stdout";
    }
  }
  assertEquals(new StreamRedactor(SECRETS).push(new Output()), [stdout("a #")]);
});

Deno.test("StreamRedactor.push() gives nothing when all of a chunk may be a secret", () => {
  assertEquals(push(chunk("s"), chunk("ecre"), chunk("t.")), [[], [], [chunk("#.")], []]);
});

Deno.test("StreamRedactor.push() gives an empty chunk when one was emitted", () => {
  assertEquals(push(stdout("")), [[stdout("")], []]);
});

Deno.test("StreamRedactor.push() keeps streams apart when their chunks alternate", () => {
  const other = { resourceId: "r2" };
  const host = { hostId: "h2" };
  const err = { stream: "stderr" } as const;
  assertEquals(
    push(
      chunk("sec"),
      chunk("sec", err),
      chunk("ret", other),
      chunk("ret", host),
      stdout("ret"),
      chunk("ret", err),
      chunk("ret"),
    ),
    [
      [],
      [],
      [chunk("ret", other)],
      [chunk("ret", host)],
      [stdout("ret")],
      [chunk("#", err)],
      [chunk("#")],
      [],
    ],
  );
});

Deno.test("StreamRedactor.push() keeps stdout and stderr apart when they name nothing", () => {
  const stderr: EventDraft = { type: "stderr", payload: "ret" };
  assertEquals(push(stdout("sec"), stderr, stdout("ret")), [[], [stderr], [stdout("#")], []]);
});

Deno.test("StreamRedactor.push() leaves held text out of other events when they come between", () => {
  const hook: EventDraft = { type: "hook", name: "n", phase: "p" };
  assertEquals(push(stdout("sec"), hook, stdout("ret")), [[], [hook], [stdout("#")], []]);
});

Deno.test("StreamRedactor.push() redacts the other keys when a chunk has a secret in them", () => {
  const redactor = new StreamRedactor(SECRETS);
  const draft = (resourceName: string): EventDraft =>
    ({ ...chunk("text"), resourceName }) as EventDraft;
  assertEquals(redactor.push(draft("a secret")), [draft("a #")]);
});

// The text was once redacted again, and the secret in the marker got a marker of its own.
Deno.test("StreamRedactor.push() leaves a marker as it is when it holds a secret", () => {
  const redactor = new StreamRedactor({ secrets: ["ACT", "secret"] });
  const given = [redactor.push(stdout("a secret, a se")), redactor.push(stdout("cret\n"))];
  assertEquals(given, [[stdout("a [REDACTED], a ")], [stdout("[REDACTED]\n")]]);
});

for (const marker of ["#", ""]) {
  Deno.test(`StreamRedactor.push() puts "${marker}" for a chunk when its path and a secret are named`, () => {
    const redactor = new StreamRedactor({ patterns: ["payload"], secrets: ["secret"], marker });
    assertEquals([redactor.push(stdout("text sec")), redactor.end()], [
      [stdout(marker)],
      [stdout(marker)],
    ]);
  });
}

Deno.test("StreamRedactor.push() redacts as a value when a payload is no text", () => {
  const redactor = new StreamRedactor(SECRETS);
  const draft = (payload: unknown): EventDraft => ({ type: "stdout", payload }) as EventDraft;
  assertEquals(redactor.push(draft(["secret"])), [draft(["#"])]);
});

Deno.test("StreamRedactor.push() leaves a draft as it is when it redacts it", () => {
  const draft = chunk("a secret");
  push(draft, chunk("sec"));
  assertEquals(draft, chunk("a secret"));
});

const FINISHES: readonly (readonly [name: string, finish: EventDraft, releases: boolean])[] = [
  ["its resource finishes", finished("resource_finished", { resourceId: "r1" }), true],
  ["its host finishes", finished("host_finished", { hostId: "h1" }), true],
  ["the run finishes", { type: "run_finished", durationMs: 0, hasFailures: false }, true],
  ["another resource finishes", finished("resource_finished", { resourceId: "r2" }), false],
  ["another host finishes", finished("host_finished", { hostId: "h2" }), false],
  ["a job finishes", finished("job_finished", { jobId: "r1" }), false],
  ["a tool answers", { type: "tool_result", callId: "r1", ok: true, result: 1 }, false],
  ["a resource starts", finished("resource_started", { resourceId: "r1" }), false],
  ["a resource finishes without an id", finished("resource_finished", {}), false],
];

function finished(type: string, correlation: object): EventDraft {
  return { type, correlation } as EventDraft;
}

for (const [name, finish, releases] of FINISHES) {
  const verb = releases ? "gives held text before it" : "goes on holding text";
  Deno.test(`StreamRedactor.push() ${verb} when ${name}`, () => {
    const redactor = new StreamRedactor(SECRETS);
    redactor.push(chunk("sec"));
    assertEquals(redactor.push(finish), releases ? [chunk("sec"), finish] : [finish]);
  });
}

Deno.test("StreamRedactor.push() releases each of an owner's streams when it finishes", () => {
  const redactor = new StreamRedactor(SECRETS);
  const err = { stream: "stderr" } as const;
  for (const draft of [chunk("s"), chunk("se", err), chunk("sec", { hostId: "h2" })]) {
    redactor.push(draft);
  }
  const finish = finished("host_finished", { hostId: "h1" });
  assertEquals(redactor.push(finish), [chunk("s"), chunk("se", err), finish]);
});

for (const key of ["jobId", "commandId", "stepId"] as const) {
  Deno.test(`StreamRedactor.push() releases held text when what ${key} names finishes`, () => {
    const redactor = new StreamRedactor(SECRETS);
    const held: EventDraft = { type: "stderr", correlation: { [key]: "x" }, payload: "sec" };
    redactor.push(held);
    const finish = finished(`${key.replace("Id", "")}_finished`, { [key]: "x" });
    assertEquals(redactor.push(finish), [held, finish]);
  });
}

Deno.test("StreamRedactor.push() gives no text twice when a marker stands for what is held", () => {
  const redactor = new StreamRedactor({ secrets: ["abc", "cde"], marker: "#" });
  const given = [...redactor.push(stdout("abc")), ...redactor.end(), ...redactor.end()];
  assertEquals(given, [stdout("#")]);
});

Deno.test("StreamRedactor.end() gives held text once when it is called again", () => {
  const redactor = new StreamRedactor(SECRETS);
  redactor.push(stdout("sec"));
  assertEquals([redactor.end(), redactor.end()], [[stdout("sec")], []]);
});

Deno.test("StreamRedactor.push() goes on holding text when neither it nor a finish has an id", () => {
  const redactor = new StreamRedactor(SECRETS);
  redactor.push(stdout("sec"));
  const finish = finished("job_finished", {});
  assertEquals(redactor.push(finish), [finish]);
});

Deno.test("StreamRedactor() throws a SyntaxError when a pattern has an empty segment", () => {
  assertThrows(() => new StreamRedactor({ patterns: ["a..b"] }), SyntaxError);
});

Deno.test("EventBus.emit() joins a secret when it is split over three chunks", () => {
  const { bus, seen } = recordedBus({ redaction: SECRETS });
  const command = bus.command("x");
  for (const text of ["a se", "cr", "et b"]) command.output("stdout", text);
  assertEquals(bare(seen.slice(1)), [
    { type: "stdout", payload: "a ", ids: { commandId: "r1-1" } },
    { type: "stdout", payload: "# b", ids: { commandId: "r1-1" } },
  ]);
});

Deno.test("EventBus.emit() numbers without a gap when redaction holds and releases text", () => {
  const { bus, seen } = recordedBus({ redaction: SECRETS });
  const motd = bus.resource("file", "a");
  motd.output("stdout", "sec");
  motd.output("stderr", "s");
  motd.finish({ status: "ok" });
  assertEquals(seen.map(({ seq, type }) => [seq, type]), [
    [1, "resource_started"],
    [2, "resource_output"],
    [3, "resource_output"],
    [4, "resource_finished"],
  ]);
});

Deno.test("EventBus.close() emits held text first when redaction held some", async () => {
  const { bus, seen } = recordedBus({ redaction: SECRETS });
  bus.emit(stdout("sec"));
  await bus.close();
  assertEquals(bare(seen), [{ ...stdout("sec"), ids: {} }]);
});

// Given out at the flush, the first half of the secret would be seen.
Deno.test("EventBus.flush() keeps holding text when a secret may go on after it", async () => {
  const { bus, seen } = recordedBus({ redaction: SECRETS });
  bus.emit(stdout("sec"));
  await bus.flush();
  bus.emit(stdout("ret"));
  assertEquals(bare(seen), [{ ...stdout("#"), ids: {} }]);
});

Deno.test("EventBus.emit() redacts the plain form when a draft hides secrets", () => {
  const { bus, seen } = recordedBus({ redaction: SECRETS });
  const data = { map: new Map([["secret", 1]]), error: new Error("no secret"), n: 1n };
  bus.emit({ type: "app.state", data });
  const line = encodeEvent(seen[0]!);
  assertEquals([line.includes("secret"), line.includes('"map":{"#":1}')], [false, true]);
});

for (let seed = 1; seed <= 3; seed++) {
  Deno.test(`EventBus.emit() shows no secret however streams are cut, seed ${seed}`, () => {
    const random = seededRandom(seed);
    for (let round = 0; round < 100; round++) {
      const secrets = Array.from({ length: 3 }, () => randomText(random, 2, 6));
      const { bus, seen } = recordedBus({ redaction: { secrets, marker: "#" } });
      const handles = [bus.resource("t", "1"), bus.resource("t", "2")];
      const written = new Map<string, string>();
      for (let write = 0; write < 40; write++) {
        const handle = pick(handles, random);
        const stream = pick(["stdout", "stderr"] as const, random);
        const text = randomText(random, 0, 5);
        handle.output(stream, text);
        const key = `${handle.id} ${stream}`;
        written.set(key, (written.get(key) ?? "") + text);
      }
      for (const handle of handles) handle.finish({ status: "ok" });
      const shown = new Map<string, string>();
      for (const event of seen) {
        if (event.type !== "resource_output") continue;
        const key = `${event.correlation.resourceId} ${event.stream}`;
        shown.set(key, (shown.get(key) ?? "") + event.chunk);
      }
      for (const [key, text] of written) written.set(key, replaceWhole(text, secrets));
      assertEquals(shown, written);
    }
  });
}

/** What a marker for each run of overlapping secrets leaves of a whole text, found the slow way. */
function replaceWhole(text: string, secrets: readonly string[]): string {
  let out = "";
  for (let at = 0; at < text.length;) {
    const end = secretsEnd(text, at, secrets);
    out += end === at ? text[at] : "#";
    at = Math.max(end, at + 1);
  }
  return out;
}

/** Where the secrets end that begin at `start`, with all that overlap them. */
function secretsEnd(text: string, start: number, secrets: readonly string[]): number {
  let end = start;
  for (let at = start; at === start || at < end; at++) {
    for (const secret of secrets) {
      if (text.startsWith(secret, at)) end = Math.max(end, at + secret.length);
    }
  }
  return end;
}

function randomText(random: () => number, minLength: number, maxLength: number): string {
  const length = minLength + Math.floor(random() * (maxLength - minLength + 1));
  return Array.from({ length }, () => pick(["a", "b", "c"], random)).join("");
}
