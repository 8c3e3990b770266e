/**
 * The command `summarize` by itself: `deno run -R cli/summarize.ts run.jsonl`.
 * Exit code 0 clean, 1 errors in the file, 2 wrong usage or unreadable file.
 *
 * @module
 */

import { hostPort } from "../sinks/io/host_port.ts";
import { runCommand } from "./command.ts";
import { summarizeCommand } from "./commands/summarize.ts";

const port = hostPort();
port.exit(await runCommand(summarizeCommand, port.args, port));
