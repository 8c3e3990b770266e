import { nap } from "../io/nap.ts";
import type { AppendFile, LockKind, SyncWriter } from "../io/port.ts";
import { withLeadingNewline } from "../io/sealed_line.ts";
import { writeAll } from "../io/write_all.ts";
import { LockTimeoutError } from "./run_io_error.ts";

/** How a writer waits for others. */
export interface LockWait {
  /** How long it waits before it gives up, in milliseconds. */
  readonly budgetMs: number;
  /**
   * Tells the time.
   *
   * @returns Milliseconds that never go back.
   */
  now(): number;
  /**
   * Sleeps without turning the event loop.
   *
   * @param delayMs How long, in milliseconds.
   */
  nap(delayMs: number): void;
}

const PATIENT: LockWait = { budgetMs: 5000, now: () => performance.now(), nap };

/** Between two looks at a lock: others hold it for microseconds. */
const NAP_MS = 1;

/** How long a writer that is alone trusts its last look at the file: a look costs as much as a write. */
const LOOK_MS = 1;

/** Longer than a writer takes from its look at the file to the end of the last write that trusts it. */
const ANNOUNCEMENT_MS = 10;

const NEWLINE = Uint8Array.of(10);

/** No file is as long as this. */
const UNKNOWN = -1;

/**
 * Appends whole lines to a regular file that others may append to as well. A
 * line is one write, which the system does not mix with those of others. What is left to
 * guard against is a part of a line that a killed process or a full disk leaves behind:
 * nothing may be glued to it, and who left it takes it back if still there.
 *
 * - A writer that finds nobody else at the file holds a shared lock, and sees from the file's
 *   length, each millisecond, that it is still alone. It then knows what the file ends in.
 * - Otherwise each append takes the exclusive lock, looks at the last byte, and begins a new
 *   line where that is no newline.
 * - Where others hold the shared lock, because they are alone or because their runtime has no
 *   cheap locks (Node, Bun), every append begins a new line, whatever the file ends in.
 *
 * Only who holds the exclusive lock cuts anything, and only what it has just written itself.
 */
export class LineAppender {
  readonly #file: AppendFile;
  readonly #path: string;
  readonly #wait: LockWait;
  /** Counts what a write that then fails has left behind. */
  readonly #writer: SyncWriter;
  #partBytes = 0;
  /** The file's length after this writer's last append, as far as it can know. */
  #end: number;
  /** Whether the file ends in a part of a line at `#end`. */
  #torn: boolean;
  #alone: boolean;
  /** When the writer last saw that it is alone; where nobody announces itself, it looks each time. */
  #lookedMs = -Infinity;
  readonly #lookEveryMs: number;
  #announced = false;

  /**
   * Makes the appender of one open file.
   *
   * @param file A regular file.
   * @param path Its path, for the error.
   * @param wait How it waits for others.
   * @throws {LockTimeoutError} Where another process holds the file for too long.
   */
  constructor(file: AppendFile, path: string, wait: LockWait = PATIENT) {
    this.#file = file;
    this.#path = path;
    this.#wait = wait;
    this.#writer = {
      writeSync: (bytes) => {
        const count = file.writeSync(bytes);
        this.#partBytes += count;
        return count;
      },
    };
    const found = file.tryLock("exclusive");
    this.#lookEveryMs = found === "unsupported" ? 0 : LOOK_MS;
    this.#end = this.#length();
    this.#torn = !file.endsLine();
    this.#alone = found !== "busy" && file.tryLock("shared") !== "busy";
    if (this.#alone) return;
    if (file.locksCheaply) file.unlock();
    else this.#lock(["shared"]);
  }

  /**
   * Appends lines; all of them or, where the file can be taken back to what it was, none.
   *
   * @param lines Whole lines, each with its newline.
   * @throws {LockTimeoutError} Where another process holds the file for too long.
   * @throws Whatever the runtime throws where the write fails.
   */
  append(lines: Uint8Array): void {
    if (this.#isAlone()) {
      this.#write(this.#torn ? withLeadingNewline(lines) : lines, this.#end, "shared");
    } else {
      this.#appendAmongOthers(lines);
    }
  }

  #isAlone(): boolean {
    if (!this.#alone) return false;
    const nowMs = this.#wait.now();
    if (nowMs - this.#lookedMs < this.#lookEveryMs) return true;
    this.#lookedMs = nowMs;
    return this.#length() === this.#end;
  }

  #appendAmongOthers(lines: Uint8Array): void {
    const { locksCheaply } = this.#file;
    if (this.#alone && locksCheaply) this.#file.unlock();
    this.#alone = false;
    // Who cannot lock for each append has held the shared lock since it opened the file.
    const kind = locksCheaply ? this.#lock(["exclusive", "shared"]) : "shared";
    try {
      if (kind === "shared") this.#announce();
      const before = this.#length();
      const atLineStart = kind === "exclusive" &&
        (before === this.#end ? !this.#torn : this.#file.endsLine());
      this.#write(atLineStart ? lines : withLeadingNewline(lines), before, kind);
    } finally {
      if (locksCheaply) this.#file.unlock();
    }
  }

  /**
   * Lets a writer that believes to be alone see that it is not, before there is anything that
   * it could glue its line to: one byte is never written in part.
   */
  #announce(): void {
    if (this.#announced) return;
    this.#file.writeSync(NEWLINE);
    this.#announced = true;
    this.#wait.nap(ANNOUNCEMENT_MS);
  }

  #write(bytes: Uint8Array, before: number, held: LockKind): void {
    this.#partBytes = 0;
    try {
      writeAll(this.#writer, bytes, Infinity);
    } catch (error) {
      if (this.#partBytes > 0) this.#takeBack(before, held);
      throw error;
    }
    this.#end = before + bytes.length;
    this.#torn = false;
  }

  /** Leaves a part where it cannot be sure that it is its own: whoever comes next seals it. */
  #takeBack(before: number, held: LockKind): void {
    const file = this.#file;
    const stayedAlone = this.#alone;
    this.#alone = false;
    this.#end = UNKNOWN;
    try {
      const sole = held === "exclusive" || file.tryLock("exclusive") !== "busy";
      if (sole && this.#length() === before + this.#partBytes) file.truncate(before);
      if (held === "exclusive") return;
      const shared = file.tryLock("shared") !== "busy";
      if (stayedAlone && shared && this.#length() === before) {
        this.#alone = true;
        this.#end = before;
      } else if (file.locksCheaply) {
        file.unlock();
      }
    } catch {
      // What failed is told; that this failed too changes nothing.
    }
  }

  #lock(kinds: readonly LockKind[]): LockKind {
    const { now, nap, budgetMs } = this.#wait;
    const start = now();
    for (;;) {
      for (const kind of kinds) {
        const answer = this.#file.tryLock(kind);
        if (answer === "unsupported") return "shared";
        if (answer === "held") return kind;
      }
      const waitedMs = Math.round(now() - start);
      if (waitedMs >= budgetMs) throw new LockTimeoutError(this.#path, waitedMs);
      nap(NAP_MS);
    }
  }

  #length(): number {
    return this.#file.size() ?? UNKNOWN;
  }
}
