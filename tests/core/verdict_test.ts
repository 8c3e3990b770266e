import { assertEquals } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import { type Verdict, verdict } from "../../core/verdict.ts";
import type { Json } from "../fixtures/reading.ts";

const ERROR = { message: "Disk is full", name: "Error" };

type Case = readonly [
  type: string,
  fields: Json,
  status: string,
  state: "failed" | "fine",
  message: string,
];

const CASES: readonly Case[] = [
  ["resource_finished", { status: "ok" }, "ok", "fine", "ok"],
  ["resource_finished", { status: "changed" }, "changed", "fine", "changed"],
  ["resource_finished", { status: "failed" }, "failed", "failed", "failed"],
  ["resource_finished", { status: "failed", error: ERROR }, "failed", "failed", "Disk is full"],
  ["resource_finished", {}, "unknown", "failed", "unknown"],
  ["command_finished", { exitCode: 0 }, "success", "fine", "exit code 0"],
  ["command_finished", { exitCode: 2 }, "failure", "failed", "exit code 2"],
  [
    "command_finished",
    { exitCode: -1, signal: "SIGKILL" },
    "failure",
    "failed",
    "killed by SIGKILL",
  ],
  ["command_finished", {}, "failure", "failed", "exit code unknown"],
  ["job_finished", { outcome: "success" }, "success", "fine", "success"],
  ["job_finished", { outcome: "skip" }, "skip", "fine", "skip"],
  ["job_finished", { outcome: "failure" }, "failure", "failed", "failure"],
  ["job_finished", { outcome: "error", error: ERROR }, "error", "failed", "Disk is full"],
  ["job_finished", { outcome: "timeout" }, "timeout", "failed", "timeout"],
  ["job_finished", { outcome: "cancellation" }, "cancellation", "failed", "cancellation"],
  ["job_finished", {}, "unknown", "failed", "unknown"],
  ["step_finished", { outcome: "success", error: ERROR }, "success", "fine", "Disk is full"],
  ["step_finished", {}, "unknown", "failed", "unknown"],
  ["tool_result", { ok: true, result: {} }, "success", "fine", "success"],
  ["tool_result", { ok: false, result: "No such file" }, "failure", "failed", "No such file"],
  ["tool_result", { ok: false, result: { code: 1 } }, "failure", "failed", "failure"],
  ["tool_result", { ok: false, result: "x".repeat(500) }, "failure", "failed", "x".repeat(400)],
  ["tool_result", {}, "failure", "failed", "failure"],
  // Code without types emits anything.
  ["job_finished", { outcome: "error", error: { message: 5 } }, "error", "failed", "5"],
  ["command_finished", { exitCode: 1, signal: [] }, "failure", "failed", "killed by an array of 0"],
  ["host_finished", { ok: 1, changed: 1, failed: 0 }, "ok", "fine", "ok"],
  ["host_finished", { failed: 1 }, "failed", "failed", "failed"],
  ["host_finished", { failed: 1, cancelled: true }, "cancelled", "failed", "cancelled"],
  ["host_finished", { cancelled: false }, "failed", "failed", "failed"],
  ["run_finished", { hasFailures: false }, "success", "fine", "success"],
  ["run_finished", { hasFailures: true }, "failure", "failed", "failure"],
  ["run_finished", {}, "unknown", "failed", "unknown"],
  ["run_finished", { hasFailures: false, exitCode: 0 }, "success", "fine", "success"],
  ["run_finished", { hasFailures: false, exitCode: 3 }, "failure", "failed", "failure"],
  ["run_finished", { exitCode: 0 }, "unknown", "failed", "unknown"],
  ["run_finished", { hasFailures: false, error: ERROR }, "failure", "failed", "Disk is full"],
  ["run_finished", { hasFailures: true, outcome: "success" }, "success", "fine", "success"],
  ["run_finished", { hasFailures: false, outcome: "skip" }, "skip", "fine", "skip"],
  [
    "run_finished",
    { hasFailures: false, outcome: "cancellation" },
    "cancellation",
    "failed",
    "cancellation",
  ],
  ["app.done", { data: 1 }, "finished", "fine", "finished"],
];

for (const [type, fields, status, state, message] of CASES) {
  const shown = JSON.stringify(fields).slice(0, 60);
  Deno.test(`verdict() gives ${status}, ${state} when a ${type} has ${shown}`, () => {
    const expected: Verdict = { status, failed: state === "failed", message };
    assertEquals(verdict({ type, ...fields } as unknown as RunEvent), expected);
  });
}
