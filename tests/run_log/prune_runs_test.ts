import { assert, assertEquals } from "@std/assert";
import { newRunId } from "../../core/ids.ts";
import {
  openRun,
  type PruneOptions,
  type PruneReport,
  pruneRuns,
  type SkippedPath,
} from "../../sinks/run_log.ts";
import { linesOf, streamOf } from "../fixtures/reading.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";
import { systemError } from "../sinks/memory.ts";
import {
  type MemoryDirectories,
  memoryDirectories,
  type MemoryFile,
} from "./memory_directories.ts";
import { thrownBy, withRoot, writeLog } from "./temporary_root.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.UTC(2026, 5, 1);
const clock = { now: () => NOW_MS };

const STARTED = ["run_started"] as const;
const FINISHED = ["run_finished", { durationMs: 1, hasFailures: false }] as const;

/** The log of a run, padded to a size. */
function logOf(runId: string, end: "ended" | "open", bytes = 0): string {
  const drafts = end === "ended" ? [STARTED, FINISHED] : [STARTED];
  const events = streamOf(...drafts).map((event) => ({ ...event, correlation: { runId } }));
  const text = linesOf(events);
  return text + "\n".repeat(Math.max(0, bytes - text.length));
}

interface Made extends Partial<MemoryFile> {
  /** How long ago it started, in days. */
  readonly days: number;
  readonly end?: "ended" | "open";
  readonly bytes?: number;
}

/** An id that tells how long ago the run started. */
function idOf(days: number, index = 0): string {
  const id = newRunId(NOW_MS - days * DAY_MS);
  return id.slice(0, 10) + String(index).padStart(16, "0");
}

/** A root with made up runs. */
function rootOf(
  runs: readonly Made[],
  faults?: Parameters<typeof memoryDirectories>[1],
): MemoryDirectories {
  const files = runs.map(({ days, end = "ended", bytes, ...file }, index) => {
    const runId = idOf(days, index);
    const modifiedMs = NOW_MS - days * DAY_MS;
    const text = logOf(runId, end, bytes);
    return [`/root/runs/${runId}/events.jsonl`, { text, modifiedMs, ...file }] as const;
  });
  return memoryDirectories(Object.fromEntries(files), faults);
}

function prune(directories: MemoryDirectories, options: PruneOptions): Promise<PruneReport> {
  return pruneRuns("/root", { directories, clock, ...options });
}

/** How long ago the runs of a report started, in days, and what became of them. */
function gist({ removed, kept }: PruneReport): unknown {
  const days = (startedAtMs = NaN): number => (NOW_MS - startedAtMs) / DAY_MS;
  return {
    removed: removed.map((run) => [days(run.startedAtMs), run.because]),
    kept: kept.map((run) => [days(run.startedAtMs), run.because]),
  };
}

const FOUR: readonly Made[] = [10, 3, 40, 20].map((days) => ({ days, bytes: 1000 }));

Deno.test("pruneRuns() removes nothing when it is given no limit", async () => {
  const directories = rootOf(FOUR);
  const report = await prune(directories, {});
  assertEquals([report.removed, report.kept.length, directories.removed], [[], 4, []]);
});

Deno.test("pruneRuns() removes runs that started too long ago, the oldest first", async () => {
  const directories = rootOf(FOUR);
  assertEquals(gist(await prune(directories, { olderThanMs: 10 * DAY_MS })), {
    removed: [[40, "age"], [20, "age"]],
    kept: [[10, "within_limits"], [3, "within_limits"]],
  });
  assertEquals(directories.removed, [`/root/runs/${idOf(40, 2)}`, `/root/runs/${idOf(20, 3)}`]);
});

Deno.test("pruneRuns() keeps the newest runs", async () => {
  assertEquals(gist(await prune(rootOf(FOUR), { keep: 1 })), {
    removed: [[40, "count"], [20, "count"], [10, "count"]],
    kept: [[3, "within_limits"]],
  });
});

Deno.test("pruneRuns() keeps as many bytes as it may", async () => {
  assertEquals(gist(await prune(rootOf(FOUR), { maxBytes: 2000 })), {
    removed: [[40, "bytes"], [20, "bytes"]],
    kept: [[10, "within_limits"], [3, "within_limits"]],
  });
});

Deno.test("pruneRuns() takes all limits together", async () => {
  const limits = { olderThanMs: 30 * DAY_MS, keep: 2, maxBytes: 1999 };
  assertEquals(gist(await prune(rootOf(FOUR), limits)), {
    removed: [[40, "age"], [20, "count"], [10, "bytes"]],
    kept: [[3, "within_limits"]],
  });
});

Deno.test("pruneRuns() reports the same and removes nothing when it is a dry run", async () => {
  const [dry, wet] = [rootOf(FOUR), rootOf(FOUR)];
  const limits = { keep: 2, maxBytes: 1000 };
  assertEquals(await prune(dry, { ...limits, dryRun: true }), await prune(wet, limits));
  assertEquals([dry.removed.length, wet.removed.length], [0, 3]);
});

/** Runs that are all over the limit, and what becomes of them. */
const PROGRESS: readonly (readonly [what: string, run: Made, becomes: string])[] = [
  ["has ended", { days: 2 }, "removed"],
  ["has ended and somebody still writes", { days: 2, locked: true }, "in_progress"],
  ["has ended just now", { days: 2, modifiedMs: NOW_MS }, "removed"],
  ["is written to", { days: 2, end: "open", locked: true }, "in_progress"],
  [
    "has no end and was written to 23 hours ago",
    { days: 2, end: "open", modifiedMs: NOW_MS - 23 * HOUR_MS },
    "in_progress",
  ],
  [
    "has no end and was written to 25 hours ago",
    { days: 2, end: "open", modifiedMs: NOW_MS - 25 * HOUR_MS },
    "removed",
  ],
  [
    "has no end and was written to in the future",
    { days: 2, end: "open", modifiedMs: NOW_MS + DAY_MS },
    "in_progress",
  ],
  [
    "has no end and nobody knows when it was written to",
    { days: 2, end: "open", modifiedMs: undefined },
    "in_progress",
  ],
  ["is empty and new", { days: 2, text: "", modifiedMs: NOW_MS }, "in_progress"],
  ["is empty and old", { days: 2, text: "" }, "removed"],
  ["cannot be read", { days: 2, modifiedMs: NOW_MS, fails: "EACCES" }, "failed"],
];

for (const [what, run, becomes] of PROGRESS) {
  Deno.test(`pruneRuns() says ${becomes} when the run ${what}`, async () => {
    const directories = rootOf([run]);
    const { removed, kept } = await prune(directories, { olderThanMs: 0, keep: 0, maxBytes: 0 });
    assertEquals(
      [...removed.map(() => "removed"), ...kept.map(({ because }) => because)],
      [becomes],
    );
    assertEquals(directories.removed.length, becomes === "removed" ? 1 : 0);
  });
}

const BUSY: readonly Made[] = [
  { days: 9, end: "open", locked: true, bytes: 1000 },
  { days: 5, bytes: 1000 },
  { days: 1, bytes: 1000 },
];

Deno.test("pruneRuns() keeps the newest runs beside one in progress", async () => {
  assertEquals(gist(await prune(rootOf(BUSY), { keep: 2 })), {
    removed: [],
    kept: [[9, "in_progress"], [5, "within_limits"], [1, "within_limits"]],
  });
});

Deno.test("pruneRuns() counts the bytes of a run in progress, and removes others for them", async () => {
  assertEquals(gist(await prune(rootOf(BUSY), { maxBytes: 2000 })), {
    removed: [[5, "bytes"]],
    kept: [[9, "in_progress"], [1, "within_limits"]],
  });
});

Deno.test("pruneRuns() goes by the last write when the id is no ULID", async () => {
  const file = (days: number): MemoryFile => ({ text: "", modifiedMs: NOW_MS - days * DAY_MS });
  const directories = memoryDirectories({
    "/root/runs/a-new/events.jsonl": file(2),
    "/root/runs/b-old/events.jsonl": file(9),
    "/root/runs/c-unknown/events.jsonl": { text: "" },
  });
  const { removed, kept } = await prune(directories, { keep: 1 });
  assertEquals(removed.map(({ runId }) => runId), ["b-old", "a-new"]);
  assertEquals(kept.map(({ runId, because }) => [runId, because]), [[
    "c-unknown",
    "within_limits",
  ]]);
});

Deno.test("pruneRuns() keeps what cannot be removed, says why, and goes on", async () => {
  const stuck = `/root/runs/${idOf(40, 2)}`;
  const directories = rootOf(FOUR, ({ removeTree }) => ({
    removeTree: (path) => path === stuck ? Promise.reject(systemError("EACCES")) : removeTree(path),
  }));
  const report = await prune(directories, { keep: 2 });
  assertEquals(gist(report), {
    removed: [[20, "count"]],
    kept: [[40, "failed"], [10, "within_limits"], [3, "within_limits"]],
  });
  assertEquals(
    report.kept[0]?.error?.message,
    `Cannot remove ${stuck}: permission denied (EACCES)`,
  );
});

Deno.test("pruneRuns() takes a run that somebody else removes for removed", async () => {
  const directories = rootOf(FOUR, () => ({
    removeTree: () => Promise.reject(systemError("ENOENT")),
  }));
  const { removed } = await prune(directories, { keep: 3 });
  assertEquals(removed.map(({ because }) => because), ["count"]);
});

for (const [key, limit] of [["olderThanMs", -1], ["keep", NaN], ["maxBytes", -0.5]] as const) {
  Deno.test(`pruneRuns() rejects when ${key} is ${limit}`, async () => {
    assertEquals(await thrownBy(() => prune(rootOf([]), { [key]: limit })), {
      name: "RangeError",
      message: `Cannot prune runs: ${key} is ${limit}`,
    });
  });
}

Deno.test("pruneRuns() keeps its promises whatever the runs and the limits are", async () => {
  const random = seededRandom(7);
  for (let round = 0; round < 300; round++) {
    const made: Made[] = Array.from({ length: Math.floor(random() * 12) }, () => ({
      days: Math.floor(random() * 60),
      end: pick(["ended", "open"] as const, random),
      bytes: Math.floor(random() * 5000),
      locked: random() < 0.2,
      modifiedMs: NOW_MS - random() * 3 * DAY_MS,
    }));
    const limits: PruneOptions = {
      ...(random() < 0.5 ? { olderThanMs: Math.floor(random() * 60) * DAY_MS } : {}),
      ...(random() < 0.5 ? { keep: Math.floor(random() * 12) } : {}),
      ...(random() < 0.5 ? { maxBytes: Math.floor(random() * 20_000) } : {}),
    };
    const directories = rootOf(made);
    const { removed, kept } = await prune(directories, limits);
    const context = JSON.stringify({ round, limits });
    const fileOf = new Map(
      made.map((run, index) => [idOf(run.days, index), run]),
    );
    const isProtected = (runId: string): boolean => {
      const { locked, end, modifiedMs } = fileOf.get(runId)!;
      return locked === true || (end === "open" && NOW_MS - modifiedMs! <= DAY_MS);
    };

    assertEquals(removed.length + kept.length, made.length, context);
    assertEquals(removed.filter(({ runId }) => isProtected(runId)), [], context);
    const ids = removed.map(({ runId }) => runId);
    assertEquals(ids, ids.toSorted(), context);
    assertEquals(directories.removed, ids.map((id) => `/root/runs/${id}`), context);

    // The limits hold but for protected runs.
    const { olderThanMs = Infinity, keep = Infinity, maxBytes = Infinity } = limits;
    const newest = new Set([...fileOf.keys()].sort().slice(Math.max(0, made.length - keep)));
    const free = kept.filter(({ runId }) => !isProtected(runId));
    const bytes = kept.reduce((sum, run) => sum + run.bytes, 0);
    assertEquals(free.filter(({ runId }) => !newest.has(runId)), [], context);
    assert(free.length === 0 || bytes <= maxBytes, context);
    assert(free.every(({ startedAtMs = 0 }) => NOW_MS - startedAtMs <= olderThanMs), context);
    // Nothing was removed that could have stayed.
    for (const [index, run] of removed.entries()) {
      const left = [...kept, ...removed.slice(index)];
      const isOver = {
        age: NOW_MS - run.startedAtMs! > olderThanMs,
        count: !newest.has(run.runId),
        bytes: left.reduce((sum, other) => sum + other.bytes, 0) > maxBytes,
      };
      assert(isOver[run.because], context);
    }
  }
});

Deno.test({
  name: "pruneRuns() leaves links and strangers alone, and what links point to",
  ignore: Deno.build.os === "windows",
  fn: withRoot(async (root) => {
    const old = idOf(40);
    writeLog(root, old, logOf(old, "ended"));
    Deno.mkdirSync(`${root}/precious`);
    Deno.writeTextFileSync(`${root}/precious/file`, "");
    Deno.symlinkSync(`${root}/precious`, `${root}/runs/${idOf(41)}`);
    Deno.symlinkSync(`${root}/precious`, `${root}/runs/${old}/link`);
    Deno.writeTextFileSync(`${root}/runs/README`, "");
    Deno.mkdirSync(`${root}/runs/${idOf(42)}`);
    Deno.symlinkSync(`${root}/precious/file`, `${root}/runs/${idOf(42)}/events.jsonl`);
    const skipped: SkippedPath[] = [];

    const { removed } = await pruneRuns(root, {
      clock,
      keep: 0,
      onSkipped: (path) => skipped.push(path),
    });

    assertEquals(removed.map(({ runId }) => runId), [old]);
    assertEquals(skipped.map(({ reason }) => reason), ["symlink", "symlink", "foreign"]);
    assertEquals([...Deno.readDirSync(`${root}/precious`)].length, 1);
    assertEquals(
      [...Deno.readDirSync(`${root}/runs`)].map(({ name }) => name).toSorted(),
      [idOf(42), idOf(41), "README"],
    );
  }),
});

Deno.test(
  "pruneRuns() keeps a directory with files but no log, and removes one with nothing in it",
  withRoot(async (root) => {
    for (const name of ["exp-1/weights", "exp-2"]) {
      Deno.mkdirSync(`${root}/runs/${name}`, { recursive: true });
    }
    for (const name of ["exp-1", "exp-2"]) Deno.utimeSync(`${root}/runs/${name}`, 0, 0);
    const { removed, kept } = await pruneRuns(root, { clock, keep: 0 });
    assertEquals(removed.map(({ runId }) => runId), ["exp-2"]);
    assertEquals(kept.map(({ runId, because }) => [runId, because]), [["exp-1", "no_log"]]);
    assertEquals([...Deno.readDirSync(`${root}/runs`)].map(({ name }) => name), ["exp-1"]);
  }),
);

Deno.test(
  "pruneRuns() never removes a run that is open in this process",
  withRoot(async (root) => {
    const run = openRun(root);
    run.bus.run();
    const { removed, kept } = await pruneRuns(root, { olderThanMs: 0, keep: 0, maxBytes: 0 });
    await run.close();
    assertEquals([removed, kept.map(({ because }) => because)], [[], ["in_progress"]]);
  }),
);

Deno.test(
  "pruneRuns() gives nothing when the root is not there",
  withRoot(async (root) => {
    assertEquals(await pruneRuns(`${root}/missing`, { keep: 0 }), { removed: [], kept: [] });
  }),
);
