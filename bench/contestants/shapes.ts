import { EventBus } from "../../core/bus.ts";
import { encodeEvent } from "../../core/encode.ts";
import { corpus, reordered } from "./corpus.ts";

const MB = 1e6;

/** Event files that are read, by name. */
export const SHAPES: { readonly [name: string]: () => Iterable<Uint8Array> } = {
  "10 MB": () => corpus({ bytes: 10 * MB }),
  "30 MB": () => corpus({ bytes: 30 * MB }),
  "100 MB": () => corpus({ bytes: 100 * MB }),
  "200 MB": () => corpus({ bytes: 200 * MB }),
  "1 GB": () => corpus({ bytes: 1000 * MB }),
  "1 GB, foreign key order": () => corpus({ bytes: 1000 * MB, write: reordered }),
  "1 host": () => corpus({ bytes: 100 * MB, parallelHosts: 1 }),
  "10 hosts": () => corpus({ bytes: 100 * MB, parallelHosts: 10 }),
  "200 hosts": () => corpus({ bytes: 100 * MB, parallelHosts: 200 }),
  "1 open": () => openResources(1),
  "1 000 open": () => openResources(1000),
  "1 000 000 open": () => openResources(RESOURCES),
  "150 B lines": () => longLines(150),
  "1 kB lines": () => longLines(1000),
  "10 kB lines": () => longLines(10_000),
  "100 kB lines": () => longLines(100_000),
  "1 MB lines": () => longLines(1_000_000),
};

const RESOURCES = 1_000_000;
const LINES_OF_PIECE = 2000;
const LONG_LINES_BYTES = 100 * MB;

/** One run in which so many resources are open at a time, the same number of them in all. */
function* openResources(open: number): Generator<Uint8Array> {
  const { bus, take } = recordedBus();
  const run = bus.run();
  const handles: ReturnType<typeof bus.resource>[] = [];
  for (let at = 0; at < RESOURCES + open; at++) {
    if (at >= open) handles[at % open]!.finish({ status: "ok" });
    if (at < RESOURCES) handles[at % open] = bus.resource("file", `/etc/app/part-${at}.conf`);
    if (at % LINES_OF_PIECE === 0) yield take();
  }
  run.finish();
  yield take();
}

/** Output in lines of about so many bytes, of which the envelope takes 140. */
function* longLines(bytes: number): Generator<Uint8Array> {
  const { bus, take } = recordedBus();
  const run = bus.run();
  const text = "checksum 9f86d081 matches, für /etc/nginx/nginx.conf\n";
  const payload = text.repeat(Math.ceil(bytes / text.length)).slice(0, Math.max(1, bytes - 140));
  const lines = Math.ceil(LONG_LINES_BYTES / bytes);
  const linesOfPiece = Math.ceil(MB / bytes);
  for (let at = 1; at <= lines; at++) {
    bus.emit({ type: "stdout", payload });
    if (at % linesOfPiece === 0) yield take();
  }
  run.finish();
  yield take();
}

/** A bus whose lines are taken in pieces; its time goes on by itself. */
function recordedBus() {
  let nowMs = Date.UTC(2026, 0, 2);
  const lines: string[] = [];
  const utf8 = new TextEncoder();
  const clock = { now: () => nowMs += 0.1, monotonicMs: () => nowMs };
  const bus = new EventBus({ runId: "01HF7Y0000ABCDEFGHJKMNPQRS", clock });
  bus.on((event) => void lines.push(encodeEvent(event)));
  return {
    bus,
    take(): Uint8Array {
      return utf8.encode(lines.splice(0).join(""));
    },
  };
}
