import { assertEquals } from "@std/assert";
import type { Durability } from "../../sinks/file.ts";
import { Child } from "./child.ts";
import { Directory } from "./directory.ts";
import { show } from "./figures.ts";
import { type Route, ROUTES } from "./programs/orders.ts";
import { bundled, type Runtime, RUNTIMES } from "./runtimes.ts";
import { surveyOf } from "./survey.ts";

const EVENTS = 5;

/** Ends that a process does not see coming: they lose what `buffered` holds. */
const UNSEEN: readonly Route[] = ["SIGTERM", "SIGKILL", "out of memory"];

const SIGNALS: { readonly [route in Route]?: Deno.Signal } = {
  SIGTERM: "SIGTERM",
  "SIGTERM, asked for": "SIGTERM",
  SIGKILL: "SIGKILL",
};

/** What whoever waits for the process sees; how running out of memory ends is the runtime's own. */
const ENDS: { readonly [route in Route]: unknown } = {
  return: { code: 0, signal: null },
  exit: { code: 3, signal: null },
  throw: { code: 1, signal: null },
  rejection: { code: 1, signal: null },
  SIGTERM: { code: 143, signal: "SIGTERM" },
  "SIGTERM, asked for": { code: 143, signal: "SIGTERM" },
  "out of memory": undefined,
  SIGKILL: { code: 137, signal: "SIGKILL" },
};

/** Little memory, so that it is used up soon. */
function withLittleMemory(runtime: Runtime): Runtime {
  const flag = "--max-old-space-size=40";
  const own = runtime.name === "Deno" ? [`--v8-flags=${flag}`] : [flag];
  return { ...runtime, args: [...runtime.args, ...own] };
}

interface Outcome {
  readonly end: unknown;
  readonly found: readonly number[];
  readonly broken: number;
}

async function endBy(
  route: Route,
  { runtime, script, path, durability }: {
    readonly runtime: Runtime;
    readonly script: string;
    readonly path: string;
    readonly durability: Durability;
  },
): Promise<Outcome> {
  const host = route === "out of memory" ? withLittleMemory(runtime) : runtime;
  await using child = Child.start(host, script, { path, durability, route, count: EVENTS });
  await child.line();
  const signal = SIGNALS[route];
  if (signal !== undefined) child.kill(signal);
  const { code, signal: ended } = await child.ended();
  const { seqs, broken } = surveyOf(path);
  const end = ENDS[route] === undefined ? undefined : { code, signal: ended };
  return { end, found: seqs.get("w0") ?? [], broken };
}

for (const runtime of RUNTIMES) {
  // Bun's memory has no limit that can be set.
  const routes = ROUTES.filter((route) => runtime.name !== "Bun" || route !== "out of memory");
  for (const durability of ["os", "disk", "buffered"] as const) {
    Deno.test({
      name:
        `fileSink() of ${durability} leaves what it promises when a process of ${runtime.name} ends`,
      ignore: Deno.build.os === "windows",
      async fn() {
        using directory = new Directory();
        const script = await bundled("end_process", directory.path);
        const found = new Map<Route, Outcome>();
        const expected = new Map<Route, Outcome>();
        const figures: { [route: string]: string } = {};
        await Promise.all(routes.map(async (route, index) => {
          const path = `${directory.path}/${index}.jsonl`;
          found.set(route, await endBy(route, { runtime, script, path, durability }));
        }));
        for (const route of routes) {
          // On a busy machine 100 ms may pass before the signal comes: then nothing is held.
          const lost = durability === "buffered" && UNSEEN.includes(route) &&
            found.get(route)!.found.length === 0;
          const kept = lost ? [] : Array.from({ length: EVENTS }, (_, at) => at + 1);
          expected.set(route, { end: ENDS[route], found: kept, broken: 0 });
          figures[route] = `${found.get(route)!.found.length} of ${EVENTS}`;
        }
        show(`process ends (${runtime.name}, ${durability})`, figures);
        assertEquals(found, expected);
      },
    });
  }
}
