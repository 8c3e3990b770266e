/**
 * The command `runtrail`: `validate`, `summarize`, `repair` and `schema`.
 *
 * @module
 */

import { hostPort } from "../sinks/io/host_port.ts";
import { runMain } from "./run_main.ts";

const port = hostPort();
port.exit(await runMain(port));
