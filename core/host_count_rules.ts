import type { Place, RunReport } from "./issue.ts";
import type { HostFinished, ResourceStatus, RunFinished } from "./lifecycle_events.ts";

/** How many resources of a host have finished, by status. */
export type HostCounts = { [Status in ResourceStatus]: number };

const STATUSES = ["ok", "changed", "failed"] as const;

/** The rules for what `host_finished` and `run_finished` count. */
export class HostCountRules {
  readonly #report: RunReport;
  /** Those of hosts that are open. */
  readonly #counts = new Map<string, HostCounts>();
  #hosts = 0;

  /** @param report Called for each issue. */
  constructor(report: RunReport) {
    this.#report = report;
  }

  /**
   * Counts a host that was started.
   *
   * @param hostId Its id.
   */
  start(hostId: string): void {
    this.#hosts++;
    this.#counts.set(hostId, { ok: 0, changed: 0, failed: 0 });
  }

  /**
   * Counts hosts that earlier events started and finished.
   *
   * @param count How many.
   */
  addHosts(count: number): void {
    this.#hosts += count;
  }

  /**
   * Counts resources that have finished.
   *
   * @param hostId Their host, which is passed over where it is not open.
   * @param added How many, by status.
   */
  addResources(hostId: string, added: Partial<HostCounts>): void {
    const counts = this.#counts.get(hostId);
    if (counts === undefined) return;
    for (const status of STATUSES) counts[status] += added[status] ?? 0;
  }

  /**
   * Closes a host without comparing.
   *
   * @param hostId Its id.
   */
  close(hostId: string): void {
    this.#counts.delete(hostId);
  }

  /**
   * Compares what a host's finish counts, and closes the host.
   *
   * @param event The finish.
   * @param place Where it is.
   */
  finishHost(event: HostFinished, place: Place): void {
    const hostId = event.correlation.hostId;
    const counts = this.#counts.get(hostId);
    if (counts === undefined) return;
    this.close(hostId);
    for (const status of STATUSES) {
      if (event[status] === undefined || event[status] === counts[status]) continue;
      const message = `Expected ${counts[status]} by the resources that finished, found ${
        event[status]
      }`;
      this.#report("host_counts", place, { path: status, message });
    }
  }

  /**
   * Compares how many hosts a run's finish counts.
   *
   * @param event The finish.
   * @param place Where it is.
   */
  finishRun({ hostCount }: RunFinished, place: Place): void {
    if (hostCount === undefined || hostCount === this.#hosts) return;
    const message = `Expected ${this.#hosts} by the hosts that were started, found ${hostCount}`;
    this.#report("host_counts", place, { path: "hostCount", message });
  }
}
