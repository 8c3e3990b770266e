import { clear, emit, EventBus, install } from "@runtrail/runtrail";
import { fileSink, type FileSinkOptions } from "@runtrail/runtrail/sinks/file";
import { FIELDS, IDS, type Logger, type OpenLogger, RUN_ID, type Tell, TYPE } from "./logger.ts";

/** The file sink at each durability, behind a bus and the slot. */
export const RUNTRAIL_LOGGERS = {
  "runtrail os": sinkWith({}),
  "runtrail os among others": amongOthers,
  "runtrail disk": sinkWith({ durability: "disk" }),
  "runtrail buffered": sinkWith({ durability: "buffered" }),
  "runtrail buffered, exitSignals": sinkWith({ durability: "buffered", exitSignals: ["SIGTERM"] }),
} satisfies { readonly [name: string]: OpenLogger };

function sinkWith(options: FileSinkOptions): OpenLogger {
  return (path, tell) => Promise.resolve(open(path, tell, options));
}

function open(path: string, tell: Tell, options: FileSinkOptions): Logger {
  let last: unknown;
  const bus = new EventBus({
    runId: RUN_ID,
    onError({ error }) {
      last = error;
      tell(error);
    },
  });
  bus.on(fileSink(path, options));
  install(bus);
  let failures = 0;
  return {
    log(chunk) {
      emit({ type: TYPE, correlation: IDS, ...FIELDS, chunk });
      // `onError` is told of the first of those that follow each other.
      if (bus.failures === failures) return;
      failures = bus.failures;
      tell(last);
    },
    async close() {
      clear();
      await bus.close();
    },
  };
}

/** Another writer has the file open and has written to it, so each append takes the lock. */
function amongOthers(path: string, tell: Tell): Promise<Logger> {
  const ours = open(path, tell, {});
  const other = new EventBus({ runId: RUN_ID, writer: "other" });
  other.on(fileSink(path));
  other.emit({ type: "stdout", payload: "I am here\n" });
  return Promise.resolve({
    log: ours.log,
    async close() {
      await ours.close();
      await other.close();
    },
  });
}
