import type { HostFinished } from "./lifecycle_events.ts";
import type { HostSummary, Item } from "./run_summary.ts";
import { hostStatus } from "./verdict.ts";

/** A host, and the line that names it first. */
export interface ListedHost {
  /** The host. */
  readonly host: HostSummary;
  /** The line's number. */
  readonly line: number;
}

/** The hosts of a run. One keeps its place when it is listed again. */
export class HostList {
  readonly #hosts: Map<string, ListedHost>;

  /** @param listed What is listed already, in order. */
  constructor(listed: readonly ListedHost[] = []) {
    this.#hosts = new Map(listed.map((entry) => [entry.host.id, entry]));
  }

  /**
   * Lists a host, in the place of what is listed of it.
   *
   * @param host The host.
   * @param line The line that names it; only the first counts.
   */
  add(host: HostSummary, line: number): void {
    this.#hosts.set(host.id, { host, line: this.#hosts.get(host.id)?.line ?? line });
  }

  /**
   * Gives a host's name.
   *
   * @param id Its id.
   * @returns The name; undefined where it is not listed.
   */
  nameOf(id: string): string | undefined {
    return this.#hosts.get(id)?.host.name;
  }

  /**
   * Gives all that is listed, for another list to begin with.
   *
   * @returns The hosts and their lines.
   */
  listed(): readonly ListedHost[] {
    return [...this.#hosts.values()];
  }

  /** Puts the hosts into the order of their lines, after some came late. */
  sort(): void {
    const sorted = [...this.#hosts].sort(([, one], [, other]) => one.line - other.line);
    this.#hosts.clear();
    for (const [id, host] of sorted) this.#hosts.set(id, host);
  }

  /**
   * Gives all hosts.
   *
   * @returns The hosts, in order.
   */
  hosts(): readonly HostSummary[] {
    return [...this.#hosts.values()].map(({ host }) => host);
  }
}

/**
 * Describes a host that has started.
 *
 * @param item The host.
 * @returns What is known of it.
 */
export function startedHost({ id, name }: Item): HostSummary {
  return { id, name, state: "unfinished", resources: { ok: 0, changed: 0, failed: 0 } };
}

/**
 * Describes a host that has finished.
 *
 * @param item The host.
 * @param event Its finish.
 * @param durationMs How long it took, in milliseconds, where that is known.
 * @returns What is known of it.
 */
export function finishedHost(
  { id, name }: Item,
  event: HostFinished,
  durationMs?: number,
): HostSummary {
  const { ok = 0, changed = 0, failed = 0 } = event;
  const host = { id, name, state: hostStatus(event), resources: { ok, changed, failed } };
  return durationMs === undefined ? host : { ...host, durationMs };
}
