import { EventBus } from "../../core/bus.ts";
import { encodeEvent } from "../../core/encode.ts";
import type { HostHandle, ResourceHandle } from "../../core/host_scopes.ts";

/** Text as tools write it: words, numbers, paths, a few characters that are not ASCII. */
const WORDS = (
  "apply changed file /etc/nginx/nginx.conf unit started in 12.4s package libssl3 already newest " +
  "version reading state checksum 9f86d081 matches skipping handler für naïve template rendered " +
  '"quoted" C:\\temp retry later ok connection 10.0.1.11:22 user deploy mode 0644 owner root'
).split(" ");

/** How a corpus is made. */
export interface CorpusOptions {
  /** At least how many bytes. */
  readonly bytes: number;
  /** How many hosts of a run work at the same time. */
  readonly parallelHosts?: number;
  /** Words in a chunk of output, on average. */
  readonly outputWords?: number;
  /** How a line is written. */
  readonly write?: (line: string) => string;
}

/**
 * Makes an event file with the library itself: runs one after the other, each
 * with hosts that work in parallel, resources, commands, output, retries,
 * failures, tool calls, transcripts and log records. The same for the same options.
 *
 * @param options Its size and shape.
 * @returns Pieces of it.
 */
export function* corpus(options: CorpusOptions): Generator<Uint8Array<ArrayBuffer>> {
  const { bytes, parallelHosts = 8, outputWords = 17, write = (line) => line } = options;
  const utf8 = new TextEncoder();
  const random = randomNumbers(7);
  const state = { nowMs: Date.UTC(2026, 0, 2), lines: [] as string[], random, outputWords };
  let made = 0;
  while (made < bytes) {
    for (const piece of run(state, parallelHosts)) {
      const text = utf8.encode(state.lines.map(write).join(""));
      state.lines.length = 0;
      made += text.length;
      yield text;
      if (piece === "end" || made >= bytes) break;
    }
  }
}

interface State {
  nowMs: number;
  readonly lines: string[];
  readonly random: () => number;
  readonly outputWords: number;
}

const HOSTS_OF_RUN = 200;
const RESOURCES_OF_HOST = 60;

/** One run; stops now and then for what was made to be taken. */
function* run(state: State, parallelHosts: number): Generator<"more" | "end"> {
  const { random } = state;
  const clock = {
    now: () => (state.nowMs += random() * 2),
    monotonicMs: () => state.nowMs,
  };
  const runId = `01HF7Y${String(1e6 + state.nowMs % 1e6).slice(1, 7)}ABCDEFGHJKMN${
    1000 + Math.floor(random() * 8999)
  }`.slice(0, 26).padEnd(26, "0");
  const bus = new EventBus({ runId, clock });
  bus.on((event) => void state.lines.push(encodeEvent(event)));
  const handle = bus.run({ name: "nightly", mode: "apply", hostCount: HOSTS_OF_RUN });
  const work: Generator[] = [];
  for (let started = 0; started < HOSTS_OF_RUN || work.length > 0;) {
    if (work.length < parallelHosts && started < HOSTS_OF_RUN) {
      work.push(hostWork(bus, state, started++));
      continue;
    }
    const index = Math.floor(random() * work.length);
    if (work[index]!.next().done) work.splice(index, 1);
    if (state.lines.length > 2000) yield "more";
  }
  handle.finish();
  yield "end";
}

function* hostWork(bus: EventBus, state: State, index: number): Generator {
  const { random } = state;
  const host = bus.host({
    name: `web-${index}`,
    hostname: `10.0.${index >> 8}.${index & 255}`,
    user: "deploy",
    port: 22,
    vars: { role: "web", replicas: 3, tags: ["blue", null] },
  });
  yield;
  for (let at = 0; at < RESOURCES_OF_HOST; at++) {
    yield* resourceWork(host, host.resource("file", `/etc/app-${index}/part-${at}.conf`), state);
    if (random() < 0.2) bus.emit({ type: "stdout", payload: words(state) });
    if (random() < 0.1) agentWork(bus, state);
    yield;
  }
  host.finish();
}

function* resourceWork(_host: HostHandle, resource: ResourceHandle, state: State): Generator {
  const { random } = state;
  const chunks = Math.floor(random() * 10);
  for (let at = 0; at < chunks; at++) {
    resource.output(random() < 0.9 ? "stdout" : "stderr", words(state));
    if (random() < 0.7) yield;
  }
  if (random() < 0.25) {
    const command = resource.command(`systemctl reload app-${chunks}`);
    command.output("stdout", words(state));
    yield;
    command.finish({ exitCode: 0 });
  }
  if (random() < 0.01) {
    resource.retry({ phase: "apply", error: { name: "Timeout", message: "No answer in 30 s" } });
    yield;
  }
  const failed = random() < 0.01;
  if (failed) {
    resource.finish({ status: "failed", error: { name: "Failed", message: words(state) } });
  } else resource.finish({ status: random() < 0.3 ? "changed" : "ok" });
}

function agentWork(bus: EventBus, state: State): void {
  const callId = `call_${Math.floor(state.random() * 1e9)}`;
  const startedAt = new Date(state.nowMs).toISOString();
  bus.emit({
    type: "tool_call",
    callId,
    name: "bash",
    args: { cmd: words(state), n: 3 },
    startedAt,
  });
  bus.emit({
    type: "log.record",
    data: { level: "info", message: words(state), attrs: { n: 1.5 } },
  });
  bus.emit({
    type: "tool_result",
    callId,
    ok: true,
    result: { text: words(state), lines: [1, 2] },
  });
  bus.emit({
    type: "transcript",
    kind: "message",
    payload: { role: "assistant", text: words(state) },
  });
}

function words({ random, outputWords }: State): string {
  const count = 1 + Math.floor(random() * outputWords * 2);
  let text = "";
  for (let at = 0; at < count; at++) {
    text += `${WORDS[Math.floor(random() * WORDS.length)]}${random() < 0.06 ? "\n" : " "}`;
  }
  return `${text.trimEnd()}\n`;
}

/** The same numbers from 0 up to 1 for the same seed (xorshift). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Writes a line as another program might: the keys in another order.
 *
 * @param line A line of ours.
 * @returns The same event.
 */
export function reordered(line: string): string {
  const { v, seq, type, timestamp, correlation, ...own } = JSON.parse(line);
  return `${JSON.stringify({ timestamp, ...own, type, seq, correlation, v })}\n`;
}
