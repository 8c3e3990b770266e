import { assertEquals } from "@std/assert";
import { EventBus } from "../../mod.ts";
import { historySink } from "../../sinks/history.ts";
import { sseResponse } from "../../sinks/sse.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** A browser that hangs must fail the test, not stop all others. */
const PATIENCE_MS = 60_000;

/** The name of a Chromium on the path, and its version. */
function findChromium(): { readonly name: string; readonly version: string } | undefined {
  for (const name of NAMES) {
    try {
      const { success, stdout } = new Deno.Command(name, { args: ["--version"] }).outputSync();
      if (success) return { name, version: new TextDecoder().decode(stdout).trim() };
    } catch {
      // Not on the path: the next name.
    }
  }
  return undefined;
}

/** One file of JavaScript for browsers. */
async function bundle(module: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform=browser", new URL(module, import.meta.url).href],
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  assertEquals(code, 0, decoder.decode(stderr));
  return decoder.decode(stdout);
}

/** A run for `EventSource`: its first reader is cut off after two events. */
function cutRun(): (request: Request) => Response {
  const history = historySink();
  const bus = new EventBus({ runId: "r1" });
  bus.on(history);
  bus.emit({ type: "stdout", payload: "1" });
  bus.emit({ type: "app.text", data: "two\n\nid: 99\nlines" });
  const cut = new AbortController();
  let requests = 0;
  return (request) => {
    requests++;
    if (requests === 1) {
      const body = sseResponse(history, request, { retryMs: 0, signal: cut.signal }).body!;
      // Two chunks have been taken when the third is asked for: what opens, and both events.
      let chunks = 0;
      const cutting = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          controller.enqueue(chunk);
          if (++chunks === 2) cut.abort();
        },
      });
      return new Response(body.pipeThrough(cutting), {
        headers: { "content-type": "text/event-stream" },
      });
    }
    if (requests === 2) {
      bus.emit({ type: "stdout", payload: "3" });
      const response = sseResponse(history, request, { retryMs: 0 });
      bus.close();
      return response;
    }
    return sseResponse(history, request);
  };
}

/** Opens a page and waits for what it sends. */
async function visit(chromium: string, scripts: ReadonlyMap<string, string>): Promise<unknown> {
  const result = Promise.withResolvers<unknown>();
  const events = cutRun();
  const handler = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const script = scripts.get(pathname);
    if (script !== undefined) {
      return new Response(script, { headers: { "content-type": "text/javascript" } });
    }
    if (pathname === "/events") return events(request);
    if (pathname === "/result") {
      result.resolve(await request.json());
      return new Response(null, { status: 204 });
    }
    if (pathname !== "/") return new Response(null, { status: 404 });
    const page = '<!doctype html><script type="module" src="/page.js"></script>';
    return new Response(page, { headers: { "content-type": "text/html" } });
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  const profile = await Deno.makeTempDir();
  const browser = new Deno.Command(chromium, {
    args: [...FLAGS, `--user-data-dir=${profile}`, `http://127.0.0.1:${server.addr.port}/`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const patience = setTimeout(
    () => result.reject(new Error(`Cannot wait for the page: over ${PATIENCE_MS} ms`)),
    PATIENCE_MS,
  );
  const gone = browser.status.then(({ code }) =>
    result.reject(new Error(`Cannot wait for the page: the browser ended with ${code}`))
  );
  try {
    return await result.promise;
  } finally {
    clearTimeout(patience);
    browser.kill("SIGTERM");
    await gone;
    await server.shutdown();
    // Processes of the browser may write for a moment longer than it lives.
    await Deno.remove(profile, { recursive: true }).catch(() => {});
  }
}

const chromium = findChromium();

/** What the page is to find out, by what it shows to work. */
const EXPECTED: { readonly [area: string]: { readonly [tried: string]: unknown } } = {
  library: {
    sinks: { lines: 2, redacted: "password [REDACTED]\n", counted: 2 },
    reading: { events: 4, errors: 0, state: "succeeded" },
  },
  slot: { slot: { active: [true, false], events: 1, sameLine: true, runIdLength: 26 } },
  workers: { worker: { ended: "closed", handed: 101, ignored: 0, writers: ["w1"] } },
  streams: {
    streams: { seqs: [2, 3], dropped: 1 },
    eventSource: { ids: ["1=1", "2=2", "3=3"], opened: 2 },
  },
};

Deno.test({
  name: `the web entry points work in ${
    chromium === undefined ? "Chromium, which is not on the path" : chromium.version
  }`,
  ignore: chromium === undefined,
  async fn(t) {
    const scripts = new Map([
      ["/page.js", await bundle("./page.ts")],
      ["/worker.js", await bundle("../worker/emitting_worker.ts")],
    ]);

    const found = await visit(chromium!.name, scripts) as { readonly [tried: string]: unknown };

    assertEquals(
      Object.keys(found).toSorted(),
      Object.values(EXPECTED).flatMap((expected) => Object.keys(expected)).toSorted(),
    );
    for (const [area, expected] of Object.entries(EXPECTED)) {
      await t.step(area, () => {
        const tried = Object.keys(expected).map((key) => [key, found[key]]);
        assertEquals(Object.fromEntries(tried), expected);
      });
    }
  },
});
