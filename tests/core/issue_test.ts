import { assertEquals } from "@std/assert";
import { issue, ISSUE_RULES } from "../../core/issue.ts";

const PLACE = { line: 3, offset: 40 };

Deno.test("issue() gives the code's severity and an empty path when only a message is given", () => {
  assertEquals(issue("seq_disorder", PLACE, { message: "Found 1 after 2" }), {
    code: "seq_disorder",
    severity: "warning",
    line: 3,
    offset: 40,
    path: "",
    message: "Found 1 after 2",
  });
});

Deno.test("issue() keeps path and run when they are given", () => {
  assertEquals(issue("schema", PLACE, { path: "seq", message: "No", runId: "r1" }), {
    code: "schema",
    severity: "error",
    line: 3,
    offset: 40,
    path: "seq",
    message: "No",
    runId: "r1",
  });
});

Deno.test("issue() takes the place only when what it is given has more keys", () => {
  const place = { ...PLACE, bytes: new Uint8Array() };
  assertEquals(Object.keys(issue("schema", place, { message: "No" })), [
    "code",
    "severity",
    "line",
    "offset",
    "path",
    "message",
  ]);
});

Deno.test("ISSUE_RULES keeps its codes and severities when it changes", () => {
  const rules = Object.entries(ISSUE_RULES).map(([code, { severity }]) => `${severity} ${code}`);
  assertEquals(rules, [
    "error empty_file",
    "error torn_line",
    "error line_too_long",
    "error byte_order_mark",
    "error nul_bytes",
    "error bad_utf8",
    "error malformed_json",
    "error schema",
    "error negative_duration",
    "error newer_version",
    "warning unknown_type",
    "error seq_gap",
    "error seq_duplicate",
    "warning seq_disorder",
    "warning time_backwards",
    "warning event_before_start",
    "warning event_after_finish",
    "error duplicate_start",
    "error duplicate_finish",
    "error finish_without_start",
    "error start_without_finish",
    "error unknown_reference",
    "warning child_after_parent",
    "warning host_counts",
  ]);
});
