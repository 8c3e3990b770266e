import { assertEquals, assertRejects } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import { type Durability, fileSink } from "../../sinks/file.ts";
import { denoPort } from "../../sinks/io/deno_port.ts";
import { nodePort } from "../../sinks/io/node_port.ts";
import type { FilePort } from "../../sinks/io/port.ts";
import { canRun, runProgram } from "../cli/process.ts";
import { nodeProcess } from "../sinks/node_process.ts";
import { Directory } from "./directory.ts";
import { show } from "./figures.ts";
import { payloadOf } from "./programs/orders.ts";
import { bundled, RUNTIMES } from "./runtimes.ts";
import { type Survey, surveyOf } from "./survey.ts";

const PORTS: { readonly [name: string]: FilePort } = {
  denoPort,
  "nodePort()": nodePort(nodeProcess()),
};

const EVENTS = 600;

/** When, of all events, something happens to the file. */
const MOMENT = 300;

/** Emits events, and does something to the file in the middle. */
function busOf(
  path: string,
  { port, durability, act }: {
    readonly port: FilePort;
    readonly durability: Durability;
    readonly act: () => void;
  },
): { readonly close: () => Promise<void>; readonly sink: ReturnType<typeof fileSink> } {
  const bus = new EventBus({ runId: "r1", writer: "w0" });
  const sink = fileSink(path, { durability, port });
  bus.on(sink);
  for (let seq = 1; seq <= EVENTS; seq++) {
    bus.emit({ type: "stdout", payload: payloadOf("w0", seq, 200) });
    if (seq !== MOMENT) continue;
    sink.flush();
    act();
  }
  return { sink, close: () => bus.close() };
}

function numbers(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function whole(seqs: readonly number[]): Survey {
  return { seqs: new Map([["w0", seqs]]), broken: 0, unfinished: false };
}

for (const [name, port] of Object.entries(PORTS)) {
  for (const durability of ["os", "disk", "buffered"] as const) {
    const where = `${durability} on ${name}`;
    const options = { ignore: Deno.build.os === "windows" };

    Deno.test(`fileSink() goes on in the file that was renamed (${where})`, options, async () => {
      using directory = new Directory();
      const path = `${directory.path}/run.jsonl`;
      const act = (): void => Deno.renameSync(path, `${path}.1`);
      await busOf(path, { port, durability, act }).close();
      const survey = surveyOf(`${path}.1`);
      show(`file renamed (${where})`, { emitted: EVENTS, found: survey.seqs.get("w0")!.length });
      assertEquals(survey, whole(numbers(1, EVENTS)));
    });

    Deno.test(`fileSink() counts what went into a deleted file (${where})`, options, async () => {
      using directory = new Directory();
      const path = `${directory.path}/runs/run.jsonl`;
      const act = (): void => Deno.removeSync(`${directory.path}/runs`, { recursive: true });
      const { sink, close } = busOf(path, { port, durability, act });
      await assertRejects(close, AggregateError);
      const found = surveyOf(path).seqs.get("w0") ?? [];
      const { emitted, written, failed } = sink.stats();
      show(`file deleted (${where})`, {
        emitted,
        "found in the new file": found.length,
        "counted as lost": failed,
      });
      // What a reader may have seen before the file was deleted is written.
      assertEquals({ written, failed }, {
        written: MOMENT + found.length,
        failed: EVENTS - MOMENT - found.length,
      });
      assertEquals(found, numbers(EVENTS - found.length + 1, EVENTS));
    });

    Deno.test(
      `fileSink() goes on when the file is cut to nothing (${where})`,
      options,
      async () => {
        using directory = new Directory();
        const path = `${directory.path}/run.jsonl`;
        const act = (): void => {
          Deno.copyFileSync(path, `${path}.1`);
          Deno.truncateSync(path);
        };
        await busOf(path, { port, durability, act }).close();
        const surveys = [surveyOf(`${path}.1`), surveyOf(path)];
        show(`copied and cut, as logrotate's copytruncate does (${where})`, {
          emitted: EVENTS,
          found: surveys.reduce((sum, { seqs }) => sum + (seqs.get("w0")?.length ?? 0), 0),
        });
        assertEquals(surveys, [whole(numbers(1, MOMENT)), whole(numbers(MOMENT + 1, EVENTS))]);
      },
    );
  }
}

/** Runs a program as somebody who may write nowhere. */
const AS_NOBODY = ["--reuid=65534", "--regid=65534", "--clear-groups"];
const MAY_BE_NOBODY = Deno.build.os === "linux" && Deno.uid() === 0 &&
  await canRun("setpriv", [...AS_NOBODY, "true"]);

for (const { name, program, args } of RUNTIMES) {
  // The program itself may lie where nobody else can read it.
  const runs = MAY_BE_NOBODY && await canRun("setpriv", [...AS_NOBODY, program, "--version"]);
  Deno.test({
    name: `fileSink() throws RunIoError when the directory is not the user's on ${name}${
      runs ? "" : " (not run: only root may become another user, who must be able to start it)"
    }`,
    ignore: !runs,
    async fn() {
      using directory = new Directory();
      Deno.chmodSync(directory.path, 0o755);
      const script = await bundled("open_file", directory.path);
      const path = `${directory.path}/run.jsonl`;
      const words = [...AS_NOBODY, program, ...args, script, JSON.stringify(path)];
      const env = { HOME: "/nonexistent", DENO_DIR: "/nonexistent" };
      const { stdout } = await runProgram("setpriv", words, { env });
      assertEquals(JSON.parse(stdout), [
        "EACCES",
        `Cannot open ${path}: permission denied (EACCES)`,
      ]);
      show(`directory of another user (${name})`, { "typed errors": 1 });
    },
  });
}
