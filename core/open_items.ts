import { type Entity, entityKey, ID_KINDS, idKey } from "./entity.ts";
import type { RunEvent } from "./event.ts";
import { MAX_LISTED } from "./item.ts";
import { OutputTail } from "./output_tail.ts";
import type { Item, ItemKind, Unfinished } from "./run_summary.ts";
import { elapsedBetween } from "./timestamp.ts";

/** Something open, with what it may be needed to explain. */
export interface OpenItem {
  /** What it is. */
  readonly item: Item;
  /** When it was started. */
  readonly startedAt: string;
  /** The line that started it. */
  readonly line: number;
  /** The end of its output; undefined where it wrote nothing. */
  tail: OutputTail | undefined;
}

/** What of a run is open, and the end of the output of each, and of the run. */
export class OpenItems {
  readonly #items = new Map<string, OpenItem>();
  readonly #runTail = new OutputTail();

  /** How many there are. */
  get size(): number {
    return this.#items.size;
  }

  /**
   * Gives something that is open.
   *
   * @param entity The thing.
   * @returns Undefined where it is not open.
   */
  of(entity: Entity): OpenItem | undefined {
    return this.#items.get(entityKey(entity));
  }

  /**
   * Opens something.
   *
   * @param item The thing.
   * @param start When it was started, and the line that says so.
   */
  start(item: Item, { startedAt, line }: Pick<OpenItem, "startedAt" | "line">): void {
    this.#items.set(entityKey(item), { item, startedAt, line, tail: undefined });
  }

  /**
   * Closes something.
   *
   * @param entity The thing.
   * @returns What was open; undefined where it was not.
   */
  finish(entity: Entity): OpenItem | undefined {
    const key = entityKey(entity);
    const open = this.#items.get(key);
    this.#items.delete(key);
    return open;
  }

  /**
   * Keeps output with the innermost thing that it came from: a failure shows it.
   *
   * @param event The event that carries it.
   * @param text The output.
   */
  write(event: RunEvent, text: string): void {
    const owner = this.#innermost(event);
    if (owner === undefined) this.#runTail.push(text);
    else keepOutput(owner, text);
  }

  /**
   * Keeps output of earlier events.
   *
   * @param text The output, or as much of its end as is shown.
   * @param owner What is open and wrote it; undefined for the run.
   */
  addOutput(text: string, owner?: Entity): void {
    if (owner === undefined) return this.#runTail.push(text);
    const open = this.of(owner);
    if (open !== undefined) keepOutput(open, text);
  }

  /** Puts what is open into the order of its start, after some came late. */
  sort(): void {
    const sorted = [...this.#items].sort(([, one], [, other]) => one.line - other.line);
    this.#items.clear();
    for (const [key, open] of sorted) this.#items.set(key, open);
  }

  /**
   * Counts what is open.
   *
   * @returns How many there are of each kind that occurs.
   */
  counts(): ReadonlyMap<ItemKind, number> {
    const counts = new Map<ItemKind, number>();
    for (const { item: { kind } } of this.#items.values()) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return counts;
  }

  /**
   * Lists what was never finished.
   *
   * @param lastEventAt When the run's last event came.
   * @returns The first 100, in order.
   */
  unfinished(lastEventAt: string): readonly Unfinished[] {
    const listed: Unfinished[] = [];
    for (const { item, startedAt, tail } of this.#items.values()) {
      if (listed.length >= MAX_LISTED) break;
      const runningMs = elapsedBetween(startedAt, lastEventAt);
      listed.push({ ...item, startedAt, runningMs, output: tail?.lines() ?? [] });
    }
    return listed;
  }

  /**
   * Gives the end of the output that belongs to nothing smaller than the run.
   *
   * @returns At most ten lines.
   */
  runOutput(): readonly string[] {
    return this.#runTail.lines();
  }

  #innermost({ correlation }: RunEvent): OpenItem | undefined {
    for (const kind of ID_KINDS.toReversed()) {
      const id = correlation[idKey(kind)];
      const open = id === undefined ? undefined : this.of({ kind, id });
      if (open !== undefined) return open;
    }
    return undefined;
  }
}

function keepOutput(open: OpenItem, text: string): void {
  (open.tail ??= new OutputTail()).push(text);
}
