/**
 * The command `summarize` by itself, which needs no other permission than to read. It
 * runs when it is loaded, so it is not for importing.
 *
 * ```sh
 * deno run -R jsr:@runtrail/runtrail/cli/summarize run.jsonl
 * ```
 *
 * Exit code 0 is clean, 1 is errors in the file, 2 is wrong usage or a file that could not be read.
 *
 * @module
 */

import { hostPort } from "../sinks/io/host_port.ts";
import { runCommand } from "./run_command.ts";

const port = hostPort();
// Not at once: Deno keeps compiled modules for the next start where it waits for an import.
const { summarizeCommand } = await import("./commands/summarize.ts");
port.exit(await runCommand(summarizeCommand, port.args, port));
