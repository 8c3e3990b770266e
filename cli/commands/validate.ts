import type { CustomEventDefinition } from "../../core/custom_event.ts";
import type { EventReaderOptions } from "../../core/event_reader.ts";
import type { Issue } from "../../core/issue.ts";
import type { Validation } from "../../core/validation.ts";
import type { Command, Context } from "../command.ts";
import { EXIT, type ExitCode, worse } from "../exit_code.ts";
import { fileLabel } from "../file_operand.ts";
import { type FlagSpecs, type FlagValues, TYPES_FLAG } from "../flags.ts";
import {
  checkFiles,
  inspectFile,
  isFailure,
  MAX_LINE_BYTES_FLAG,
  type ReadFailure,
} from "../inspect_file.ts";
import { issueText, placeText } from "../issue_text.ts";
import { formatBytes, foundText, quantity } from "../quantity.ts";
import { chooseValidator, SCAN_FLAGS } from "../scanning.ts";

const FLAGS = {
  format: { kind: "choice", choices: ["text", "json"], help: "Form of the output" },
  strict: { kind: "switch", help: "Count warnings as errors" },
  quiet: { kind: "switch", short: "q", help: "Print nothing; the exit code tells" },
  types: TYPES_FLAG,
  ...SCAN_FLAGS,
  "max-issues": { kind: "count", fallback: 100, help: "How many issues to show of each file" },
  "max-line-bytes": MAX_LINE_BYTES_FLAG,
} as const satisfies FlagSpecs;

type Flags = Omit<FlagValues<typeof FLAGS>, "types"> & {
  readonly types: readonly CustomEventDefinition[];
};

/** `runtrail validate`: judges event files. */
export const validateCommand: Command<typeof FLAGS> = {
  name: "validate",
  summary: "Judge event files: their lines, their schema, and the order of their events.",
  usage: "runtrail validate [FLAGS] FILE...",
  flags: FLAGS,
  notes: "FILE is a .jsonl file, or - for standard input.\n" +
    "MODULE is run. The custom events that it defines and exports are judged by their schemas.\n" +
    "Exit code: 0 clean, 1 errors (or warnings under --strict), 2 wrong usage or unreadable file.",
  async run(flags, files, context) {
    checkFiles(files);
    const types = flags.types === undefined ? [] : await definitions(flags.types);
    const reports: FileReport[] = [];
    for (const file of files) {
      if (context.output.closed) break;
      reports.push(await judge(file, { ...flags, types }, context));
    }
    if (flags.format === "json" && !flags.quiet) {
      const { jsonLines } = await import("../json_lines.ts");
      const ok = reports.every((report) => report.ok);
      context.output.lines(jsonLines({ ok, strict: flags.strict, files: reports }));
    }
    return reports.map((report) => exitCode(report)).reduce(worse, EXIT.clean);
  },
};

async function definitions(module: string): Promise<readonly CustomEventDefinition[]> {
  const { loadTypes } = await import("../types_module.ts");
  return await loadTypes(module);
}

/** What the JSON output says of a file. It is contract. */
type FileReport =
  & { readonly file: string; readonly ok: boolean }
  & (
    | { readonly error: ReadFailure }
    | (Validation & {
      readonly issues: readonly Issue[];
      readonly omitted: number;
    })
  );

async function judge(file: string, flags: Flags, context: Context): Promise<FileReport> {
  const { output, paint, port } = context;
  const label = fileLabel(file);
  const asText = flags.format === "text" && !flags.quiet;
  const issues: Issue[] = [];
  let omitted = 0;
  let lastPlace = "";
  const options: EventReaderOptions = {
    types: flags.types,
    maxLineBytes: flags["max-line-bytes"],
    onIssue(issue, line) {
      if (issues.length >= flags["max-issues"]) {
        omitted++;
        return;
      }
      issues.push(issue);
      if (!asText) return;
      const place = placeText(label, issue);
      if (place !== lastPlace) {
        if (output.started) output.line("");
        output.line(paint("strong", place));
      }
      lastPlace = place;
      for (const text of issueText(issue, { line, paint })) output.line(text);
    },
  };
  let start: Uint8Array = new Uint8Array();
  const result = await inspectFile(file, context, (head) => {
    start = head.start;
    return chooseValidator(head, options, { port, flags });
  });
  if (isFailure(result)) return { file, ok: false, error: result };
  const ok = result.errors === 0 && (!flags.strict || result.warnings === 0);
  const report = { file, ok, ...result, issues, omitted };
  if (asText) {
    if (lastPlace !== "") output.line("");
    if (omitted > 0) {
      output.line(paint("dim", `${quantity(omitted, "more issue")} not shown: see --max-issues\n`));
    }
    output.line(verdictLine(label, report, context));
    if (!ok) {
      const { nextStep } = await import("../next_step.ts");
      const step = nextStep({ ...result, file, start });
      if (step !== undefined) output.line(`  ${paint("dim", step)}`);
    }
  }
  return report;
}

function verdictLine(
  label: string,
  report: {
    readonly ok: boolean;
    readonly errors: number;
    readonly warnings: number;
    readonly events: number;
    readonly bytes: number;
    readonly runs: number;
  },
  { paint }: Context,
): string {
  const mark = report.ok ? paint("good", "✓") : paint("bad", "✗");
  const events = `${quantity(report.events, "event")} of ${quantity(report.runs, "run")}`;
  const size = paint("dim", `· ${events}, ${formatBytes(report.bytes)}`);
  return `${mark} ${paint("strong", label)}: ${foundText(report, paint)} ${size}`;
}

function exitCode(report: FileReport): ExitCode {
  if ("error" in report) return EXIT.usage;
  return report.ok ? EXIT.clean : EXIT.findings;
}
