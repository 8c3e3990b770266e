import { assertEquals } from "@std/assert";
import { assertGolden } from "../fixtures/golden.ts";
import { RunFold } from "../../core/run_fold.ts";
import { systemError } from "../sinks/memory.ts";
import { runCli } from "./run_cli.ts";
import {
  CROWDED,
  FAILED,
  FAILED_ALONE,
  ISSUES,
  record,
  SUCCEEDED,
  UNFINISHED,
} from "./sample_files.ts";

function golden(name: string): URL {
  return new URL(`golden/${name}.txt`, import.meta.url);
}

const MACHINE = {
  files: {
    "succeeded.jsonl": SUCCEEDED,
    "failed.jsonl": FAILED,
    "unfinished.jsonl": UNFINISHED,
    "alone.jsonl": FAILED_ALONE,
    "crowded.jsonl": CROWDED,
    "issues.jsonl": ISSUES,
    "all.jsonl": SUCCEEDED + FAILED + UNFINISHED + FAILED_ALONE,
    "empty.jsonl": "",
  },
};

for (const name of ["succeeded", "failed", "unfinished", "alone", "crowded", "empty", "issues"]) {
  Deno.test(`runtrail summarize shows a file that is ${name}`, async () => {
    const { stdout, stderr } = await runCli(["summarize", `${name}.jsonl`], MACHINE);
    assertGolden(golden(`summarize_${name}`), stdout);
    assertEquals(stderr, "");
  });
}

Deno.test("runtrail summarize shows the same in colour", async () => {
  const plain = await runCli(["summarize", "failed.jsonl"], MACHINE);
  const { stdout } = await runCli(["summarize", "failed.jsonl", "--color=always"], MACHINE);
  // deno-lint-ignore no-control-regex
  assertEquals(stdout.replace(/\x1b\[\d+m/g, ""), plain.stdout);
  assertGolden(golden("summarize_failed_colored"), stdout.replaceAll("\x1b", "ESC"));
});

Deno.test("runtrail summarize shows several files and several runs, and goes on after one that is missing", async () => {
  const args = ["summarize", "all.jsonl", "missing.jsonl", "succeeded.jsonl"];
  const { code, stdout, stderr } = await runCli(args, MACHINE);
  assertGolden(golden("summarize_several"), stdout);
  assertEquals([code, stderr], [
    2,
    "Cannot read missing.jsonl: no such file or directory (ENOENT)\n",
  ]);
});

Deno.test("runtrail summarize --format json keeps its contract", async () => {
  const args = ["summarize", "--format=json", "failed.jsonl", "missing.jsonl", "unfinished.jsonl"];
  const { code, stdout } = await runCli(args, MACHINE);
  assertGolden(golden("summarize_json"), stdout);
  assertEquals(code, 2);
});

Deno.test("runtrail summarize ends with 0 when a run failed but its file is sound", async () => {
  assertEquals((await runCli(["summarize", "failed.jsonl"], MACHINE)).code, 0);
});

Deno.test("runtrail summarize ends with 1 when the file has errors", async () => {
  for (const name of ["unfinished", "empty", "issues"]) {
    assertEquals((await runCli(["summarize", `${name}.jsonl`], MACHINE)).code, 1, name);
  }
});

Deno.test("runtrail summarize --quiet prints nothing", async () => {
  for (const format of ["text", "json"]) {
    const args = ["summarize", "-q", `--format=${format}`, "issues.jsonl"];
    assertEquals(await runCli(args, MACHINE), { code: 1, stdout: "", stderr: "" });
  }
});

Deno.test("runtrail summarize shows nothing that a terminal or a CI runner obeys", async () => {
  for (const format of ["text", "json"]) {
    const { stdout } = await runCli(["summarize", `--format=${format}`, "failed.jsonl"], MACHINE);
    // deno-lint-ignore no-control-regex
    const unsafe = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|##\w*\[|^\s*::/m;
    assertEquals(unsafe.exec(stdout), null);
  }
});

Deno.test("runtrail summarize reads standard input", async () => {
  const { stdout } = await runCli(["summarize", "-"], { stdin: SUCCEEDED });
  assertEquals(stdout, (await runCli(["summarize", "succeeded.jsonl"], MACHINE)).stdout);
});

Deno.test("runtrail summarize reads no more files when the reader has gone", async () => {
  const opened: string[] = [];
  const files = new Proxy(MACHINE.files, {
    get: (target, path: string) => {
      opened.push(path);
      return target["crowded.jsonl"].repeat(1);
    },
  });
  const outcome = await runCli(["summarize", ..."abcdefgh"], {
    files,
    stdout: {
      writeSync() {
        throw new Deno.errors.BrokenPipe("Broken pipe");
      },
    },
  });
  assertEquals([outcome.stderr, opened.length < 8], ["", true]);
});

Deno.test("runtrail summarize leaves out bars when nothing took time", async () => {
  const file = record({ runId: "r1" }, ({ bus }) => {
    const run = bus.run();
    bus.command("true").finish({ exitCode: 0 });
    run.finish();
  });
  const { stdout } = await runCli(["summarize", "f"], { files: { f: file } });
  assertEquals(stdout.match(/Slowest/), null);
});

Deno.test("runtrail summarize shows the hosts that are not well when there are many", async () => {
  const file = record({ runId: "r1" }, ({ bus }) => {
    const run = bus.run();
    for (let index = 1; index <= 15; index++) {
      const node = bus.host({ name: `node-${index}`, hostname: "", user: "", port: 0, vars: {} });
      if (index === 14) node.resource("file", "a").finish({ status: "failed" });
      if (index < 15) node.finish();
    }
    run.finish();
  });
  const { stdout } = await runCli(["summarize", "f"], { files: { f: file } });
  const hosts = stdout.split("\n").slice(stdout.split("\n").indexOf("  Hosts") + 1);
  assertEquals(hosts.slice(0, 3).map((line) => line.trim().split(/ +/, 2).join(" ")), [
    "\u2717 node-14",
    "\u2026 node-15",
    "\u2713 node-1",
  ]);
});

/** A run whose summary is more than what is gathered before it is written. */
function longRun(runId: string): string {
  return record({ runId }, ({ bus }) => {
    const run = bus.run();
    for (let index = 0; index < 10; index++) {
      const command = bus.command("make");
      command.output("stdout", `${"x".repeat(300)}\n`.repeat(10));
      command.finish({ exitCode: 1 });
    }
    run.finish();
  });
}

// In JSON a comma follows where there is another one.
for (const [format, expected] of [["text", 1], ["json", 2]] as const) {
  Deno.test(`runtrail summarize --format ${format} makes no more summaries when the reader has gone`, async () => {
    const files = { f: ["r1", "r2", "r3"].map(longRun).join("") };
    const writeSync = (): never => {
      throw systemError("EPIPE");
    };
    const { summary } = RunFold.prototype;
    let made = 0;
    RunFold.prototype.summary = function () {
      made++;
      return summary.call(this);
    };
    try {
      await runCli(["summarize", `--format=${format}`, "f"], { files, stdout: { writeSync } });
    } finally {
      RunFold.prototype.summary = summary;
    }
    assertEquals(made, expected);
  });
}
