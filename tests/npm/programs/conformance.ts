/** Judges the package's own sinks by the suite that it has for those of its users. */
// deno-lint-ignore-file no-console
import type { RunEvent } from "@runtrail/runtrail";
import { captureSink } from "@runtrail/runtrail/sinks/capture";
import { tee } from "@runtrail/runtrail/sinks/compose";
import { consoleSink } from "@runtrail/runtrail/sinks/console";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import { ndjsonSink } from "@runtrail/runtrail/sinks/ndjson";
import { noopSink } from "@runtrail/runtrail/sinks/noop";
import { sinkConformance, type SinkSubject } from "@runtrail/runtrail/testing";

interface Files {
  readFileSync(path: string, encoding: "utf8"): string;
  rmSync(path: string, options: { readonly force: true }): void;
}

// Typed here, because a user of the package need not have the runtime's types.
const { process } = globalThis as unknown as {
  readonly process: { getBuiltinModule(name: "node:fs"): Files };
};
const files = process.getBuiltinModule("node:fs");

/** A stream that keeps what is written to it. */
function memory(): { text: string; isTerminal(): boolean; writeSync(bytes: Uint8Array): number } {
  const decoder = new TextDecoder();
  return {
    text: "",
    isTerminal: () => false,
    writeSync(bytes) {
      this.text += decoder.decode(bytes, { stream: true });
      return bytes.length;
    },
  };
}

function lines(text: string): string[] {
  return text.split("\n").slice(0, -1);
}

function parsed(text: string): RunEvent[] {
  return lines(text).map((line): RunEvent => JSON.parse(line));
}

const PATH = "runs/conformance.jsonl";

const SUBJECTS: { readonly [name: string]: () => SinkSubject } = {
  capture() {
    const sink = captureSink();
    return { sink, events: () => sink.events };
  },
  console() {
    const stream = memory();
    return { sink: consoleSink({ stream }), records: () => lines(stream.text).length };
  },
  file() {
    const sink = fileSink(PATH);
    return {
      sink,
      events: () => parsed(files.readFileSync(PATH, "utf8")),
      dispose: () => files.rmSync(PATH, { force: true }),
    };
  },
  ndjson() {
    const stream = memory();
    return { sink: ndjsonSink(stream), events: () => parsed(stream.text) };
  },
  noop() {
    return { sink: noopSink() };
  },
  tee() {
    const stream = memory();
    return { sink: tee(noopSink(), ndjsonSink(stream)), events: () => parsed(stream.text) };
  },
};

for (const [name, makeSubject] of Object.entries(SUBJECTS)) {
  for (const demand of sinkConformance(makeSubject)) {
    const verdict = await demand.run().then(() => "ok", String);
    console.log(JSON.stringify([name, demand.name, verdict]));
  }
}
