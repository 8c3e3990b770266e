import { assertEquals } from "@std/assert";
import { assertGolden } from "../fixtures/golden.ts";
import { repaired } from "../fixtures/repaired.ts";
import { MemoryDisk } from "./memory_disk.ts";
import { runCli } from "./run_cli.ts";
import { CRASHED, FAILED, SUCCEEDED, UNFINISHED, WARNINGS } from "./sample_files.ts";

function golden(name: string): URL {
  return new URL(`golden/${name}.txt`, import.meta.url);
}

const CUT = UNFINISHED.slice(0, -40);
const SOUND = new TextDecoder().decode(repaired(new TextEncoder().encode(CUT)).bytes);

/** What a repair of `CUT` sets aside. */
function setAside(): string {
  const [piece] = repaired(new TextEncoder().encode(CUT)).setAside;
  const { line, offset, reason, bytes } = piece!;
  const base64 = btoa(String.fromCharCode(...bytes));
  return `${JSON.stringify({ line, offset, bytes: bytes.length, reason, base64 })}\n`;
}

for (const [name, flags] of [["", []], ["_colored", ["--color=always"]]] as const) {
  Deno.test(`repair shows what it did to a crashed run${name}`, async () => {
    const disk = new MemoryDisk({ "run.jsonl": CRASHED });
    const { code, stdout, stderr } = await runCli(["repair", "run.jsonl", ...flags], { disk });
    assertGolden(golden(`repair_crashed${name}`), stdout);
    assertEquals([code, stderr], [0, ""]);
  });
}

Deno.test("repair writes a sound file and says the same as JSON", async () => {
  const disk = new MemoryDisk({ "run.jsonl": CRASHED });
  const { code, stdout } = await runCli(["repair", "run.jsonl", "--format=json"], { disk });
  assertGolden(golden("repair_json"), stdout);
  assertGolden(golden("repair_file"), disk.texts["run.repaired.jsonl"]!);
  const judged = await runCli(["validate", "run.repaired.jsonl"], { disk });
  assertEquals([code, judged.code], [0, 0]);
});

Deno.test("summarize says what repair made up and what is lost", async () => {
  const disk = new MemoryDisk({ "run.jsonl": CRASHED });
  await runCli(["repair", "run.jsonl"], { disk });
  const { stdout } = await runCli(["summarize", "run.repaired.jsonl"], { disk });
  assertGolden(golden("repair_summary"), stdout);
});

Deno.test("repair leaves the damaged file and writes two beside it", async () => {
  const disk = new MemoryDisk({ "a/run.jsonl": CUT });
  const { code } = await runCli(["repair", "a/run.jsonl"], { disk });
  assertEquals([code, disk.texts], [0, {
    "a/run.jsonl": CUT,
    "a/run.repaired.jsonl": SOUND,
    "a/run.repaired.set_aside.jsonl": setAside(),
  }]);
});

Deno.test("repair --in-place keeps the damaged file under another name", async () => {
  const disk = new MemoryDisk({ "run.jsonl": CUT });
  const { code } = await runCli(["repair", "--in-place", "run.jsonl"], { disk });
  assertEquals([code, disk.texts], [0, {
    "run.damaged.jsonl": CUT,
    "run.jsonl": SOUND,
    "run.set_aside.jsonl": setAside(),
  }]);
});

Deno.test("repair --output writes where it is told, with no file for nothing set aside", async () => {
  const disk = new MemoryDisk({ log: UNFINISHED });
  const { code } = await runCli(["repair", "log", "--output", "new.jsonl"], { disk });
  assertEquals([code, Object.keys(disk.texts)], [0, ["log", "new.jsonl"]]);
});

for (const [name, text] of Object.entries({ SUCCEEDED, FAILED, WARNINGS, SOUND })) {
  Deno.test(`repair writes nothing when the file is sound: ${name}`, async () => {
    const disk = new MemoryDisk({ "run.jsonl": text });
    const { code, stdout } = await runCli(["repair", "--in-place", "run.jsonl"], { disk });
    assertEquals([code, disk.calls], [0, []]);
    assertEquals(stdout.split(",")[0], "✓ run.jsonl: nothing to repair");
  });
}

Deno.test("repair --format json says that there is nothing to repair", async () => {
  const disk = new MemoryDisk({ "run.jsonl": WARNINGS });
  const { stdout } = await runCli(["repair", "run.jsonl", "--format=json"], { disk });
  assertEquals(JSON.parse(stdout), {
    file: "run.jsonl",
    repaired: false,
    events: 3,
    warnings: 1,
  });
});

Deno.test("repair --quiet prints nothing", async () => {
  const disk = new MemoryDisk({ "run.jsonl": CUT });
  assertEquals(await runCli(["repair", "-q", "run.jsonl"], { disk }), {
    code: 0,
    stdout: "",
    stderr: "",
  });
});

/** A run that is open, and no number is left for what would close it. */
const LAST_NUMBER = UNFINISHED.split("\n")[0]!.replace('"seq":1', `"seq":${2 ** 53 - 1}`)
  .replace('"},"mode"', '","writer":"repair"},"mode"');

/** Arguments that are refused with nothing written, and why. */
const REFUSED: readonly (readonly [args: string, code: number, says: string])[] = [
  ["", 2, "No file was given"],
  ["run.jsonl other.jsonl", 2, "More than one file was given"],
  ["-", 2, "Standard input cannot be repaired: it is read twice"],
  ["missing.jsonl", 2, "Cannot read missing.jsonl: no such file or directory (ENOENT)"],
  ["empty.jsonl", 1, "Cannot repair empty.jsonl: it holds no whole event"],
  ["torn.jsonl", 1, "Cannot repair torn.jsonl: it holds no whole event"],
  [
    "last.jsonl",
    1,
    "Cannot repair last.jsonl: 4 errors would be left in it",
  ],
  [
    "run.jsonl --in-place --output x.jsonl",
    2,
    "Flags --output and --in-place exclude each other",
  ],
  [
    "run.jsonl --output torn.jsonl",
    2,
    "Cannot write torn.jsonl: it exists; --force overwrites it",
  ],
  [
    "run.jsonl --output run.jsonl --force",
    2,
    "Cannot write run.jsonl: it is run.jsonl; see --in-place",
  ],
  [
    "old.jsonl",
    2,
    "Cannot write old.repaired.set_aside.jsonl: it exists; --force overwrites it",
  ],
];

for (const [args, code, says] of REFUSED) {
  Deno.test(`repair ${args} is refused with exit code ${code}`, async () => {
    const disk = new MemoryDisk({
      "run.jsonl": CUT,
      "old.jsonl": CUT,
      "old.repaired.set_aside.jsonl": "",
      "empty.jsonl": "",
      "last.jsonl": LAST_NUMBER,
      "torn.jsonl": CUT.slice(0, 70),
    });
    const before = Object.keys(disk.texts);
    const outcome = await runCli(["repair", ...args.split(" ").filter(Boolean)], { disk });
    assertEquals([outcome.code, outcome.stdout, Object.keys(disk.texts)], [code, "", before]);
    assertEquals(outcome.stderr.split("\n")[0], says);
  });
}

Deno.test("repair --force overwrites what an earlier repair left, half of it too", async () => {
  const disk = new MemoryDisk({
    "run.jsonl": CUT,
    "run.repaired.jsonl": "old",
    "run.repaired.jsonl.partial": "half",
    "run.repaired.set_aside.jsonl": "old",
  });
  const { code } = await runCli(["repair", "--force", "run.jsonl"], { disk });
  assertEquals([code, disk.texts], [0, {
    "run.jsonl": CUT,
    "run.repaired.jsonl": SOUND,
    "run.repaired.set_aside.jsonl": setAside(),
  }]);
});

Deno.test("repair --force --in-place overwrites the last damaged file, and no sidecar is left over", async () => {
  const disk = new MemoryDisk({
    "run.jsonl": UNFINISHED,
    "run.damaged.jsonl": "old",
    "run.set_aside.jsonl": "old",
  });
  const { code } = await runCli(["repair", "--force", "--in-place", "run.jsonl"], { disk });
  assertEquals([code, Object.keys(disk.texts)], [0, ["run.damaged.jsonl", "run.jsonl"]]);
  assertEquals(disk.texts["run.damaged.jsonl"], UNFINISHED);
});

for (const flags of [[], ["--in-place"]]) {
  for (const errno of ["ENOSPC", "EIO"]) {
    Deno.test(`repair ${flags.join("")} leaves the file alone and no half when any call fails with ${errno}`, async () => {
      const whole = new MemoryDisk({ "run.jsonl": CRASHED });
      await runCli(["repair", "run.jsonl", ...flags], { disk: whole });
      const before = new MemoryDisk({ "run.jsonl": CRASHED }).texts;
      const wrong: string[] = [];
      for (const [failing, call] of whole.calls.entries()) {
        const disk = new MemoryDisk(
          { "run.jsonl": CRASHED },
          (_call, count) => count === failing ? errno : undefined,
        );
        const { code, stderr } = await runCli(["repair", "run.jsonl", ...flags], { disk });
        const left = JSON.stringify(disk.texts);
        const isAlone = left === JSON.stringify(before);
        if (code !== 2 || !stderr.includes(errno) || !isAlone) {
          wrong.push(`${call}: ${code} ${stderr} ${Object.keys(disk.texts)}`);
        }
      }
      assertEquals(wrong, []);
    });
  }
}
