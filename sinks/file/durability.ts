import type { LateLoss } from "../counting_sink.ts";
import type { FilePort } from "../io/port.ts";
import type { EventFile } from "./event_file.ts";
import { GroupSync } from "./group_sync.ts";
import { LineBatch } from "./line_batch.ts";

/**
 * What an event that was emitted survives:
 *
 * - `"os"`: it is handed to the system before `emit` returns. It survives whatever ends the
 *   process, `SIGKILL` and a lack of memory among it; not a crash of the system or a loss of power.
 * - `"disk"`: as `"os"`, and the promise that `emit` returns settles when the event is on the disk
 *   (`fdatasync`). From then on it survives a crash of the system and a loss of power, as far as the
 *   disk keeps what it has confirmed. Events that come close together share one sync.
 * - `"buffered"`: it is held back, with others up to 64 KiB, for at most 100 ms while the event loop
 *   turns. It survives every end that the process sees coming: a return, an exit, an error that
 *   nobody catches. `SIGKILL`, a lack of memory, and signals that are not in `exitSignals` lose what
 *   is held.
 */
export type Durability = "os" | "disk" | "buffered";

/** How lines get to a file. */
export interface Level {
  /** Takes one line, with its newline. */
  write(line: Uint8Array): void | Promise<void>;
  /** Does at once what is still to be done. */
  flush(): void;
  /** Leaves undone what could not be done: the file is closed next. */
  stop(): void;
  /** How many lines are held back. */
  held(): number;
  /** Lines that had been taken and were lost. */
  lost(): LateLoss | undefined;
}

/** How each level is made. */
export const LEVELS: {
  readonly [Name in Durability]: (file: EventFile, port: FilePort) => Level;
} = {
  os: (file) => ({
    write: (line) => void file.append(line, 1),
    flush: () => file.look(),
    stop: () => {},
    held: () => 0,
    lost: () => undefined,
  }),
  disk(file) {
    const group = new GroupSync(file);
    return {
      write(line) {
        group.check();
        file.append(line, 1);
        return group.add();
      },
      flush() {
        group.settle();
        file.look();
      },
      stop: () => {},
      held: () => 0,
      lost: () => group.loss,
    };
  },
  buffered(file, port) {
    const batch = new LineBatch(file, port);
    return {
      write: (line) => batch.add(line),
      flush() {
        batch.drain();
        file.look();
      },
      stop: () => batch.stop(),
      held: () => batch.lines,
      lost: () => undefined,
    };
  },
};
