import type { MaybeSynthetic } from "./correlation.ts";
import { type Entity, entityKey, entityOf, ID_KINDS, idKey, nameOf } from "./entity.ts";
import type { RunEvent } from "./event.ts";
import type { Place } from "./issue.ts";
import type { HostFinished, ResourceRetry, RunFinished, RunStarted } from "./lifecycle_events.ts";
import { keptText, OutputTail } from "./output_tail.ts";
import { present } from "./present_keys.ts";
import { Ranking } from "./ranking.ts";
import { lossOf } from "./repair_note.ts";
import type {
  Failure,
  HostSummary,
  Item,
  ItemKind,
  KindCounts,
  Retried,
  RunSummary,
  Timed,
  Unfinished,
} from "./run_summary.ts";
import { parseTimestamp } from "./timestamp.ts";
import { hostStatus, verdict } from "./verdict.ts";

/** How many failures, unfinished things and retried resources are kept with details. */
const MAX_LISTED = 100;

/** How many of the slowest are kept per kind. */
const MAX_SLOWEST = 10;

/** Folds events into one summary per run. */
export class Summary {
  readonly #runs = new Map<string, RunFold>();

  /**
   * Takes the next event.
   *
   * @param event The event.
   * @param place Where it is; only a reader that resumes needs to say it.
   */
  step(event: RunEvent, place: Place = NOWHERE): void {
    const { runId } = event.correlation;
    let run = this.#runs.get(runId);
    if (run === undefined) {
      run = new RunFold(event);
      this.#runs.set(runId, run);
    }
    run.step(event, place);
  }

  /**
   * Gives the summary of one run in the making.
   *
   * @param runId The run.
   * @returns It, or undefined where no event of the run was seen.
   */
  of(runId: string): RunFold | undefined {
    return this.#runs.get(runId);
  }

  /**
   * Gives what is known so far.
   *
   * @returns A summary of each run, in order of first appearance.
   */
  runs(): readonly RunSummary[] {
    return [...this.#runs.values()].map((run) => run.summary());
  }
}

const NOWHERE: Place = { line: 0, offset: 0 };

/** Something open, with what it may be needed to explain. */
interface OpenItem {
  readonly item: Item;
  readonly startedAt: string;
  /** The line that started it. */
  readonly line: number;
  tail: OutputTail | undefined;
}

/** A host, and the line that names it first. */
interface ListedHost {
  readonly host: HostSummary;
  readonly line: number;
}

/** How many were started, and how they ended. */
export type FinishedCounts = { total: number; byStatus: { [status: string]: number } };

/** What a summary takes over from `run_started`. */
type RunStart = Pick<RunSummary, "name" | "mode" | "errorMode" | "labels">;

/** What a summary takes over from `run_finished`. */
type RunEnd =
  & Pick<RunSummary, "state" | "outcome" | "exitCode" | "error">
  & Partial<Pick<RunSummary, "durationMs">>;

const UNFINISHED: RunEnd = { state: "unfinished" };

/** What events that were folded elsewhere add to the summary of a run. */
export interface FoldedEvents {
  /** How many there were of each type. */
  readonly types: ReadonlyMap<string, number>;
  /** The latest timestamp. */
  readonly lastEventAt: string;
  /** How many were started and ended, by kind. */
  readonly kinds: ReadonlyMap<ItemKind, FinishedCounts>;
  /** How many failed. */
  readonly failures: number;
  /** How many attempts were made again. */
  readonly retries: number;
}

/** The names of what an item belongs to. */
export type Belonging = { readonly [Key in "host" | "job" | "step"]: string | undefined };

/** An item that earlier events finished. */
export interface Ended {
  readonly item: Item;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/** How much a run's summary lists already. */
export interface Listed {
  /** How many failures. */
  readonly failures: number;
  /** How many resources that were tried again. */
  readonly retried: number;
}

/** What a run's summary knows of the ends of a kind of thing. */
export interface EndsOfKind {
  /** The ways to end that occurred. */
  readonly statuses: readonly string[];
  /** How long the slowest took, in milliseconds; undefined where none is listed yet. */
  readonly slowestMs: readonly number[] | undefined;
}

/**
 * The summary of one run in the making. A reader that folds events by itself
 * tells it afterwards what they add.
 */
export class RunFold {
  readonly #runId: string;
  readonly #startedAt: string;
  readonly #types = new Map<string, number>();
  readonly #open = new Map<string, OpenItem>();
  readonly #counts = new Map<ItemKind, FinishedCounts>();
  readonly #hosts = new Map<string, ListedHost>();
  readonly #slowest = new Map<ItemKind, Ranking<Timed>>();
  readonly #retries = new Map<string, Retried>();
  readonly #failures: Failure[] = [];
  readonly #tail = new OutputTail();
  #lastEventAt: string;
  #events = 0;
  #synthetic = 0;
  #lost = 0;
  #failureCount = 0;
  #retryCount = 0;
  #started: RunStart | undefined;
  #finished: RunEnd | undefined;

  /** @param first The run's first event, which `step` takes too. */
  constructor(first: RunEvent) {
    this.#runId = first.correlation.runId;
    this.#startedAt = first.timestamp;
    this.#lastEventAt = first.timestamp;
  }

  /**
   * Takes the run's next event.
   *
   * @param event The event.
   * @param place Where it is.
   */
  step(event: RunEvent, place: Place): void {
    this.#events++;
    this.#types.set(event.type, (this.#types.get(event.type) ?? 0) + 1);
    if (event.timestamp > this.#lastEventAt) this.#lastEventAt = event.timestamp;
    if ((event as MaybeSynthetic).synthetic === true) this.#synthetic++;
    const loss = lossOf(event);
    if (loss !== undefined) this.#lost += loss.to - loss.from + 1;
    const text = outputOf(event);
    if (text !== undefined) this.#output(event, text);
    if (event.type === "run_started") this.#started ??= startOf(event);
    if (event.type === "run_finished") this.#finished = endOf(event);
    if (event.type === "resource_retry") this.#retry(event);
    const started = entityOf(event, "starts");
    if (started !== undefined) this.#start(this.#item(started, event), event, place);
    const finished = entityOf(event, "finishes");
    if (finished !== undefined) this.#finish(finished, event, place);
  }

  /**
   * Opens what an earlier event started.
   *
   * @param event The event that started it.
   * @param place Where it is.
   * @param belonging The names of what it belongs to.
   */
  resume(event: RunEvent, place: Place, belonging: Belonging): void {
    const started = entityOf(event, "starts");
    if (started !== undefined) this.#start(itemOf(started, event, belonging), event, place);
  }

  /**
   * Considers for the slowest what earlier events finished.
   *
   * @param ended What they finished.
   */
  addSlow({ item, durationMs }: Ended): void {
    this.#ranking(item.kind).add({ ...item, durationMs });
  }

  /**
   * Lists what failed earlier. It is counted elsewhere.
   *
   * @param ended What failed.
   * @param finish The event that finished it.
   * @param output What it wrote.
   */
  addFailure({ item, durationMs }: Ended, finish: RunEvent, output: string): void {
    const tail = new OutputTail();
    tail.push(output);
    this.#listFailure(item, verdict(finish).message, { durationMs, tail });
  }

  /**
   * Lists a resource that was tried again earlier. The attempts are counted elsewhere.
   *
   * @param item The resource, as its first attempt names it.
   * @param last Its last attempt.
   * @param count How many there were.
   */
  addRetries(item: Item, last: ResourceRetry, count: number): void {
    const { phase, error } = last;
    const known = this.#retries.get(item.id);
    this.#retries.set(item.id, {
      ...(known ?? item),
      count: (known?.count ?? 0) + count,
      ...(phase === undefined ? {} : { phase }),
      ...(error === undefined ? {} : { message: keptText(error.message) }),
    });
  }

  /**
   * Adds a host that earlier events started and finished.
   *
   * @param host The host.
   * @param line The line that started it.
   */
  addHost(host: HostSummary, line: number): void {
    this.#listHost(host, line);
  }

  /**
   * Names what an item may belong to.
   *
   * @param entity A host, or a job or step that is open.
   * @returns Its name; undefined where it is not known.
   */
  nameOf({ kind, id }: Entity): string | undefined {
    return kind === "host"
      ? this.#hosts.get(id)?.host.name
      : this.#open.get(entityKey({ kind, id }))?.item.name;
  }

  /**
   * Takes output of earlier events.
   *
   * @param text The output, or as much of its end as is shown.
   * @param owner What is open and wrote it; undefined for the run.
   */
  addOutput(text: string, owner?: Entity): void {
    if (owner === undefined) this.#tail.push(text);
    else {
      const open = this.#open.get(entityKey(owner));
      if (open !== undefined) (open.tail ??= new OutputTail()).push(text);
    }
  }

  /**
   * Adds what earlier events come to.
   *
   * @param folded The events.
   */
  add(folded: FoldedEvents): void {
    for (const [type, count] of folded.types) {
      this.#events += count;
      this.#types.set(type, (this.#types.get(type) ?? 0) + count);
    }
    if (folded.lastEventAt > this.#lastEventAt) this.#lastEventAt = folded.lastEventAt;
    for (const [kind, { total, byStatus }] of folded.kinds) {
      const counts = this.#count(kind);
      counts.total += total;
      for (const [status, count] of Object.entries(byStatus)) {
        counts.byStatus[status] = (counts.byStatus[status] ?? 0) + count;
      }
    }
    this.#failureCount += folded.failures;
    this.#retryCount += folded.retries;
  }

  /**
   * Tells how much is listed.
   *
   * @returns The numbers.
   */
  listed(): Listed {
    return { failures: this.#failures.length, retried: this.#retries.size };
  }

  /**
   * Tells what is known of the ends of a kind.
   *
   * @param kind The kind.
   * @returns The ways to end, and the slowest.
   */
  ended(kind: ItemKind): EndsOfKind {
    return {
      statuses: Object.keys(this.#counts.get(kind)?.byStatus ?? {}),
      slowestMs: this.#slowest.get(kind)?.items.map(({ durationMs }) => durationMs),
    };
  }

  /** Puts what is open and the hosts into the order of their start, after some came late. */
  sortStarted(): void {
    const hosts = [...this.#hosts].sort(([, a], [, b]) => a.line - b.line);
    this.#hosts.clear();
    for (const [id, host] of hosts) this.#hosts.set(id, host);
    const sorted = [...this.#open].sort(([, a], [, b]) => a.line - b.line);
    this.#open.clear();
    for (const [key, open] of sorted) this.#open.set(key, open);
  }

  #start(item: Item, event: RunEvent, place: Place): void {
    const { kind, id, name } = item;
    if (event.type === "run_started" || this.#open.has(entityKey(item))) return;
    this.#open.set(entityKey(item), {
      item,
      startedAt: event.timestamp,
      line: place.line,
      tail: undefined,
    });
    this.#count(kind).total++;
    if (kind === "host") {
      const resources = { ok: 0, changed: 0, failed: 0 };
      this.#listHost({ id, name, state: "unfinished", resources }, place.line);
    }
  }

  #finish({ kind, id }: Entity, event: RunEvent, place: Place): void {
    if (kind === "run") return;
    const open = this.#open.get(entityKey({ kind, id }));
    this.#open.delete(entityKey({ kind, id }));
    const item = open?.item ?? this.#item({ kind, id }, event);
    const counts = this.#count(kind);
    if (open === undefined) counts.total++;
    const { status, failed, message } = verdict(event);
    counts.byStatus[status] = (counts.byStatus[status] ?? 0) + 1;
    const durationMs = durationOf(event) ?? (open && elapsed(open.startedAt, event.timestamp));
    if (durationMs !== undefined) this.#ranking(kind).add({ ...item, durationMs });
    if (event.type === "host_finished") {
      this.#listHost(finishedHost(item, event, durationMs), place.line);
    }
    // What failed on a host is listed by itself.
    if (failed && kind !== "host") {
      this.#failureCount++;
      this.#listFailure(item, message, { durationMs, tail: open?.tail });
    }
  }

  /** A host keeps its place when it is listed again. */
  #listHost(host: HostSummary, line: number): void {
    this.#hosts.set(host.id, { host, line: this.#hosts.get(host.id)?.line ?? line });
  }

  #listFailure(
    item: Item,
    message: string,
    { durationMs, tail }: {
      readonly durationMs: number | undefined;
      readonly tail: OutputTail | undefined;
    },
  ): void {
    if (this.#failures.length >= MAX_LISTED) return;
    const failure = { ...item, message, output: tail?.lines() ?? [] };
    this.#failures.push(durationMs === undefined ? failure : { ...failure, durationMs });
  }

  #retry(event: ResourceRetry): void {
    this.#retryCount++;
    const id = event.correlation.resourceId ?? "";
    if (!this.#retries.has(id) && this.#retries.size >= MAX_LISTED) return;
    this.addRetries(this.#item({ kind: "resource", id }, event), event, 1);
  }

  /** Keeps output with the innermost thing that it came from: a failure shows it. */
  #output(event: RunEvent, text: string): void {
    for (const kind of ID_KINDS.toReversed()) {
      const id = event.correlation[idKey(kind)];
      const open = id === undefined ? undefined : this.#open.get(entityKey({ kind, id }));
      if (open === undefined) continue;
      open.tail ??= new OutputTail();
      open.tail.push(text);
      return;
    }
    this.#tail.push(text);
  }

  #item(entity: Entity, event: RunEvent): Item {
    const { hostId, jobId, stepId } = event.correlation;
    const named = (kind: "host" | "job" | "step", id: string | undefined): string | undefined =>
      id === undefined || entity.kind === kind ? undefined : this.nameOf({ kind, id });
    return itemOf(entity, event, {
      host: named("host", hostId),
      job: named("job", jobId),
      step: named("step", stepId),
    });
  }

  #count(kind: ItemKind): FinishedCounts {
    let counts = this.#counts.get(kind);
    if (counts === undefined) {
      counts = { total: 0, byStatus: {} };
      this.#counts.set(kind, counts);
    }
    return counts;
  }

  #ranking(kind: ItemKind): Ranking<Timed> {
    let ranking = this.#slowest.get(kind);
    if (ranking === undefined) {
      ranking = new Ranking<Timed>(MAX_SLOWEST, (item) => item.durationMs);
      this.#slowest.set(kind, ranking);
    }
    return ranking;
  }

  /**
   * Gives what is known so far.
   *
   * @returns The run's summary.
   */
  summary(): RunSummary {
    const { state, durationMs, ...end } = this.#finished ?? UNFINISHED;
    return {
      runId: this.#runId,
      ...this.#started,
      state,
      ...end,
      startedAt: this.#startedAt,
      lastEventAt: this.#lastEventAt,
      durationMs: durationMs ?? elapsed(this.#startedAt, this.#lastEventAt),
      events: this.#events,
      ...present({ synthetic: this.#synthetic || undefined, lost: this.#lost || undefined }),
      types: Object.fromEntries(this.#types),
      counts: this.#kindCounts(),
      hosts: [...this.#hosts.values()].map(({ host }) => host),
      failures: this.#failures,
      failureCount: this.#failureCount,
      unfinished: this.#unfinished(),
      unfinishedCount: this.#open.size,
      slowest: Object.fromEntries([...this.#slowest].map(([kind, { items }]) => [kind, items])),
      retries: [...this.#retries.values()].sort((a, b) => b.count - a.count),
      retryCount: this.#retryCount,
      output: this.#tail.lines(),
    };
  }

  #kindCounts(): { readonly [Kind in ItemKind]?: KindCounts } {
    const unfinished = new Map<ItemKind, number>();
    for (const { item } of this.#open.values()) {
      unfinished.set(item.kind, (unfinished.get(item.kind) ?? 0) + 1);
    }
    return Object.fromEntries(
      [...this.#counts].map(([kind, { total, byStatus }]) => [
        kind,
        { total, unfinished: unfinished.get(kind) ?? 0, byStatus },
      ]),
    );
  }

  #unfinished(): readonly Unfinished[] {
    const listed: Unfinished[] = [];
    for (const { item, startedAt, tail } of this.#open.values()) {
      if (listed.length >= MAX_LISTED) break;
      const runningMs = elapsed(startedAt, this.#lastEventAt);
      listed.push({ ...item, startedAt, runningMs, output: tail?.lines() ?? [] });
    }
    return listed;
  }
}

function startOf({ name, mode, errorMode, labels }: RunStarted): RunStart {
  return present({
    name: name && keptText(name),
    mode: mode && keptText(mode),
    errorMode,
    labels: labels && Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [key, keptText(value)]),
    ),
  });
}

function endOf(event: RunFinished): RunEnd {
  const { durationMs, outcome, exitCode, error } = event;
  return {
    state: verdict(event).failed ? "failed" : "succeeded",
    ...present({
      durationMs,
      outcome,
      exitCode,
      error: error && { message: keptText(error.message), name: keptText(error.name) },
    }),
  };
}

/**
 * Describes something inside a run.
 *
 * @param entity The thing; a run is none.
 * @param event The event that names it.
 * @param belonging The names of what it belongs to.
 * @returns The item.
 */
export function itemOf({ kind, id }: Entity, event: RunEvent, belonging: Belonging): Item {
  const item: { -readonly [Key in keyof Item]: Item[Key] } = {
    kind: kind as ItemKind,
    id,
    name: keptText(nameOf(event) ?? id),
  };
  const { host, job, step } = belonging;
  if (host !== undefined) item.host = host;
  if (job !== undefined) item.job = job;
  if (step !== undefined) item.step = step;
  return item;
}

function finishedHost(
  { id, name }: Item,
  event: HostFinished,
  durationMs: number | undefined,
): HostSummary {
  const { ok = 0, changed = 0, failed = 0 } = event;
  const host = { id, name, state: hostStatus(event), resources: { ok, changed, failed } };
  return durationMs === undefined ? host : { ...host, durationMs };
}

function outputOf(event: RunEvent): string | undefined {
  switch (event.type) {
    case "stdout":
    case "stderr":
      return event.payload;
    case "resource_output":
      return event.chunk;
    default:
      return undefined;
  }
}

function durationOf(event: RunEvent): number | undefined {
  return (event as { readonly durationMs?: number }).durationMs;
}

function elapsed(from: string, to: string): number {
  return Math.max(0, (parseTimestamp(to) ?? 0) - (parseTimestamp(from) ?? 0));
}
