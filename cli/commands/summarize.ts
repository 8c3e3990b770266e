import type { Inspection } from "../../core/inspection.ts";
import { type Command, type Context, fileLabel } from "../command.ts";
import { EXIT, type ExitCode, worse } from "../exit_code.ts";
import type { FlagSpecs } from "../flags.ts";
import { inspectFile, isFailure, type ReadFailure } from "../inspect_file.ts";
import { quantity } from "../quantity.ts";
import { summaryText } from "../summary_text.ts";
import { textWidth } from "../text_width.ts";
import { UsageError } from "../usage_error.ts";

const FLAGS = {
  format: { kind: "choice", choices: ["text", "json"], help: "Form of the output" },
  strict: { kind: "switch", help: "Count warnings as errors" },
  quiet: { kind: "switch", short: "q", help: "Print nothing; the exit code tells" },
} as const satisfies FlagSpecs;

/** `runtrail summarize`: shows what happened in each run. */
export const summarizeCommand: Command<typeof FLAGS> = {
  name: "summarize",
  summary: "Show what happened in each run: what failed, was slow, was retried, never finished.",
  operands: "FILE...",
  flags: FLAGS,
  notes: "FILE is a .jsonl file, or - for standard input.\n" +
    "Exit code, as of validate: 0 clean, 1 errors in the file (or warnings under --strict),\n" +
    "2 wrong usage or unreadable file. Whether a run failed does not change it.",
  async run(flags, files, context) {
    if (files.length === 0) throw new UsageError("No file was given; - is standard input");
    const reports: FileReport[] = [];
    let code: ExitCode = EXIT.clean;
    for (const file of files) {
      if (context.output.closed) break;
      const result = inspectFile(file, context, {});
      if (isFailure(result)) {
        reports.push({ file, error: result });
        code = worse(code, EXIT.usage);
        continue;
      }
      reports.push({ file, ...result });
      if (result.errors > 0 || (flags.strict && result.warnings > 0)) {
        code = worse(code, EXIT.findings);
      }
      if (flags.format === "text" && !flags.quiet) {
        await show(file, result, { ...context, several: files.length > 1 });
      }
    }
    if (flags.format === "json" && !flags.quiet) {
      context.output.line(JSON.stringify({ files: reports }, null, 2));
    }
    return code;
  },
};

/** What the JSON output says of a file. It is contract. */
type FileReport =
  & { readonly file: string }
  & (Inspection | { readonly error: ReadFailure });

async function show(
  file: string,
  result: Inspection,
  { output, paint, several }: Context & { readonly several: boolean },
): Promise<void> {
  const drawing = { paint, width: await textWidth(JSON.stringify(result.runs)) };
  if (several) output.line(`${paint("dim", "──")} ${paint("strong", fileLabel(file))}\n`);
  for (const run of result.runs) {
    for (const line of summaryText(run, drawing)) output.line(line);
    output.line("");
  }
  if (result.errors + result.warnings > 0) {
    const found = [
      result.errors > 0 ? paint("bad", quantity(result.errors, "error")) : "",
      result.warnings > 0 ? paint("warn", quantity(result.warnings, "warning")) : "",
    ].filter((part) => part !== "").join(", ");
    output.line(`${paint("warn", "!")} ${found} in the file itself: runtrail validate tells\n`);
  }
}
