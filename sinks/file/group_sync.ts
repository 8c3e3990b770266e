import type { LateLoss } from "../counting_sink.ts";

/** The part of a file that is asked to be on the disk. */
export interface Syncable {
  /** Settles when all that was written before is on the disk. */
  sync(): Promise<void>;
  /** Waits until all that was written is on the disk. */
  syncNow(): void;
}

/** Events that wait for the same sync. */
class Group {
  size = 0;
  readonly settled: Promise<void>;
  resolve!: () => void;
  reject!: (error: unknown) => void;

  constructor() {
    this.settled = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Who does not ask whether its events are on the disk is not to be ended by it.
    this.settled.catch(() => {});
  }
}

/**
 * Group commit: all events that were written before a sync begins share it, and
 * while one runs the next group gathers. A sync that failed is final for the file, because
 * the system may have dropped what it could not write and forgotten that it did.
 */
export class GroupSync {
  readonly #file: Syncable;
  #gathering: Group | undefined;
  #running: Group | undefined;
  #loss: LateLoss | undefined;

  /** @param file What is synced. */
  constructor(file: Syncable) {
    this.#file = file;
  }

  /** The events that a failed sync lost. */
  get loss(): LateLoss | undefined {
    return this.#loss;
  }

  /**
   * Refuses to go on after a sync that failed.
   *
   * @throws What the sync failed with.
   */
  check(): void {
    if (this.#loss !== undefined) throw this.#loss.error;
  }

  /**
   * Adds the event that was just written.
   *
   * @returns Settles when it is on the disk.
   */
  add(): Promise<void> {
    this.#gathering ??= new Group();
    this.#gathering.size++;
    const { settled } = this.#gathering;
    if (this.#running === undefined) {
      this.#running = this.#gathering;
      // In a moment: what is emitted in one go shares one sync.
      queueMicrotask(() => this.#run());
    }
    return settled;
  }

  /**
   * Waits until all events are on the disk.
   *
   * @throws What the sync failed with.
   */
  settle(): void {
    this.check();
    const groups = [this.#running, this.#gathering];
    try {
      this.#file.syncNow();
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    this.#gathering = undefined;
    for (const group of groups) this.#finish(group);
  }

  async #run(): Promise<void> {
    for (let group = this.#next(); group !== undefined; group = this.#next()) {
      this.#running = group;
      try {
        await this.#file.sync();
        this.#finish(group);
      } catch (error) {
        // Settled in the meantime where the sink was flushed or closed.
        if (group.size > 0) this.#fail(error);
      }
    }
    this.#running = undefined;
  }

  #next(): Group | undefined {
    const group = this.#gathering;
    this.#gathering = undefined;
    return group;
  }

  #finish(group: Group | undefined): void {
    if (group === undefined) return;
    group.size = 0;
    group.resolve();
  }

  #fail(error: unknown): void {
    let events = 0;
    for (const group of [this.#running, this.#gathering]) {
      if (group === undefined) continue;
      events += group.size;
      group.size = 0;
      group.reject(error);
    }
    this.#loss = { events, error };
    this.#gathering = undefined;
  }
}
