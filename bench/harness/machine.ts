import { cpus, release, totalmem, type } from "node:os";
import type { Arena } from "./arena.ts";

/** What was measured on, as far as it matters. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  /** Versions of the runtimes. */
  readonly runtimes: { readonly [name: string]: string };
  /** Versions of the peers. */
  readonly peers: { readonly [name: string]: string };
}

/** Describes the machine; nothing that names it. */
export function machineOf({ runtimes, versions }: Arena): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().replace(/[^\d.].*$/, "")}`,
    runtimes: Object.fromEntries(runtimes.map(({ name, version }) => [name, version])),
    peers: versions,
  };
}

/** The machine in one sentence. */
export function machineText({ cpu, cores, memoryGiB, system, runtimes, peers }: Machine): string {
  const list = (versions: { readonly [name: string]: string }): string =>
    Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", ");
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}; ${list(runtimes)}; ${list(peers)}`;
}
