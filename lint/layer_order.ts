/** A place in the layer order: one file, or every file below a folder. */
export interface LayerEntry {
  /** Repository-relative path; a folder ends in "/". */
  readonly path: string;
  /** Whether files of this folder may import each other. */
  readonly open?: true;
}

/** Files and folders of one layer; a plain string is a closed entry. */
export type Layer = readonly (string | LayerEntry)[];

/**
 * Layers from left to right: a file may import only from layers to its left.
 * A path belongs to one entry only, so no entry may lie inside another.
 */
export const LAYER_ORDER: readonly Layer[] = [
  [
    "core/correlation.ts",
    "core/delivery.ts",
    "core/describe.ts",
    "core/duration.ts",
    "core/event_table.ts",
    "core/id_set.ts",
    "core/ids.ts",
    "core/isolation.ts",
    "core/issue.ts",
    "core/json_fault.ts",
    "core/lines.ts",
    "core/output_tail.ts",
    "core/paint.ts",
    "core/path_pattern.ts",
    "core/plain.ts",
    "core/printable.ts",
    "core/ranking.ts",
    "core/secret_text.ts",
    "core/timestamp.ts",
    "core/utf8.ts",
  ],
  [
    "core/check.ts",
    "core/lifecycle_events.ts",
    "core/output_events.ts",
    "core/redaction.ts",
  ],
  [
    "core/event.ts",
    "core/run_summary.ts",
  ],
  [
    "core/builders.ts",
    "core/encode.ts",
    "core/entity.ts",
    "core/interpret.ts",
    "core/scope.ts",
    "core/sequence_rules.ts",
    "core/sink.ts",
    "core/stamp.ts",
    "core/stream_redaction.ts",
    "core/verdict.ts",
  ],
  [
    "core/decode.ts",
    "core/event_line.ts",
    "core/executor_line.ts",
    "core/fan_out.ts",
    "core/json_schema.ts",
    "core/lifecycle.ts",
    "core/summary.ts",
    "core/work_scopes.ts",
  ],
  [
    "core/event_reader.ts",
    "core/host_scopes.ts",
  ],
  [
    "core/bus.ts",
    "core/event_stream.ts",
    "core/inspection.ts",
  ],
  [
    "core/reading.ts",
    "core/reporter.ts",
    "core/slot.ts",
  ],
  [
    "sinks/compose.ts",
    "sinks/conformance/sample_events.ts",
    "sinks/conformance/subject.ts",
    "sinks/counting_sink.ts",
    "sinks/io/error_code.ts",
    "sinks/io/port.ts",
  ],
  [
    "sinks/capture.ts",
    "sinks/conformance/finding.ts",
    "sinks/conformance/hostile_events.ts",
    "sinks/io/deno_port.ts",
    "sinks/io/nap.ts",
    "sinks/io/node_port.ts",
    "sinks/noop.ts",
  ],
  [
    "sinks/conformance/delivery.ts",
    "sinks/conformance/shutdown.ts",
    "sinks/conformance/wiring.ts",
    "sinks/io/host_port.ts",
    "sinks/io/write_all.ts",
  ],
  [
    "sinks/conformance.ts",
    "sinks/io/line_writer.ts",
  ],
  [
    "sinks/console.ts",
    "sinks/file.ts",
    "sinks/ndjson.ts",
  ],
  ["mod.ts"],
  [
    "cli/exit_code.ts",
    "cli/json_text.ts",
    "cli/output.ts",
    "cli/quantity.ts",
    "cli/rough_width.ts",
    "cli/suggestion.ts",
    "cli/text_width.ts",
    "cli/usage_error.ts",
    "cli/version.ts",
  ],
  [
    "cli/columns.ts",
    "cli/flags.ts",
    "cli/found_text.ts",
    "cli/issue_text.ts",
  ],
  [
    "cli/command.ts",
    "cli/shown_text.ts",
  ],
  [
    "cli/commands/schema.ts",
    "cli/inspect_file.ts",
    "cli/summary_sections.ts",
  ],
  ["cli/summary_text.ts"],
  [
    "cli/commands/summarize.ts",
    "cli/commands/validate.ts",
  ],
  [
    "cli/run_main.ts",
    "cli/summarize.ts",
    "cli/validate.ts",
  ],
  ["cli/main.ts"],
  [
    { path: "bench/", open: true },
    { path: "build/", open: true },
    { path: "examples/", open: true },
    { path: "docs/", open: true },
    { path: "schema/", open: true },
    { path: "lint/", open: true },
  ],
  [{ path: "tests/", open: true }],
];
