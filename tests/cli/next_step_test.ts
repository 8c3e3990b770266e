import { assertEquals } from "@std/assert";
import { type FoundInFile, nextStep } from "../../cli/next_step.ts";
import { bytesOf } from "../fixtures/reading.ts";
import { runCli } from "./run_cli.ts";

const FOUND: FoundInFile = { file: "run.jsonl", events: 0, codes: {}, start: bytesOf('{"v"') };
const REPAIR = "Once nobody writes to it any more, 'runtrail repair' makes a sound file of it";
const LONG_LINES = "--max-line-bytes sets how long a line may be";
const STRANGE = "No line of it is an event of runtrail: is it the file that was meant?";

for (
  const [start, expected] of [
    ["\x1f\x8b\x08\x00", "It is compressed: runtrail reads what gzip -dc gives of it"],
    ["\x28\xb5\x2f\xfd", "It is compressed: runtrail reads what zstd -dc gives of it"],
    ["PK\x03\x04", "It is a zip archive: runtrail reads the files in it, unpacked"],
    ["\xff\xfe{\0", "It is UTF-16, which some shells write with >: runtrail reads UTF-8"],
    ["\xfe\xff\0{", "It is UTF-16, which some shells write with >: runtrail reads UTF-8"],
    ['{\0"\0', "It is UTF-16, which some shells write with >: runtrail reads UTF-8"],
    ['\0{\0"', "It is UTF-16, which some shells write with >: runtrail reads UTF-8"],
    ['[{"v', "It is one JSON document: in an event file each line is an event"],
    ["[\n {", "It is one JSON document: in an event file each line is an event"],
    ["[\r\n{", "It is one JSON document: in an event file each line is an event"],
    ["[ {}", "It is one JSON document: in an event file each line is an event"],
    ['{\n  "', "It is one JSON document: in an event file each line is an event"],
    ['{\r\n "', "It is one JSON document: in an event file each line is an event"],
    ["2026", STRANGE],
    ["[202", STRANGE],
    ["[  0", STRANGE],
    ['{"le', STRANGE],
    ["", STRANGE],
  ] as const
) {
  Deno.test(`nextStep() tells what a file without events is when it begins with ${JSON.stringify(start)}`, () => {
    const bytes = Uint8Array.from(start, (char) => char.charCodeAt(0));
    assertEquals(nextStep({ ...FOUND, codes: { malformed_json: 1 }, start: bytes }), expected);
  });
}

const STEPS: readonly (readonly [string, Partial<FoundInFile>, string | undefined])[] = [
  ["no line has the keys of an event", { codes: { schema: 5 } }, STRANGE],
  ["some lines are events", { events: 1, codes: { schema: 5 } }, undefined],
  ["the file is empty", { codes: { empty_file: 1 } }, undefined],
  ["a newer version wrote it", { codes: { newer_version: 1 } }, undefined],
  ["a line is too long", { events: 1, codes: { line_too_long: 1, torn_line: 1 } }, LONG_LINES],
  ["the last line is torn", { events: 1, codes: { torn_line: 1 } }, REPAIR],
  ["a disk lost what was written", { events: 1, codes: { nul_bytes: 1 } }, REPAIR],
  ["something never ended", { events: 1, codes: { start_without_finish: 1 } }, REPAIR],
  ["nothing but a torn line is there", { codes: { torn_line: 1 } }, undefined],
  ["standard input is torn", { file: "-", events: 1, codes: { torn_line: 1 } }, undefined],
];

for (const [when, found, expected] of STEPS) {
  Deno.test(`nextStep() gives ${expected === undefined ? "nothing" : "a step"} when ${when}`, () => {
    assertEquals(nextStep({ ...FOUND, ...found }), expected);
  });
}

for (const command of ["validate", "summarize"]) {
  Deno.test(`runtrail ${command} tells what a file is when it is none of runtrail's`, async () => {
    const machine = { files: { f: Uint8Array.of(0x1f, 0x8b, 0x08, 0x0a) } };
    const { stdout } = await runCli([command, "f"], machine);
    assertEquals(
      stdout.split("\n").at(-2),
      "  It is compressed: runtrail reads what gzip -dc gives of it",
    );
  });
}
