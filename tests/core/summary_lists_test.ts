import { assertEquals } from "@std/assert";
import {
  ERROR,
  host,
  job,
  jobEnd,
  resource,
  resourceEnd,
  retry,
  summaryOf,
} from "../fixtures/summaries.ts";

Deno.test("SummaryLists lists failures with message, host and last lines when things fail", () => {
  const { failures, failureCount } = summaryOf(
    host("h", "web-1"),
    resource("a", { hostId: "h" }),
    ["resource_output", { chunk: "one\ntw" }, { hostId: "h", resourceId: "a" }],
    ["resource_output", { chunk: "o\n" }, { hostId: "h", resourceId: "a" }],
    resourceEnd("a", { status: "failed", error: ERROR }, { hostId: "h" }),
    ["command_finished", { exitCode: 3 }, { commandId: "c" }],
    ["tool_call", { callId: "t", name: "read", args: null }],
    ["tool_result", { callId: "t", ok: false, result: "No such file" }],
  );
  assertEquals([failures, failureCount], [[
    {
      kind: "resource",
      id: "a",
      name: "file a",
      host: "web-1",
      message: "Disk is full",
      output: ["one", "two"],
      durationMs: 5,
    },
    { kind: "command", id: "c", name: "c", message: "exit code 3", output: [] },
    {
      kind: "tool",
      id: "t",
      name: "read",
      message: "No such file",
      output: [],
      durationMs: 1000,
    },
  ], 3]);
});

Deno.test("SummaryLists ranks the slowest of each kind when durations are given or not", () => {
  const { slowest } = summaryOf(
    resource("a"),
    job("j"),
    job("k"),
    resourceEnd("a", { durationMs: 12.5 }),
    resourceEnd("b", { durationMs: 99 }),
    jobEnd("k", { outcome: "success" }),
    jobEnd("j", { outcome: "success", durationMs: 1 }),
    jobEnd("l", { outcome: "success" }),
  );
  assertEquals(slowest, {
    resource: [
      { kind: "resource", id: "b", name: "file b", durationMs: 99 },
      { kind: "resource", id: "a", name: "file a", durationMs: 12.5 },
    ],
    job: [
      { kind: "job", id: "k", name: "k", durationMs: 3000 },
      { kind: "job", id: "j", name: "j", durationMs: 1 },
    ],
  });
});

Deno.test("SummaryLists keeps the ten slowest when there are more", () => {
  const ends = Array.from(
    { length: 30 },
    (_, index) => resourceEnd(`${index}`, { durationMs: index }),
  );
  assertEquals(
    summaryOf(...ends).slowest.resource?.map(({ id }) => id),
    Array.from({ length: 10 }, (_, index) => `${29 - index}`),
  );
});

Deno.test("SummaryLists lists retries by how many there were when resources are tried again", () => {
  const { retries, retryCount } = summaryOf(
    retry("a", { phase: "check" }),
    retry("b", { phase: "apply" }),
    retry("b", { phase: undefined, error: undefined }),
    retry("b", { phase: "post-check", error: { message: "Third", name: "E" } }),
    retry("c", { phase: undefined, error: undefined }),
  );
  assertEquals([retries, retryCount], [[
    { kind: "resource", id: "b", name: "file b", count: 3, phase: "post-check", message: "Third" },
    {
      kind: "resource",
      id: "a",
      name: "file a",
      count: 1,
      phase: "check",
      message: "Disk is full",
    },
    { kind: "resource", id: "c", name: "file c", count: 1 },
  ], 5]);
});

Deno.test("SummaryLists lists 100 failures with the right total when there are more", () => {
  const drafts = Array.from(
    { length: 150 },
    (_, index) => resourceEnd(`${index}`, { status: "failed" }),
  );
  const { failures, failureCount } = summaryOf(...drafts);
  assertEquals([failures.map(({ id }) => id), failureCount], [
    Array.from({ length: 100 }, (_, index) => `${index}`),
    150,
  ]);
});

Deno.test("SummaryLists lists 100 retried resources with the right total when there are more", () => {
  const drafts = Array.from({ length: 150 }, (_, index) => [retry(`${index}`), retry(`${index}`)]);
  const { retries, retryCount } = summaryOf(...drafts.flat());
  assertEquals([retries.length, retries[0]?.count, retryCount], [100, 2, 300]);
});
