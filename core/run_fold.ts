import { type Entity, entityOf } from "./entity.ts";
import type { RunEvent } from "./event.ts";
import { finishedHost, type HostList, startedHost } from "./host_list.ts";
import type { Place } from "./issue.ts";
import { type Belonging, itemOf } from "./item.ts";
import type { RunFinished, RunStarted } from "./lifecycle_events.ts";
import { OpenItems } from "./open_items.ts";
import { keptText } from "./output_tail.ts";
import { present } from "./present_keys.ts";
import type { Item, RunSummary } from "./run_summary.ts";
import { RunLists } from "./run_lists.ts";
import { RunTotals } from "./run_totals.ts";
import type { SummaryLists } from "./summary_lists.ts";
import { elapsedBetween } from "./timestamp.ts";
import { verdict } from "./verdict.ts";

/** What a summary takes over from `run_started`. */
type RunStart = Pick<RunSummary, "name" | "mode" | "errorMode" | "labels">;

/** What a summary takes over from `run_finished`. */
type RunEnd =
  & Pick<RunSummary, "state" | "outcome" | "exitCode" | "error">
  & Partial<Pick<RunSummary, "durationMs">>;

const UNFINISHED: RunEnd = { state: "unfinished" };

/**
 * The summary of one run in the making. A reader that folds events by itself
 * tells its parts afterwards what they add.
 */
export class RunFold {
  /** What is counted. */
  readonly totals: RunTotals;
  /** What is open, and the output. */
  readonly open = new OpenItems();
  readonly #lists = new RunLists();
  readonly #runId: string;
  readonly #startedAt: string;
  #started: RunStart | undefined;
  #finished: RunEnd | undefined;

  /** @param first The run's first event, which `step` takes too. */
  constructor(first: RunEvent) {
    this.#runId = first.correlation.runId;
    this.#startedAt = first.timestamp;
    this.totals = new RunTotals(first.timestamp);
  }

  /** What is listed with details. */
  get lists(): SummaryLists {
    return this.#lists.items;
  }

  /** The hosts. */
  get hosts(): HostList {
    return this.#lists.hosts;
  }

  /** Keeps what is listed in little memory: the run has ended, and others go on. */
  store(): void {
    this.#lists.store();
  }

  /**
   * Takes the run's next event.
   *
   * @param event The event.
   * @param place Where it is.
   */
  step(event: RunEvent, place: Place): void {
    this.totals.step(event);
    const text = outputOf(event);
    if (text !== undefined) this.open.write(event, text);
    if (event.type === "run_started") this.#started ??= startOf(event);
    if (event.type === "run_finished") this.#finished = endOf(event);
    if (event.type === "resource_retry") {
      const id = event.correlation.resourceId ?? "";
      this.lists.addRetries(this.#item({ kind: "resource", id }, event), event);
    }
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
   * Names what an item may belong to.
   *
   * @param entity A host, or a job or step that is open.
   * @returns Its name; undefined where it is not known.
   */
  nameOf(entity: Entity): string | undefined {
    return entity.kind === "host" ? this.hosts.nameOf(entity.id) : this.open.of(entity)?.item.name;
  }

  /** Puts what is open and the hosts into the order of their start, after some came late. */
  sortStarted(): void {
    this.#lists.sortHosts();
    this.open.sort();
  }

  /**
   * Gives what is known so far.
   *
   * @returns The run's summary. Its long lists may be made each time that they are looked at.
   */
  summary(): RunSummary {
    const { state, durationMs, ...end } = this.#finished ?? UNFINISHED;
    const { lastEventAt } = this.totals;
    const lists = this.#lists.shown();
    return {
      runId: this.#runId,
      ...this.#started,
      state,
      ...end,
      startedAt: this.#startedAt,
      lastEventAt,
      durationMs: durationMs ?? elapsedBetween(this.#startedAt, lastEventAt),
      ...this.totals.events(),
      counts: this.totals.kinds(this.open.counts()),
      get hosts() {
        return lists.hosts;
      },
      get failures() {
        return lists.failures;
      },
      failureCount: this.totals.failures,
      unfinished: this.open.unfinished(lastEventAt),
      unfinishedCount: this.open.size,
      get slowest() {
        return lists.slowest;
      },
      get retries() {
        return lists.retries;
      },
      retryCount: this.totals.retries,
      output: this.open.runOutput(),
    };
  }

  #start(item: Item, event: RunEvent, { line }: Place): void {
    if (event.type === "run_started" || this.open.of(item) !== undefined) return;
    this.open.start(item, { startedAt: event.timestamp, line });
    this.totals.start(item.kind);
    if (item.kind === "host") this.hosts.add(startedHost(item), line);
  }

  #finish({ kind, id }: Entity, event: RunEvent, { line }: Place): void {
    if (kind === "run") return;
    const open = this.open.finish({ kind, id });
    if (open === undefined) this.totals.start(kind);
    const item = open?.item ?? this.#item({ kind, id }, event);
    const { status, failed, message } = verdict(event);
    this.totals.finish(kind, status);
    const durationMs = durationOf(event) ??
      (open && elapsedBetween(open.startedAt, event.timestamp));
    if (durationMs !== undefined) this.lists.addSlow({ ...item, durationMs });
    if (event.type === "host_finished") {
      this.hosts.add(finishedHost(item, event, durationMs), line);
    }
    // What failed on a host is listed by itself.
    if (failed && kind !== "host") {
      this.totals.fail();
      this.lists.addFailure(item, message, { durationMs, tail: open?.tail });
    }
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
