import type { Findings } from "../contestants/findings.ts";
import { SHAPES } from "../contestants/shapes.ts";
import type { Contestant } from "./comparison.ts";
import { type EventFile, eventFile } from "./event_files.ts";
import { type Reader, SUMMARIZE } from "./reader_list.ts";
import { findingsOfSummary } from "./run_findings.ts";
import { assertSame } from "./same_findings.ts";
import { runWhole } from "./whole_process.ts";

/** Lets readers read, and compares what each says before it counts. */
export class Readers {
  readonly #folder: string;
  readonly #peaks = new Map<Reader, number[]>();
  readonly #expected = new Map<string, Promise<Findings>>();

  /** @param folder Where the files lie. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A contestant whose sample is megabytes per second. */
  speed(reader: Reader): Contestant {
    return {
      name: reader.name,
      role: reader.role,
      sample: async () => {
        const { seconds, peakMiB, bytes } = await this.#read(reader);
        this.#peaks.set(reader, [...this.#peaks.get(reader) ?? [], peakMiB]);
        return bytes / 1e6 / seconds;
      },
    };
  }

  /** A contestant whose sample is the memory of a process whose speed was measured already. */
  peak(reader: Reader): Contestant {
    return {
      name: reader.name,
      role: reader.role,
      sample: () => {
        const peakMiB = this.#peaks.get(reader)?.shift();
        if (peakMiB !== undefined) return Promise.resolve(peakMiB);
        return Promise.reject(
          new Error(`Cannot tell the memory of ${reader.name}: it did not run`),
        );
      },
    };
  }

  async #read(reader: Reader): Promise<{ seconds: number; peakMiB: number; bytes: number }> {
    await reader.prepare?.();
    const file = eventFile(this.#folder, reader.file, SHAPES);
    const expected = await this.#expectedOf(reader.file, file);
    const { output, seconds, peakMiB } = await runWhole(reader.command(file.path), {
      folder: this.#folder,
      ...reader.cwd === undefined ? {} : { cwd: reader.cwd },
    });
    if (reader.findings !== undefined) assertSame(reader.name, reader.findings(output), expected);
    return { seconds, peakMiB, bytes: file.bytes };
  }

  /** What was written, and beyond that what `summarize` says, to which it is equal. */
  #expectedOf(name: string, { path, types }: EventFile): Promise<Findings> {
    let expected = this.#expected.get(name);
    if (expected === undefined) {
      const events = Object.values(types).reduce((sum, count) => sum + count, 0);
      expected = runWhole([...SUMMARIZE, path], { folder: this.#folder })
        .then(({ output }) => ({ ...findingsOfSummary(output), types, events }));
      this.#expected.set(name, expected);
    }
    return expected;
  }
}
