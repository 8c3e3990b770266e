import { type Findings, Inspector } from "../../core/inspection.ts";
import type { Paint } from "../../core/paint.ts";
import type { RunState } from "../../core/run_summary.ts";
import type { Command, Context } from "../command.ts";
import { EXIT, type ExitCode, worse } from "../exit_code.ts";
import { fileLabel } from "../file_operand.ts";
import type { FlagSpecs } from "../flags.ts";
import {
  checkFiles,
  inspectFile,
  isFailure,
  MAX_LINE_BYTES_FLAG,
  type ReadFailure,
} from "../inspect_file.ts";
import { jsonLines } from "../json_lines.ts";
import type { FoundInFile } from "../next_step.ts";
import { foundText, grouped, quantity } from "../quantity.ts";
import { chooseScanner, SCAN_FLAGS } from "../scanning.ts";
import { summaryText } from "../summary_text.ts";
import { textWidth } from "../text_width.ts";

const FLAGS = {
  format: { kind: "choice", choices: ["text", "json"], help: "Form of the output" },
  strict: { kind: "switch", help: "Count warnings as errors" },
  quiet: { kind: "switch", short: "q", help: "Print nothing; the exit code tells" },
  "max-line-bytes": MAX_LINE_BYTES_FLAG,
  ...SCAN_FLAGS,
} as const satisfies FlagSpecs;

/** `runtrail summarize`: shows what happened in each run. */
export const summarizeCommand: Command<typeof FLAGS> = {
  name: "summarize",
  summary: "Show what happened in each run: what failed, was slow, was retried, never finished.",
  usage: "runtrail summarize [FLAGS] FILE...",
  flags: FLAGS,
  notes: "FILE is a .jsonl file, or - for standard input.\n" +
    "Exit code, as of validate: 0 clean, 1 errors in the file (or warnings under --strict),\n" +
    "2 wrong usage or unreadable file. Whether a run failed does not change it.",
  async run(flags, files, context) {
    checkFiles(files);
    const reports: FileReport[] = [];
    let code: ExitCode = EXIT.clean;
    for (const file of files) {
      if (context.output.closed) break;
      const options = { maxLineBytes: flags["max-line-bytes"] };
      let start: Uint8Array = new Uint8Array();
      const result = await inspectFile(file, context, async (head) => {
        start = head.start;
        const scanner = await chooseScanner(head, options, { port: context.port, flags });
        return scanner ?? new Inspector(options);
      });
      if (flags.format === "json") {
        reports.push(isFailure(result) ? { file, error: result } : { file, ...result });
      }
      if (isFailure(result)) {
        code = worse(code, EXIT.usage);
        continue;
      }
      if (result.errors > 0 || (flags.strict && result.warnings > 0)) {
        code = worse(code, EXIT.findings);
      }
      if (flags.format === "text" && !flags.quiet) {
        await show({ file, start }, result, { ...context, several: files.length > 1 });
      }
    }
    if (flags.format === "json" && !flags.quiet) {
      context.output.lines(jsonLines({ files: reports }));
    }
    return code;
  },
};

/** What the JSON output says of a file. It is contract. */
type FileReport =
  & { readonly file: string }
  & (Findings | { readonly error: ReadFailure });

async function show(
  { file, start }: Pick<FoundInFile, "file" | "start">,
  result: Findings,
  { output, paint, several }: Context & { readonly several: boolean },
): Promise<void> {
  const label = paint("strong", fileLabel(file));
  const block = (lines: readonly string[]): void => {
    if (lines.length > 0 && output.started) output.line("");
    output.lines(lines);
  };
  if (several) block([`${paint("dim", "──")} ${label}`]);
  const states: RunState[] = [];
  for (const found of result.runs) {
    // What is drawn is looked at often.
    const run = { ...found };
    states.push(run.state);
    block(summaryText(run, { paint, width: await textWidth(JSON.stringify(run)) }));
    if (output.closed) return;
  }
  const notes: string[] = [];
  if (states.length !== 1) notes.push(`${label}: ${runCounts(states, paint)}`);
  if (result.errors + result.warnings > 0) {
    const found = `${foundText(result, paint)} in the file itself`;
    notes.push(`${paint("warn", "!")} ${label}: ${found}; 'runtrail validate' shows them`);
  }
  if (result.events === 0) {
    const { nextStep } = await import("../next_step.ts");
    const step = nextStep({ ...result, file, start });
    if (step !== undefined) notes.push(`  ${paint("dim", step)}`);
  }
  block(notes);
}

function runCounts(states: readonly RunState[], paint: Paint): string {
  if (states.length === 0) return paint("warn", "no runs");
  const counts = ([["succeeded", "good"], ["failed", "bad"], ["unfinished", "warn"]] as const)
    .map(([state, tone]) => {
      const count = states.filter((other) => other === state).length;
      return count === 0 ? "" : paint(tone, `${grouped(count)} ${state}`);
    });
  return `${quantity(states.length, "run")}, ${counts.filter((part) => part !== "").join(", ")}`;
}
