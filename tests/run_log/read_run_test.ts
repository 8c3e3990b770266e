import { assert, assertEquals } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { readRun, type ReadRunOptions, runExists } from "../../sinks/run_log.ts";
import { defineEvent } from "../../core/custom_event.ts";
import { streamOf } from "../fixtures/reading.ts";
import { logOf, thrownBy, withRoot, writeLog } from "./temporary_root.ts";
import { memoryDirectories } from "./memory_directories.ts";

const EVENTS = streamOf(
  ["run_started"],
  ["stdout", { payload: "one\n" }],
  ["run_finished", { durationMs: 1, hasFailures: false }],
);
const LINES = logOf(EVENTS).trimEnd().split("\n");

async function collect(
  root: string,
  options: ReadRunOptions = {},
): Promise<{ seqs: readonly number[]; error: unknown }> {
  const seqs: number[] = [];
  const error = await thrownBy(async () => {
    for await (const { seq } of readRun(root, "r1", options)) seqs.push(seq);
  });
  return { seqs, error };
}

Deno.test(
  "readRun() gives the events in the order of the log",
  withRoot(async (root) => {
    writeLog(root, "r1", logOf(EVENTS));
    const events: RunEvent[] = [];
    for await (const event of readRun(root, "r1")) events.push(event);
    assertEquals(events, EVENTS);
  }),
);

/** Logs with a fault, where it is, and what is said. */
const FAULTS: readonly (readonly [string, string, number, string])[] = [
  [
    "is no JSON",
    `${LINES[0]}\nnot json\n${LINES[2]}\n`,
    2,
    'Expected null, found "o" at column 2',
  ],
  [
    "is cut off",
    `${LINES[0]}\n${LINES[1]}\n${LINES[2]!.slice(0, 20)}`,
    3,
    "The last line has no newline: 20 bytes, an event that is not whole",
  ],
  [
    "breaks the schema",
    `${LINES[0]}\n${LINES[1]!.replace('"one\\n"', "5")}\n${LINES[2]}\n`,
    2,
    "payload: Expected text, found 5",
  ],
];

for (const [what, text, line, message] of FAULTS) {
  Deno.test(
    `readRun() throws MalformedEventError after the events before when a line ${what}`,
    withRoot(async (root) => {
      const path = writeLog(root, "r1", text);
      assertEquals(await collect(root), {
        seqs: EVENTS.slice(0, line - 1).map(({ seq }) => seq),
        error: {
          name: "MalformedEventError",
          message: `Cannot read ${path}:${line}: ${message}`,
          path,
          line,
        },
      });
    }),
  );

  Deno.test(
    `readRun() goes on when a line ${what} and onIssue is given`,
    withRoot(async (root) => {
      writeLog(root, "r1", text);
      const lines: number[] = [];
      const { seqs, error } = await collect(root, { onIssue: (issue) => lines.push(issue.line) });
      // What is good of an event that breaks the schema is kept.
      const expected = EVENTS.map(({ seq }) => seq)
        .filter((seq) => seq !== line || what === "breaks the schema");
      assertEquals({ seqs, error, lines }, { seqs: expected, error: undefined, lines: [line] });
    }),
  );
}

Deno.test(
  "readRun() does not end at a warning",
  withRoot(async (root) => {
    writeLog(root, "r1", logOf(streamOf(["run_started"], ["hok"], ["stdout", { payload: "" }])));
    assertEquals(await collect(root), { seqs: [1, 2, 3], error: undefined });
  }),
);

for (const text of ["", undefined]) {
  Deno.test(
    `readRun() gives nothing when the log is ${text === undefined ? "not there yet" : "empty"}`,
    withRoot(async (root) => {
      if (text === undefined) Deno.mkdirSync(`${root}/runs/r1`, { recursive: true });
      else writeLog(root, "r1", text);
      const issues: unknown[] = [];
      assertEquals(await collect(root), { seqs: [], error: undefined });
      await collect(root, { onIssue: (issue) => issues.push(issue) });
      assertEquals(issues, []);
    }),
  );
}

Deno.test(
  "readRun() takes limits and custom types",
  withRoot(async (root) => {
    writeLog(root, "r1", logOf(streamOf(["app.deployed", { data: 5 }])));
    const refusing = defineEvent("app.deployed", {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: () => ({ issues: [{ message: "No" }] }),
      },
    });
    const typed = await collect(root, { types: [refusing] });
    const limited = await collect(root, { maxLineBytes: 10 });
    assertEquals(
      [typed, limited].map(({ error }) => (error as { message: string }).message.split("l:1: ")[1]),
      ["data: No", "The line has 114 bytes, which is over the limit"],
    );
  }),
);

Deno.test(
  "readRun() throws RunIoError when there is no such run",
  withRoot(async (root) => {
    const path = `${root}/runs/r1/events.jsonl`;
    const missing = {
      seqs: [],
      error: {
        name: "RunIoError",
        message: `Cannot read ${path}: no such file or directory (ENOENT)`,
        code: "ENOENT",
        path,
      },
    };
    assertEquals(await collect(root), missing);
    Deno.mkdirSync(`${root}/runs`);
    assertEquals(await collect(root), missing);
  }),
);

Deno.test("readRun() throws RunIoError when the log cannot be read", async () => {
  const directories = memoryDirectories({
    "/root/runs/r1/events.jsonl": { text: "x", fails: "EACCES" },
  });
  const { error } = await collect("/root", { directories });
  assertEquals((error as { code: string }).code, "EACCES");
});

Deno.test("readRun() refuses a run id at once, before the first event is asked for", async () => {
  assertEquals(await thrownBy(() => readRun("/", "../x")), {
    name: "TypeError",
    message: 'Cannot use run id "../x": it has a path separator',
  });
});

for (const [when, text] of [["stops early", logOf(EVENTS)], ["is thrown at", "x\n".repeat(500)]]) {
  Deno.test(`readRun() closes the log when the reader ${when}`, async () => {
    const directories = memoryDirectories({ "/root/runs/r1/events.jsonl": { text: text! } });
    const open: number[] = [];
    await thrownBy(async () => {
      for await (const _ of readRun("/root", "r1", { directories })) {
        open.push(directories.open);
        break;
      }
    });
    assertEquals([open, directories.open], [when === "stops early" ? [1] : [], 0]);
  });
}

for (const place of ["runs", "runs/r1", "runs/r1/events.jsonl"]) {
  Deno.test({
    name: `readRun() refuses a symbolic link in the place of ${place}`,
    ignore: Deno.build.os === "windows",
    fn: withRoot(async (root) => {
      writeLog(`${root}/real`, "r1", logOf(EVENTS));
      const parent = place.replace(/\/?[^/]*$/, "");
      Deno.mkdirSync(`${root}/${parent}`, { recursive: true });
      Deno.symlinkSync(`${root}/real/${place}`, `${root}/${place}`);
      assertEquals(await collect(root), {
        seqs: [],
        error: {
          name: "RunIoError",
          message: `Cannot read ${root}/${place}: a symbolic link stands in the way (ELOOP)`,
          code: "ELOOP",
          path: `${root}/${place}`,
        },
      });
    }),
  });
}

Deno.test(
  "runExists() tells runs with and without a log from those that are not there",
  withRoot((root) => {
    assert(!runExists(root, "r1"));
    Deno.mkdirSync(`${root}/runs/r1`, { recursive: true });
    writeLog(root, "r2", "");
    assertEquals(["r1", "r2", "r3"].map((runId) => runExists(root, runId)), [true, true, false]);
  }),
);

Deno.test(
  "runExists() refuses what is no directory, and ids that are no plain names",
  withRoot(async (root) => {
    Deno.mkdirSync(`${root}/runs`);
    Deno.writeTextFileSync(`${root}/runs/r1`, "");
    assertEquals(await thrownBy(() => runExists(root, "r1")), {
      name: "RunIoError",
      message: `Cannot read ${root}/runs/r1: a part of the path is not a directory (ENOTDIR)`,
      code: "ENOTDIR",
      path: `${root}/runs/r1`,
    });
    assertEquals(await thrownBy(() => runExists(root, "..")), {
      name: "TypeError",
      message: 'Cannot use run id "..": it is a relative path',
    });
  }),
);
