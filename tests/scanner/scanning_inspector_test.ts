import { assertEquals } from "@std/assert";
import { defineEvent } from "../../core/custom_event.ts";
import { ScanningInspector } from "../../core/scanner/scanning_inspector.ts";
import { RELEASE } from "../custom/release_schema.ts";
import { SAMPLE_EVENTS } from "../fixtures/events.ts";
import { JSON_CASES } from "../fixtures/json_cases.ts";
import { bytesOf, type Draft, joined, linesOf, streamOf } from "../fixtures/reading.ts";
import { bothFindings, firstDifference, inspectionText } from "./both_readers.ts";

/** Every sample event twice, so that the scanner has met its type. */
const SAMPLES = bytesOf(linesOf(
  [...SAMPLE_EVENTS, ...SAMPLE_EVENTS].map((event, index) => ({ ...event, seq: index + 1 })),
));

function compare(
  bytes: Uint8Array,
  options: Parameters<typeof bothFindings>[1] = {},
): string | undefined {
  return firstDifference(bothFindings(bytes, options));
}

Deno.test("ScanningInspector finds what Inspector does when a file is cut anywhere", () => {
  const differences: string[] = [];
  // The first half has the first event of each type, which the scanner leaves to the reference.
  for (let cut = 0; cut <= SAMPLES.length; cut += cut < SAMPLES.length / 2 ? 11 : 1) {
    const difference = compare(SAMPLES.subarray(0, cut), { chunkBytes: 5000 });
    if (difference !== undefined) differences.push(`${cut}: ${difference}`);
  }
  assertEquals(differences, []);
});

Deno.test("ScanningInspector finds what Inspector does when chunks have any size", () => {
  const sizes = [1, 2, 3, 15, 16, 17, 63, 64, 511, 4096, 1 << 20];
  assertEquals(
    sizes.map((chunkBytes) => compare(SAMPLES, { chunkBytes })),
    sizes.map(() => undefined),
  );
});

Deno.test("ScanningInspector finds what Inspector does when more hosts finish than it keeps", () => {
  const drafts: Draft[] = [["run_started"]];
  const hosts = 4500;
  for (let n = 1; n <= hosts; n++) {
    const host = { name: `web ${n}`, hostname: "", user: "", port: 0, vars: {} };
    const counts = { ok: 0, changed: 0, failed: n % 1000 === 0 ? 1 : 0 };
    drafts.push(["host_started", { host }, { hostId: `r1-${n}` }]);
    drafts.push(["host_finished", { host, ...counts, durationMs: n % 77 }, { hostId: `r1-${n}` }]);
  }
  drafts.push(["run_finished", { durationMs: 1, hasFailures: false, hostCount: hosts }]);
  assertEquals(compare(bytesOf(linesOf(streamOf(...drafts)))), undefined);
});

Deno.test("ScanningInspector finds what Inspector does when what was unknown starts", () => {
  const ids = { hostId: "late", resourceId: "never" };
  const host = { name: "web", hostname: "", user: "", port: 0, vars: {} };
  const drafts: Draft[] = [["run_started"], ["host_started", { host }, { hostId: "first" }]];
  for (const text of ["a\n", "b\n", "c\n"]) drafts.push(["stdout", { payload: text }, ids]);
  drafts.push(["host_started", { host }, { hostId: "late" }]);
  drafts.push(["stdout", { payload: "d\n" }, ids]);
  assertEquals(compare(bytesOf(linesOf(streamOf(...drafts)))), undefined);
});

Deno.test("ScanningInspector finds what Inspector does when resources are tried again", () => {
  const drafts: Draft[] = [["run_started"]];
  const name = { resourceType: "file", resourceName: "f" };
  const tried = (id: string, message: string) => {
    const error = { message, name: "E" };
    const ids = { resourceId: id, attempt: 1 };
    drafts.push(["resource_retry", { ...name, phase: "apply", error, durationMs: 1 }, ids]);
  };
  for (let n = 1; n <= 200; n++) {
    const ids = { resourceId: `r1-${n}` };
    drafts.push(["resource_started", name, ids]);
    for (let attempt = 0; attempt < n % 4; attempt++) tried(`r1-${n}`, `${n} ${attempt}`);
    // What starts again is the reference's, which takes the lists.
    if (n % 6 === 3) drafts.push(["resource_started", name, ids]);
    if (n > 7 && n % 6 === 5) tried("r1-7", "again");
    if (n % 2 === 0) {
      drafts.push(["resource_finished", { ...name, status: "ok", durationMs: 0 }, ids]);
    }
  }
  assertEquals(compare(bytesOf(linesOf(streamOf(...drafts)))), undefined);
});

for (const [name, text] of Object.entries(JSON_CASES)) {
  Deno.test(`ScanningInspector finds what Inspector does when data is ${name}`, () => {
    const [started, first, second, last] = linesOf(
      streamOf(["run_started"], ["a.b", { data: 0 }], ["a.b", { data: "CASE" }], ["a.b", {
        data: 1,
      }]),
    ).split("\n");
    const file = [started, first, second!.replace('"CASE"', () => text), text, last, ""].join("\n");
    assertEquals(compare(bytesOf(file)), undefined);
  });
}

Deno.test("ScanningInspector finds what Inspector does when a type is registered", () => {
  const types = [defineEvent("app.release", RELEASE)];
  const drafts: Draft[] = [["run_started"]];
  for (const data of [{ version: "1" }, { version: 1 }, null, { version: "2" }]) {
    drafts.push(["app.release", { data }], ["app.other", { data }]);
  }
  assertEquals(compare(bytesOf(linesOf(streamOf(...drafts))), { types }), undefined);
});

Deno.test("ScanningInspector finds what Inspector does when lines are longer than its input", () => {
  const long = "x".repeat(3_000_000);
  const file = bytesOf(linesOf(streamOf(
    ["run_started"],
    ["stdout", { payload: "a\n" }],
    ["stdout", { payload: long }],
    ["stdout", { payload: "b\n" }],
    ["stdout", { payload: `${long}\nc` }],
    ["stdout", { payload: "d\n" }],
  )));
  const unterminated = joined(file, bytesOf(`{"v":1,"${long}`));
  const found = [100_000, 1 << 20, 1 << 26].flatMap((chunkBytes) => [
    compare(file, { chunkBytes }),
    compare(file, { chunkBytes, maxLineBytes: 1_500_000 }),
    compare(unterminated, { chunkBytes }),
  ]);
  assertEquals(found, found.map(() => undefined));
});

Deno.test("ScanningInspector finds what Inspector does when there are more items than are listed", () => {
  const drafts: Draft[] = [["run_started"]];
  for (let n = 1; n <= 400; n++) {
    const ids = { resourceId: `r1-${n}` };
    const name = { resourceType: "file", resourceName: `part ${n}` };
    drafts.push(["resource_started", name, ids]);
    for (let chunk = 0; chunk < n % 40; chunk++) {
      const text = `${n} ${"é\\\t😀".repeat(chunk)}${chunk % 3 === 0 ? "\n" : ""}`;
      drafts.push(["resource_output", { ...name, stream: "stdout", chunk: text }, ids]);
    }
    const status = ["ok", "changed", "failed", "failed"][n % 4];
    if (n % 7 !== 0) {
      drafts.push(["resource_finished", { ...name, status, durationMs: n * 31 % 97 }, ids]);
    }
  }
  assertEquals(compare(bytesOf(linesOf(streamOf(...drafts)))), undefined);
});

for (
  const part of [
    "plain\n",
    "C:\\new\\name ",
    "😀",
    "é",
    "\u0001",
    `${"x".repeat(398)}😀\r\n`,
    `${"C:\\new\\ ".repeat(250)}\n`,
  ]
) {
  Deno.test(`ScanningInspector keeps the output that Inspector does when it is ${JSON.stringify(part.slice(-12))}`, () => {
    const drafts: Draft[] = [["run_started"]];
    const name = { resourceType: "file", resourceName: "f" };
    const start = (id: string) => drafts.push(["resource_started", name, { resourceId: id }]);
    start("first");
    drafts.push(["resource_output", { ...name, stream: "stdout", chunk: "" }, {
      resourceId: "first",
    }]);
    for (const [index, parts] of [3, 30, 399, 401, 1100, 9000].entries()) {
      for (const chunks of [1, 2, 50]) {
        const id = `r1-${index}-${chunks}`;
        start(id);
        for (let at = 0; at < chunks; at++) {
          const chunk = `${at % 2 === 0 ? "\n" : ""}${
            part.repeat(Math.ceil(parts * 8 / part.length / chunks))
          }`;
          drafts.push(["resource_output", { ...name, stream: "stdout", chunk }, {
            resourceId: id,
          }]);
        }
      }
    }
    assertEquals(compare(bytesOf(linesOf(streamOf(...drafts)))), undefined);
  });
}

Deno.test("ScanningInspector gives what Inspector does when bytes are read into its room", () => {
  const inspector = new ScanningInspector();
  for (let at = 0; at < SAMPLES.length;) {
    const room = inspector.room.subarray(0, 3000);
    const piece = SAMPLES.subarray(at, at + room.length);
    room.set(piece);
    inspector.push(room.subarray(0, piece.length));
    at += piece.length;
  }
  const { reference } = bothFindings(SAMPLES);
  assertEquals(inspectionText(inspector.end()), reference.at(-1));
});

Deno.test("ScanningInspector finds what Inspector does when its memory grows while it reads a long line into its room", () => {
  const runId = "r".repeat(600_000);
  const [line] = linesOf([{ ...SAMPLE_EVENTS[0]!, correlation: { runId } }]).split("\n");
  const long = `${line!.slice(0, -1)},"more":"${"x".repeat(1_000_000)}"}\n`;
  const bytes = joined(SAMPLES, long, SAMPLES);
  const inspector = new ScanningInspector();
  for (let at = 0; at < bytes.length;) {
    const { room } = inspector;
    const piece = bytes.subarray(at, at + room.length);
    room.set(piece);
    inspector.push(room.subarray(0, piece.length));
    at += piece.length;
  }
  assertEquals(inspectionText(inspector.end()), bothFindings(bytes).reference.at(-1));
});
