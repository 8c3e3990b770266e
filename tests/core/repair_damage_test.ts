import { assertEquals } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { Inspector } from "../../core/inspection.ts";
import type { IssueCode } from "../../core/issue.ts";
import { CROWDED, FAILED, SUCCEEDED, UNFINISHED } from "../cli/sample_files.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { isJson } from "../fixtures/json_cases.ts";
import { bytesOf, joined, linesOf } from "../fixtures/reading.ts";
import { type Repaired, repaired } from "../fixtures/repaired.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";

const DECODER = new TextDecoder();

/** What `validate` finds, errors alone. */
function errorsOf(bytes: Uint8Array, maxLineBytes?: number): readonly IssueCode[] {
  const codes: IssueCode[] = [];
  const inspector = new Inspector({
    ...(maxLineBytes === undefined ? {} : { maxLineBytes }),
    onIssue: ({ code, severity }) => void (severity === "error" && codes.push(code)),
  });
  inspector.push(bytes);
  inspector.end();
  return codes;
}

function linesIn(bytes: Uint8Array): readonly string[] {
  return DECODER.decode(bytes).split("\n").filter((line) => line.trim() !== "");
}

/** The lines of `wanted` that do not occur in a repaired file exactly once. */
function notOnce(wanted: readonly string[], { bytes }: Repaired): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of linesIn(bytes)) {
    const own = withItsNumber(line);
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  return wanted.filter((line) => counts.get(withItsNumber(line)) !== 1);
}

/** Without the lines that claim what a damaged line before them claimed: nobody can tell who is right. */
function withoutRivals(lines: readonly string[], { setAside }: Repaired): readonly string[] {
  const rivals = new Set(
    setAside.filter(({ reason }) => reason === "duplicate_start" || reason === "duplicate_finish")
      .map(({ bytes }) => DECODER.decode(bytes).trimEnd()),
  );
  return lines.filter((line) => !rivals.has(line));
}

/** An event as it was before its number was changed. */
function withItsNumber(line: string): string {
  const { originalSeq, originalWriter, ...event } = JSON.parse(line);
  if (originalSeq === undefined) return JSON.stringify(event);
  const { writer: _repair, ...correlation } = event.correlation;
  const writer = originalWriter === undefined ? {} : { writer: originalWriter };
  return JSON.stringify({
    ...event,
    seq: originalSeq,
    correlation: { ...correlation, ...writer },
  });
}

/** The bytes of a damaged file that are neither set aside nor in a line of the repaired one. */
function unaccounted(input: Uint8Array, { bytes, setAside }: Repaired): number {
  const kept = new Set(linesIn(bytes));
  let left = 0;
  let at = 0;
  const between = (to: number): void => {
    const lines = DECODER.decode(input.subarray(at, to)).split("\n");
    left += lines.filter((line) => line.trim() !== "" && !isMadeOf(line, kept)).length;
  };
  for (const piece of setAside.toSorted((a, b) => a.offset - b.offset)) {
    assertEquals(input.slice(piece.offset, piece.offset + piece.bytes.length), piece.bytes);
    between(piece.offset);
    at = piece.offset + piece.bytes.length;
  }
  between(input.length);
  return left;
}

/** Whether a line is one of those that were kept, or several that were glued together. */
function isMadeOf(line: string, kept: ReadonlySet<string>): boolean {
  if (kept.has(line)) return true;
  const first = [...kept].find((each) => line.startsWith(each));
  return first !== undefined && isMadeOf(line.slice(first.length), kept);
}

/** Every type, in runs and by writers that take turns. */
const SEVERAL = linesOf(
  SAMPLE_EVENTS.flatMap((event) =>
    [["r1"], ["r1", "child"], ["run 2 é"]].map(([runId, writer]) => ofRun(event, runId!, writer))
  ),
);

/** The same event, of another run or writer: each has things of its own. */
function ofRun(event: RunEvent, runId: string, writer: string | undefined): unknown {
  if (writer === undefined) return { ...event, correlation: { ...event.correlation, runId } };
  const { v, seq, type, timestamp } = event;
  const correlation = { runId, writer };
  return { v, seq, type: "hook", timestamp, correlation, name: type, phase: `${writer} 😀\n` };
}

const FILES: { readonly [name: string]: string } = {
  "a run that succeeded": SUCCEEDED,
  "a run that failed": FAILED,
  "a run that was cut off": UNFINISHED,
  "several runs and writers": SEVERAL,
};

/** Set for a test that takes its time: the number of ways in which files are damaged. */
const ASKED_ROUNDS = Deno.env.get("RUNTRAIL_REPAIR_ROUNDS");
const IS_LONG_TEST = ASKED_ROUNDS !== undefined;
const ROUNDS = Number(ASKED_ROUNDS ?? 400);

for (const [name, text] of Object.entries(FILES)) {
  Deno.test(`Repair keeps every whole event and is sound when ${name} is cut anywhere`, () => {
    const all = bytesOf(text);
    const first = all.indexOf(10);
    const step = all.length > 9000 && !IS_LONG_TEST ? 7 : 1;
    for (let cut = first; cut <= all.length; cut += step) {
      const input = all.subarray(0, cut);
      const result = repaired(input);
      const whole = linesIn(input).filter((line) => line.endsWith("}") && isJson(line));
      assertEquals(
        [errorsOf(result.bytes), notOnce(whole, result), unaccounted(input, result)],
        [[], [], 0],
        `cut at ${cut}`,
      );
    }
  });

  Deno.test(`Repair gives a file that it leaves as it is when ${name} is cut`, () => {
    const all = bytesOf(text);
    for (let cut = all.indexOf(10); cut < all.length; cut += 97) {
      const once = repaired(all.subarray(0, cut));
      const twice = repaired(once.bytes);
      assertEquals([twice.bytes, twice.changes], [once.bytes, []], `cut at ${cut}`);
    }
  });
}

Deno.test("Repair finds the event that was glued to a torn one when it was cut anywhere", () => {
  const [first, second, third, ...rest] = SUCCEEDED.split("\n") as [string, string, string];
  const torn = bytesOf(second);
  for (let cut = 1; cut < torn.length; cut++) {
    const input = joined(`${first}\n`, torn.subarray(0, cut), `${third}\n`, rest.join("\n"));
    const result = repaired(input);
    assertEquals(
      [errorsOf(result.bytes), notOnce([first, third], result), unaccounted(input, result)],
      [[], [], 0],
      `cut at ${cut}`,
    );
  }
});

const MAX_LINE_BYTES = 2500;

/** A line, and whether nothing was done to it. */
interface DamagedLine {
  readonly bytes: Uint8Array;
  readonly whole: boolean;
}

type Damage = (lines: DamagedLine[], random: () => number) => void;

function anyIndex(lines: readonly unknown[], random: () => number): number {
  return Math.floor(random() * lines.length);
}

function touch(change: (bytes: Uint8Array, random: () => number) => Uint8Array): Damage {
  return (lines, random) => {
    const at = anyIndex(lines, random);
    lines[at] = { bytes: change(lines[at]!.bytes.slice(), random), whole: false };
  };
}

const DAMAGES: readonly Damage[] = [
  // A byte is another one.
  touch((bytes, random) => {
    bytes[anyIndex([...bytes], random)] = Math.floor(random() * 256);
    return bytes;
  }),
  // A digit is another one: numbers and times that look sound.
  touch((bytes, random) => {
    const digits = [...bytes.keys()].filter((at) => bytes[at]! >= 0x30 && bytes[at]! <= 0x39);
    if (digits.length > 0) bytes[pick(digits, random)] = 0x30 + Math.floor(random() * 10);
    return bytes;
  }),
  // NUL bytes, as a power cut leaves them.
  touch((bytes, random) => bytes.fill(0, anyIndex([...bytes], random))),
  touch((bytes, random) => joined(Array(Math.ceil(random() * 20)).fill(0), bytes)),
  touch((bytes) => joined([0xef, 0xbb, 0xbf], bytes)),
  touch((bytes, random) => joined(bytes.subarray(0, anyIndex([...bytes], random)), "\n")),
  touch((bytes) => joined(bytes.subarray(0, -1), "garbage", "\n")),
  touch((bytes) => joined(bytes.subarray(0, -2), `,"long":"${"y".repeat(3000)}"}\n`)),
  // Bytes of a text that are no UTF-8.
  touch((bytes) => joined(bytes.subarray(0, -2), ',"note":"', [0xff, 0xc3], '"}\n')),
  // A line is lost.
  (lines, random) => void lines.splice(anyIndex(lines, random), 1),
  // A line comes twice, at once or later.
  (lines, random) => {
    const line = pick(lines, random);
    lines.splice(anyIndex(lines, random), 0, { ...line });
  },
  // Two lines change places.
  (lines, random) => {
    const [a, b] = [anyIndex(lines, random), anyIndex(lines, random)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
  },
  // The newline between two lines is gone.
  (lines, random) => {
    const at = anyIndex(lines, random);
    const { bytes } = lines[at]!;
    if (bytes.at(-1) === 10) lines[at] = { ...lines[at]!, bytes: bytes.subarray(0, -1) };
  },
  // A torn line, to which the next one is glued.
  touch((bytes, random) => bytes.subarray(0, anyIndex([...bytes], random))),
  // Blank lines are no damage.
  (lines, random) => void lines.splice(anyIndex(lines, random), 0, blank()),
];

function blank(): DamagedLine {
  return { bytes: bytesOf("\n"), whole: false };
}

/** Damages a file, and gives with it the lines that nothing was done to. */
function damaged(sound: string, seed: number): { input: Uint8Array; untouched: readonly string[] } {
  const random = seededRandom(seed);
  const lines: DamagedLine[] = sound.split("\n").slice(0, -1)
    .map((line) => ({ bytes: bytesOf(`${line}\n`), whole: true }));
  for (let count = Math.ceil(random() * 6); count > 0 && lines.length > 1; count--) {
    pick(DAMAGES, random)(lines, random);
  }
  const input = joined(...lines.map(({ bytes }) => bytes));
  // Nobody looks for events in a line over the limit.
  const text = DECODER.decode(input);
  const tooLong = text.split("\n")
    .filter((line) => bytesOf(line).length > MAX_LINE_BYTES);
  const untouched = lines.filter(({ whole }) => whole)
    .map(({ bytes }) => DECODER.decode(bytes).trimEnd())
    .filter((line) => !tooLong.some((long) => long.includes(line)))
    // What was glued behind a key whose value may be anything is taken for that value.
    .filter((line) => !text.includes(`":${line}`));
  return { input, untouched: [...new Set(untouched)] };
}

Deno.test(`Repair is sound and keeps what is whole when files are damaged in ${ROUNDS} ways`, () => {
  const texts = [...Object.values(FILES), CROWDED];
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const { input, untouched } = damaged(texts[seed % texts.length]!, seed);
    const chunkBytes = seed % 2 === 0 ? input.length || 1 : 1 + seed % 700;
    const result = repaired(input, { chunkBytes, maxLineBytes: MAX_LINE_BYTES });
    if (untouched.length === 0) continue;
    assertEquals(
      [
        errorsOf(result.bytes, MAX_LINE_BYTES),
        notOnce(withoutRivals(untouched, result), result),
        unaccounted(input, result),
      ],
      [[], [], 0],
      `seed ${seed}`,
    );
  }
});
