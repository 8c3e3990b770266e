import { printable } from "../../core/printable.ts";
import type { PruneReason } from "../../sinks/run_log/prune_limits.ts";
import {
  type KeptRun,
  type PrunedRun,
  type PruneReport,
  pruneRuns,
} from "../../sinks/run_log/prune_runs.ts";
import type { StoredRun } from "../../sinks/run_log/stored_run.ts";
import { AGE_UNITS, NUMBER_UNITS, SIZE_UNITS } from "../amount.ts";
import { type Cell, cell, columns, rightCell } from "../columns.ts";
import type { Command, Context } from "../command.ts";
import { EXIT, worse } from "../exit_code.ts";
import type { FlagSpecs, FlagValues } from "../flags.ts";
import { jsonLines } from "../json_lines.ts";
import { formatBytes, quantity } from "../quantity.ts";
import { atRoot, failureOf } from "../run_root.ts";
import { startText } from "../shown_text.ts";
import { textWidth } from "../text_width.ts";
import { UsageError } from "../usage_error.ts";

const FLAGS = {
  "older-than": {
    kind: "amount",
    value: "AGE",
    units: AGE_UNITS,
    help: "Remove runs that started longer ago, such as 30d (s, m, h, d, w)",
  },
  keep: {
    kind: "amount",
    value: "N",
    units: NUMBER_UNITS,
    help: "Keep the N newest runs",
  },
  "max-bytes": {
    kind: "amount",
    value: "SIZE",
    units: SIZE_UNITS,
    help: "Keep at most so much, such as 1G (K, M, G, T of 1024)",
  },
  "dry-run": { kind: "switch", help: "Remove nothing, and show what would be removed" },
  format: { kind: "choice", choices: ["text", "json"], help: "Form of the output" },
} as const satisfies FlagSpecs;

/** `runtrail prune`: removes old runs of a root. */
export const pruneCommand: Command<typeof FLAGS> = {
  name: "prune",
  summary: "Remove runs below a root, the oldest first, until the rest is within the limits.",
  usage: "runtrail prune [FLAGS] [ROOT]",
  flags: FLAGS,
  notes:
    "The runs are ROOT/runs/*; ROOT is the working directory by default. Each goes with all\n" +
    "that is in its directory. A run that may be in progress is never removed: one that a process\n" +
    "is known to write to, or that has not ended and was written to within the last 24 hours.\n" +
    "Nor is a directory that has files but no log: it may be another tool's.\n" +
    "Exit code: 0 done, 2 wrong usage, or a run that could not be read or removed.",
  async run(flags, operands, context) {
    const limits = limitsOf(flags);
    const dryRun = flags["dry-run"];
    const { root, result, error, skipped, code } = await atRoot(
      operands,
      context,
      (root, onSkipped) => pruneRuns(root, { ...limits, dryRun, onSkipped }),
    );
    const failed = result?.kept.filter((run) => run.because === "failed") ?? [];
    for (const run of failed) context.complain(run.error?.message ?? "");
    if (flags.format === "json") {
      const report = result === undefined ? { error } : {
        removed: result.removed,
        kept: result.kept.map((run) => run.error ? { ...run, error: failureOf(run.error) } : run),
      };
      context.output.lines(jsonLines({ root, dryRun, ...report, skipped }));
    } else if (result !== undefined) {
      await show(result, dryRun ? "would remove" : "removed", context);
    }
    return worse(code, failed.length > 0 ? EXIT.usage : EXIT.clean);
  },
};

function limitsOf(flags: FlagValues<typeof FLAGS>): {
  readonly olderThanMs?: number;
  readonly keep?: number;
  readonly maxBytes?: number;
} {
  const { "older-than": olderThanMs, keep, "max-bytes": maxBytes } = flags;
  if (olderThanMs === undefined && keep === undefined && maxBytes === undefined) {
    throw new UsageError("No limit was given: --older-than, --keep or --max-bytes");
  }
  return {
    ...(olderThanMs === undefined ? {} : { olderThanMs }),
    ...(keep === undefined ? {} : { keep }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  };
}

const REASONS: { readonly [Reason in PruneReason | KeptRun["because"]]: string } = {
  age: "older than the limit",
  count: "more runs than the limit",
  bytes: "more bytes than the limit",
  in_progress: "may be in progress",
  no_log: "has files but no log",
  failed: "could not be removed",
  within_limits: "",
};

async function show(
  { removed, kept }: PruneReport,
  verb: string,
  { output, paint }: Context,
): Promise<void> {
  const drawing = { paint, width: await textWidth(JSON.stringify([removed, kept])) };
  const rows = [
    ...removed.map((run) => [cell(verb, "warn"), ...cells(run)]),
    ...kept.filter((run) => run.because !== "within_limits")
      .map((run) => [cell("kept", "note"), ...cells(run)]),
  ];
  output.lines(columns(rows, drawing));
  const verdict = `${verb} ${amountText(removed)}, kept ${amountText(kept)}`;
  output.line(verdict.replace(/^./, (first) => first.toUpperCase()));
}

function cells(run: PrunedRun | KeptRun): readonly Cell[] {
  return [
    cell(printable(run.runId)),
    cell(startText(run.startedAtMs)),
    rightCell(formatBytes(run.bytes)),
    cell(REASONS[run.because], "dim"),
  ];
}

function amountText(runs: readonly StoredRun[]): string {
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
  return `${quantity(runs.length, "run")} (${formatBytes(bytes)})`;
}
