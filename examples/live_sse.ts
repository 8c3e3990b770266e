/**
 * A run that is watched while it goes on: a server gives its events, and a
 * reader that is cut off halfway comes back for the rest. What the reader got
 * is the whole file.
 *
 *     deno run --allow-net=127.0.0.1 -RW examples/live_sse.ts live.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { historySink } from "@runtrail/runtrail/sinks/history";
import { sseResponse } from "@runtrail/runtrail/sinks/sse";

const bus = new EventBus();
const history = historySink();
bus.on(history);

/** For people: open it in a browser while the run goes on. */
const PAGE = `<!doctype html><title>A run</title><ol></ol><script>
  const source = new EventSource("/runs/${bus.runId}/events");
  source.onmessage = ({ data }) => {
    const line = document.createElement("li");
    line.textContent = data;
    document.querySelector("ol").append(line);
  };
</script>`;

// A URL for each run: a reader that comes back must not take one for another.
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === `/runs/${bus.runId}/events`) {
    return sseResponse(history, request, { naming: "message" });
  }
  return new Response(PAGE, { headers: { "content-type": "text/html" } });
});
const url = `http://127.0.0.1:${server.addr.port}/runs/${bus.runId}/events`;

/** Reads lines up to the end, or until there are as many as wanted; `EventSource` does this in browsers. */
async function read(after: string, wanted: number): Promise<{ lines: string[]; last: string }> {
  const response = await fetch(url, { headers: { "Last-Event-ID": after } });
  const lines: string[] = [];
  let last = after;
  let rest = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      last = /^id: (.*)$/m.exec(block)?.[1] ?? last;
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) lines.push(data);
      // Leaving the loop cancels the body, as a cut connection does.
      if (lines.length === wanted) return { lines, last };
    }
  }
  return { lines, last };
}

const run = bus.run({ name: "watched" });
const job = bus.job("build");
const command = job.command("make all");
command.output("stdout", "compiling ...\n");

const before = await read("0", 3);
command.output("stdout", "linking ...\n");
const rest = read(before.last, Infinity);
command.finish({ exitCode: 0 });
job.finish({ outcome: "success" });
run.finish({ exitCode: 0 });
await bus.close();

const lines = [...before.lines, ...(await rest).lines];
await Deno.writeTextFile(Deno.args[0] ?? "live.jsonl", lines.map((line) => `${line}\n`).join(""));
await server.shutdown();
