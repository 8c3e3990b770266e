import type { RunEvent } from "../../core/event.ts";
import type { Sink } from "../../core/sink.ts";
import { captureSink } from "../../sinks/capture.ts";
import { filter, tee } from "../../sinks/compose.ts";
import { sinkConformance, type SinkSubject } from "../../sinks/conformance.ts";
import { consoleSink } from "../../sinks/console.ts";
import { type Durability, fileSink } from "../../sinks/file.ts";
import type { FilePort } from "../../sinks/io/port.ts";
import { ndjsonSink } from "../../sinks/ndjson.ts";
import { noopSink } from "../../sinks/noop.ts";
import { FILE_PORTS } from "./file_ports.ts";
import { memoryStream, memoryWriter, recordsOf } from "./memory.ts";

/** Hands on later, in order, as a sink that sends over a network does. */
function asynchronousSink(events: RunEvent[]): Sink {
  let last = Promise.resolve();
  let closed = false;
  return {
    emit(event) {
      if (closed) return;
      last = last.then(() => void events.push(event));
      return last;
    },
    flush: () => last,
    close() {
      closed = true;
      return last;
    },
  };
}

/** Hands nothing on before it is flushed or closed. */
function bufferingSink(events: RunEvent[]): Sink {
  const held: RunEvent[] = [];
  const flush = (): void => void events.push(...held.splice(0));
  let closed = false;
  return {
    emit: (event) => void (closed || held.push(event)),
    flush,
    close() {
      flush();
      closed = true;
    },
  };
}

function fileSubject(port: FilePort, durability: Durability): SinkSubject {
  const directory = Deno.makeTempDirSync();
  const path = `${directory}/runs/run.jsonl`;
  return {
    sink: fileSink(path, { port, durability }),
    events: () => recordsOf(Deno.readTextFileSync(path)),
    dispose: () => Deno.removeSync(directory, { recursive: true }),
  };
}

function consoleSubject(style: "readable" | "executor"): SinkSubject {
  const stream = memoryStream();
  return {
    sink: consoleSink({ style, stream, color: "always" }),
    records: () => stream.text.split("\n").length - 1,
  };
}

const DURABILITIES: readonly Durability[] = ["os", "disk", "buffered"];

const SUBJECTS: { readonly [name: string]: () => SinkSubject } = {
  "captureSink()": () => {
    const sink = captureSink();
    return { sink, events: () => sink.events };
  },
  "noopSink()": () => ({ sink: noopSink() }),
  "ndjsonSink()": () => {
    const writer = memoryWriter();
    return { sink: ndjsonSink(writer), events: () => recordsOf(writer.text) };
  },
  ...Object.fromEntries(
    Object.entries(FILE_PORTS).flatMap(([name, port]) =>
      DURABILITIES.map((durability) => [
        `fileSink() of ${durability} on ${name}`,
        () => fileSubject(port, durability),
      ])
    ),
  ),
  "consoleSink() of style readable": () => consoleSubject("readable"),
  "consoleSink() of style executor": () => consoleSubject("executor"),
  "tee()": () => {
    const [one, other] = [captureSink(), captureSink()];
    return {
      sink: tee(one, other),
      events: () => one.events.filter((event, index) => event === other.events[index]),
    };
  },
  "tee() of an asynchronous sink": () => {
    const events: RunEvent[] = [];
    return { sink: tee(noopSink(), asynchronousSink(events)), events: () => events };
  },
  "filter()": () => {
    const inner = captureSink();
    return { sink: filter(inner, () => true), events: () => inner.events };
  },
  "An asynchronous sink": () => {
    const events: RunEvent[] = [];
    return { sink: asynchronousSink(events), events: () => events };
  },
  "A buffering sink": () => {
    const events: RunEvent[] = [];
    return { sink: bufferingSink(events), events: async () => await events };
  },
  "A sink of emit alone": () => {
    const events: RunEvent[] = [];
    return { sink: { emit: (event) => void events.push(event) }, events: () => events };
  },
};

for (const [subject, make] of Object.entries(SUBJECTS)) {
  for (const { name, run } of sinkConformance(make)) {
    Deno.test(`${subject} conforms: ${name}`, run);
  }
}
