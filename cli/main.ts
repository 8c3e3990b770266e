/**
 * The command `runtrail`: `validate`, `summarize`, `repair`, `schema`, `runs` and
 * `prune`. It runs when it is loaded, so it is not for importing.
 *
 * ```sh
 * deno run -R jsr:@runtrail/runtrail/cli validate run.jsonl
 * deno run -R jsr:@runtrail/runtrail/cli summarize run.jsonl
 * deno run -RW jsr:@runtrail/runtrail/cli repair run.jsonl
 * deno run -R jsr:@runtrail/runtrail/cli schema > event.json
 * deno run -R=. jsr:@runtrail/runtrail/cli runs .
 * ```
 *
 * Exit code 0 is clean, 1 is findings, 2 is wrong usage or a file that could not be
 * read. `--help` of each command tells its flags.
 *
 * @module
 */

import { hostPort } from "../sinks/io/host_port.ts";
import { runMain } from "./run_main.ts";

const port = hostPort();
port.exit(await runMain(port));
