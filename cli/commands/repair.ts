import type { Command, Context } from "../command.ts";
import { fileLabel, isStdin } from "../file_operand.ts";
import { EXIT, type ExitCode } from "../exit_code.ts";
import type { FlagSpecs } from "../flags.ts";
import { inspectFile, isFailure, type ReadFailure } from "../inspect_file.ts";
import { jsonLines } from "../json_lines.ts";
import { WriteError } from "../partial_file.ts";
import { foundText, quantity } from "../quantity.ts";
import { type NotRepaired, type RepairedFile, repairFile } from "../repair_file.ts";
import { checkNames, repairNames } from "../repair_names.ts";
import { repairText } from "../repair_text.ts";
import { chooseValidator } from "../scanning.ts";
import { textWidth } from "../text_width.ts";
import { UsageError } from "../usage_error.ts";

const FLAGS = {
  output: { kind: "text", value: "FILE", help: "Where to write; by default NAME.repaired.jsonl" },
  "in-place": { kind: "switch", help: "Put the repaired file in the damaged one's place" },
  force: { kind: "switch", help: "Overwrite files of an earlier repair" },
  format: { kind: "choice", choices: ["text", "json"], help: "Form of the output" },
  quiet: { kind: "switch", short: "q", help: "Print nothing; the exit code tells" },
} as const satisfies FlagSpecs;

/** `runtrail repair`: makes a sound file of a damaged one. */
export const repairCommand: Command<typeof FLAGS> = {
  name: "repair",
  summary:
    "Make a sound file of a damaged one: salvage whole events, close what a crash left open.",
  usage: "runtrail repair [FLAGS] FILE",
  flags: FLAGS,
  notes:
    "FILE is a .jsonl file that nobody writes any more. It is not changed; with --in-place it\n" +
    "is kept as NAME.damaged.jsonl. Broken bytes go to a file NAME.set_aside.jsonl, as base64.\n" +
    "Exit code: 0 the result is sound, or FILE was; 1 no event can be salvaged, 2 wrong usage,\n" +
    "unreadable file, or a file that could not be written.",
  async run(flags, files, context) {
    const file = onlyFile(files);
    const names = repairNames(file, flags);
    const { port } = context;
    const before = await inspectFile(
      file,
      context,
      (head) => chooseValidator(head, {}, { port, flags: {} }),
    );
    const show = async (report: FileReport, text: () => Lines | Promise<Lines>): Promise<void> => {
      if (flags.quiet) return;
      context.output.lines(flags.format === "json" ? jsonLines(report) : await text());
    };
    if (isFailure(before)) {
      await show({ file, repaired: false, error: before }, () => []);
      return EXIT.usage;
    }
    if (before.errors === 0) {
      const { events, warnings } = before;
      await show({ file, repaired: false, events, warnings }, () => [
        `${context.paint("good", "✓")} ${context.paint("strong", fileLabel(file))}: ` +
        `nothing to repair, ${foundText(before, context.paint)} ` +
        context.paint("dim", `· ${quantity(events, "event")}`),
      ]);
      return EXIT.clean;
    }
    const { force } = flags;
    const result = attempt(() => {
      checkNames(file, names, { port, force });
      return repairFile(file, { names, force, context });
    }, context);
    if ("why" in result) return await refuse(file, result, { ...context, show });
    const { found, ...done } = result;
    const { events, warnings } = found;
    await show({ file, repaired: true, ...done, events, warnings }, async () => {
      const width = await textWidth(JSON.stringify(result.changes));
      return repairText(file, result, { paint: context.paint, width });
    });
    return EXIT.clean;
  },
};

type Lines = readonly string[];

/** What the JSON output says. It is contract. */
type FileReport =
  & { readonly file: string }
  & (
    | { readonly repaired: false; readonly error: ReadFailure }
    | { readonly repaired: false; readonly events: number; readonly warnings: number }
    | (Omit<RepairedFile, "found"> & {
      readonly repaired: true;
      readonly events: number;
      readonly warnings: number;
    })
  );

function onlyFile(files: readonly string[]): string {
  const [file, ...others] = files;
  if (file === undefined) throw new UsageError("No file was given");
  if (others.length > 0) throw new UsageError("More than one file was given");
  if (isStdin(file)) throw new UsageError("Standard input cannot be repaired: it is read twice");
  return file;
}

/** Tells of a file that could not be written. */
function attempt<Result>(
  call: () => Result,
  { complain }: Context,
): Result | NotRepaired {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    complain(error.message);
    return { why: "unreadable", error: { message: error.message } };
  }
}

async function refuse(
  file: string,
  result: NotRepaired,
  { show, complain }: Context & {
    readonly show: (report: FileReport, text: () => Lines) => Promise<void>;
  },
): Promise<ExitCode> {
  if (result.why === "unreadable") {
    await show({ file, repaired: false, error: result.error }, () => []);
    return EXIT.usage;
  }
  const message = `Cannot repair ${fileLabel(file)}: ${result.message}`;
  complain(message);
  await show({ file, repaired: false, error: { message } }, () => []);
  return EXIT.findings;
}
