/**
 * The command `validate` by itself: `deno run -R cli/validate.ts run.jsonl`.
 * Exit code 0 clean, 1 findings, 2 wrong usage or unreadable file.
 *
 * @module
 */

import { hostPort } from "../sinks/io/host_port.ts";
import { runCommand } from "./command.ts";
import { validateCommand } from "./commands/validate.ts";

const port = hostPort();
port.exit(await runCommand(validateCommand, port.args, port));
