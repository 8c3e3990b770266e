import { pick } from "../fixtures/seeded_random.ts";
import { randomLine, type StreamState } from "./random_line.ts";

/** Something at work. */
interface Work {
  readonly kind: Kind;
  readonly correlation: { readonly [key: string]: unknown };
  /** The tool's call. */
  readonly callId: string;
  /** How a host's resources ended. */
  readonly counts: { ok: number; changed: number; failed: number };
  readonly host: Work | undefined;
}

type Kind = "host" | "resource" | "job" | "command" | "step" | "tool";

const RUNS = ["r1", "01HF7YAT00ABCDEFGHJKMNPQRS", "99"];

/** What may be inside what; a run is "". */
const INSIDE: { readonly [kind: string]: readonly Kind[] } = {
  "": ["host", "host", "job", "resource"],
  host: ["resource", "resource", "job", "tool"],
  job: ["step", "step", "command", "host", "resource"],
  step: ["command", "tool", "resource"],
  resource: ["command", "tool"],
  command: ["tool"],
};

/**
 * Makes lines of runs in which much is at work at once, inside each other, in
 * numbers over what summaries list. Now and then a line is lost, comes twice,
 * or names what is not there.
 *
 * @param random Where chance comes from.
 * @param count How many, about.
 */
export function workLines(random: () => number, count: number): string[] {
  const chaos = pick([0, 0.002, 0.01, 0.05], random);
  const state: StreamState = { random, seqs: new Map(), ms: 0, disorder: chaos / 4 };
  const runs = RUNS.slice(0, 1 + random() * 3);
  const works = new Map(runs.map((runId) => [runId, new WorkRun(state, runId, chaos)]));
  const lines = runs.flatMap((runId) => works.get(runId)!.begin());
  while (lines.length < count) lines.push(...works.get(pick(runs, random))!.next());
  if (random() < 0.5) { for (const run of works.values()) lines.push(...run.finish()); }
  if (random() < 0.3) lines.push(...works.get(runs[0]!)!.next());
  return lines.filter(() => random() >= chaos / 2)
    .flatMap((line) => random() < chaos / 4 ? [line, line] : [line]);
}

const COMMANDS: readonly Kind[] = ["command"];

class WorkRun {
  readonly #state: StreamState;
  readonly #runId: string;
  readonly #chaos: number;
  readonly #slow: number;
  readonly #atOnce: number;
  readonly #open: Work[] = [];
  readonly #closed: Work[] = [];
  #ids = 0;

  constructor(state: StreamState, runId: string, chaos: number) {
    this.#state = state;
    this.#runId = runId;
    this.#chaos = chaos;
    this.#slow = pick([3, 50, 100_000], state.random);
    this.#atOnce = pick([2, 8, 40], state.random);
  }

  begin(): string[] {
    return [this.#line("run_started", {}, {})];
  }

  finish(): string[] {
    const ended = this.#state.random() < 0.7 ? [...this.#open].reverse() : [];
    return [
      ...ended.map((work) => this.#end(work)),
      this.#line("run_finished", {}, { hostCount: this.#closed.filter(isHost).length }),
    ];
  }

  next(): string[] {
    const { random } = this.#state;
    if (random() < this.#chaos && this.#closed.length > 0) return [this.#surprise()];
    const turn = random();
    if (this.#open.length === 0 || (turn < 0.3 && this.#open.length < this.#atOnce)) {
      return [this.#start()];
    }
    const work = pick(this.#open, random);
    if (turn < 0.4) return [this.#say(work)];
    if (turn < 0.48 && work.kind === "resource") return this.#retry(work);
    // Mostly what has nothing inside ends.
    const isParent = this.#open.some((other) => other !== work && isInside(other, work));
    return isParent && random() > 0.01 ? [this.#say(work)] : [this.#end(work)];
  }

  #start(): string {
    const { random } = this.#state;
    const parent = random() < 0.3 ? undefined : pick([undefined, ...this.#open], random);
    const kind = pick(INSIDE[parent?.kind ?? ""] ?? COMMANDS, random);
    const id = random() < 0.1 ? `x${Math.floor(random() * 1e6)}` : `${this.#runId}-${++this.#ids}`;
    const inherited = parent?.correlation ?? {};
    const work: Work = {
      kind,
      correlation: kind === "tool" ? inherited : { ...inherited, [`${kind}Id`]: id },
      callId: random() < 0.05 ? "" : id,
      counts: { ok: 0, changed: 0, failed: 0 },
      host: parent?.kind === "host" ? parent : parent?.host,
    };
    this.#open.push(work);
    return this.#startLine(work);
  }

  #startLine(work: Work): string {
    const type = work.kind === "tool" ? "tool_call" : `${work.kind}_started`;
    const rest = { name: `${work.kind} ${this.#ids}`, callId: work.callId, ...this.#synthetic() };
    return this.#line(type, work.correlation, rest);
  }

  #end(work: Work): string {
    this.#open.splice(this.#open.indexOf(work), 1);
    this.#closed.push(work);
    return this.#endLine(work);
  }

  #endLine({ kind, correlation, callId, counts, host }: Work): string {
    const { random } = this.#state;
    const fine = random() < 0.7;
    const status = fine ? pick(["ok", "changed"] as const, random) : "failed";
    if (kind === "resource" && host !== undefined) host.counts[status]++;
    const wrong = random() < this.#chaos ? { failed: 7 } : {};
    const rest = {
      callId,
      status,
      exitCode: fine ? 0 : 2,
      ok: fine,
      ...(kind === "host" ? counts : {}),
      ...wrong,
      ...(fine ? { outcome: "success" } : {}),
      durationMs: Math.floor(random() * this.#slow),
      ...this.#synthetic(),
    };
    return this.#line(kind === "tool" ? "tool_result" : `${kind}_finished`, correlation, rest);
  }

  #say({ correlation }: Work): string {
    const type = pick(["stdout", "stderr", "log.record", "resource_output"], this.#state.random);
    const isFilled = type === "resource_output" && !("resourceId" in correlation);
    return this.#line(isFilled ? "stdout" : type, correlation, {});
  }

  #retry(work: Work): string[] {
    const { random } = this.#state;
    return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, index) => {
      const correlation = random() < 0.95
        ? work.correlation
        : { resourceId: work.correlation.resourceId };
      return this.#line("resource_retry", { ...correlation, attempt: index + 1 }, {});
    });
  }

  /** What closed things should not have done to them, or open ones twice. */
  #surprise(): string {
    const { random } = this.#state;
    const work = pick([...this.#closed.slice(-5), ...this.#open.slice(-5)], random);
    const turn = random();
    if (turn < 0.25) return this.#startLine(work);
    if (turn < 0.5) return this.#endLine(work);
    if (turn < 0.7) return this.#say(work);
    if (turn < 0.8) {
      return this.#line(
        "resource_retry",
        { resourceId: "none", ...work.correlation, attempt: 1 },
        {},
      );
    }
    const lost = pick([{ hostId: "h" }, { jobId: `${this.#runId}-${this.#ids + 3}` }, {
      stepId: "s",
    }], random);
    if (turn < 0.9) return this.#line("stdout", { ...work.correlation, ...lost }, {});
    return this.#line(
      "resource_started",
      { ...lost, resourceId: `${this.#runId}-${++this.#ids}` },
      {},
    );
  }

  #synthetic(): object {
    return this.#state.random() < this.#chaos ? { synthetic: true } : {};
  }

  #line(type: string, correlation: object, rest: { readonly [key: string]: unknown }): string {
    const { random } = this.#state;
    const writer = random() < this.#chaos ? { writer: "w1" } : {};
    return randomLine(this.#state, type, { runId: this.#runId, ...correlation, ...writer }, rest);
  }
}

function isHost({ kind }: Work): boolean {
  return kind === "host";
}

function isInside(inner: Work, outer: Work): boolean {
  const key = `${outer.kind}Id`;
  return outer.kind !== "tool" && inner.correlation[key] === outer.correlation[key];
}
