import { formatDuration } from "../../core/duration.ts";
import type { Tone } from "../../core/paint.ts";
import { printable } from "../../core/printable.ts";
import { type ListedRun, listRuns, type StoredRunState } from "../../sinks/run_log/list_runs.ts";
import { runsPath } from "../../sinks/run_log/run_path.ts";
import { cell, columns, type Drawing, rightCell } from "../columns.ts";
import type { Command } from "../command.ts";
import type { FlagSpecs } from "../flags.ts";
import { jsonLines } from "../json_lines.ts";
import { formatBytes, grouped, quantity } from "../quantity.ts";
import { atRoot } from "../run_root.ts";
import { nameText, startText } from "../shown_text.ts";
import { textWidth } from "../text_width.ts";

const FLAGS = {
  format: { kind: "choice", choices: ["text", "json"], help: "Form of the output" },
} as const satisfies FlagSpecs;

/** `runtrail runs`: lists the runs of a root. */
export const runsCommand: Command<typeof FLAGS> = {
  name: "runs",
  summary: "List the runs below a root: how they stand, when they started, how large they are.",
  usage: "runtrail runs [FLAGS] [ROOT]",
  flags: FLAGS,
  notes: "The runs are ROOT/runs/*/events.jsonl; ROOT is the working directory by default.\n" +
    "States: succeeded, failed, running (a process is known to write), unfinished (it has not\n" +
    "ended, and nobody is known to write), empty (no event yet).\n" +
    "Exit code: 0 listed, also where there are none; 2 wrong usage, or a run that could not be read.",
  async run({ format }, operands, context) {
    const { output, paint } = context;
    const { root, result, error, skipped, code } = await atRoot(
      operands,
      context,
      (root, onSkipped) => listRuns(root, { onSkipped }),
    );
    if (format === "json") {
      output.lines(jsonLines({ root, ...(error ? { error } : { runs: result }), skipped }));
      return code;
    }
    if (result === undefined) return code;
    if (result.length === 0) {
      output.line(`No runs in ${printable(runsPath(root))}`);
      return code;
    }
    const drawing = { paint, width: await textWidth(JSON.stringify(result)) };
    output.lines(table(result, drawing));
    const bytes = result.reduce((sum, run) => sum + run.bytes, 0);
    output.line(paint("dim", `${quantity(result.length, "run")}, ${formatBytes(bytes)}`));
    return code;
  },
};

const TONES: { readonly [State in StoredRunState]: Tone } = {
  succeeded: "good",
  failed: "bad",
  running: "note",
  unfinished: "warn",
  empty: "dim",
};

function table(runs: readonly ListedRun[], drawing: Drawing): readonly string[] {
  return columns([
    [
      cell("run", "dim"),
      cell("state", "dim"),
      cell("started, UTC", "dim"),
      rightCell("duration", "dim"),
      rightCell("events", "dim"),
      rightCell("size", "dim"),
      cell("name", "dim"),
    ],
    ...runs.map((run) => [
      cell(printable(run.runId)),
      cell(run.state, TONES[run.state]),
      cell(startText(run.startedAtMs)),
      rightCell(run.durationMs === undefined ? "-" : formatDuration(run.durationMs)),
      rightCell(grouped(run.events)),
      rightCell(formatBytes(run.bytes)),
      cell(nameText(run.name ?? "", drawing)),
    ]),
  ], drawing);
}
