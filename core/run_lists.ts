import { HostList, type ListedHost } from "./host_list.ts";
import type { RunSummary } from "./run_summary.ts";
import { type ListedItems, SummaryLists } from "./summary_lists.ts";

/** What of a summary is long. */
export type LongLists = Pick<RunSummary, "hosts" | "failures" | "slowest" | "retries">;

type StoredLists =
  & { readonly hosts: JsonBytes<readonly ListedHost[]> }
  & { readonly [Key in keyof ListedItems]: JsonBytes<ListedItems[Key]> };

/**
 * The long lists of a run: objects while it goes on, bytes once it has ended. Of a file with many
 * runs nearly all have.
 */
export class RunLists {
  #items = new SummaryLists();
  #hosts = new HostList();
  #stored: StoredLists | undefined;
  #wasStored = false;

  /** What is listed with details. */
  get items(): SummaryLists {
    this.#open();
    return this.#items;
  }

  /** The hosts. */
  get hosts(): HostList {
    this.#open();
    return this.#hosts;
  }

  /** Keeps the lists as bytes until they change, once: a run that goes on after its end may do so often. */
  store(): void {
    if (this.#wasStored) return;
    this.#wasStored = true;
    this.#hosts.sort();
    const { failures, retries, slowest } = this.#items.listedItems();
    this.#stored = {
      hosts: new JsonBytes(this.#hosts.listed()),
      failures: new JsonBytes(failures),
      retries: new JsonBytes(retries),
      slowest: new JsonBytes(slowest),
    };
    this.#items = new SummaryLists();
    this.#hosts = new HostList();
  }

  /** Puts the hosts into the order of their lines, in which those that are stored are. */
  sortHosts(): void {
    if (this.#stored === undefined) this.#hosts.sort();
  }

  /**
   * Gives the lists as they are shown.
   *
   * @returns The lists. Those of a run that has ended are made each time that they are looked at.
   */
  shown(): LongLists {
    const stored = this.#stored;
    const items = this.#items;
    const hosts = this.#hosts;
    if (stored === undefined) {
      return {
        hosts: hosts.hosts(),
        failures: items.failures(),
        slowest: items.slowest(),
        retries: items.retries(),
      };
    }
    return {
      get hosts() {
        return stored.hosts.value.map(({ host }) => host);
      },
      get failures() {
        return stored.failures.value;
      },
      get slowest() {
        return new SummaryLists({ slowest: stored.slowest.value }).slowest();
      },
      get retries() {
        return new SummaryLists({ retries: stored.retries.value }).retries();
      },
    };
  }

  #open(): void {
    if (this.#stored === undefined) return;
    const { hosts, failures, retries, slowest } = this.#stored;
    this.#hosts = new HostList(hosts.value);
    this.#items = new SummaryLists({
      failures: failures.value,
      retries: retries.value,
      slowest: slowest.value,
    });
    this.#stored = undefined;
  }
}

const UTF8 = new TextEncoder();
const TEXT = new TextDecoder();

/**
 * A value that is seldom looked at, as JSON in bytes: outside of the heap that is searched for
 * garbage, and a third of what its objects take.
 */
class JsonBytes<Value> {
  readonly #bytes: Uint8Array;

  constructor(value: Value) {
    this.#bytes = UTF8.encode(JSON.stringify(value));
  }

  /** The value, made anew each time. */
  get value(): Value {
    return JSON.parse(TEXT.decode(this.#bytes));
  }
}
