/**
 * Opens a file sink; says as JSON what it was refused with.
 *
 * @module
 */
import { fileSink, RunIoError } from "../../../sinks/file.ts";
import { hostPort } from "../../../sinks/io/host_port.ts";

const { args, stdout } = hostPort();
const path: string = JSON.parse(args[0]!);
let said: unknown;
try {
  fileSink(path).close();
  said = "opened";
} catch (error) {
  said = error instanceof RunIoError ? [error.code, error.message] : String(error);
}
stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(said)}\n`));
