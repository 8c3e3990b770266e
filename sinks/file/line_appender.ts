import type { AppendFile, LockKind, SyncWriter } from "../io/port.ts";
import { withLeadingNewline } from "../io/sealed_line.ts";
import { writeAll } from "../io/write_all.ts";
import { type LockWait, PATIENT, tryLocks, waitForLock } from "./lock_wait.ts";

/** Longer than a writer takes from its look at the file to the end of the last write that trusts it. */
const ANNOUNCEMENT_MS = 10;

const NEWLINE = 10;

const ANY_LOCK: readonly LockKind[] = ["exclusive", "shared"];

/** Where an append goes. */
interface Place {
  /** The file's length before it. */
  readonly before: number;
  /** The lock that is held meanwhile. */
  readonly held: LockKind;
  /** Whether nothing can be glued to. */
  readonly atLineStart: boolean;
}

/** No file is as long as this. */
const UNKNOWN = -1;

/**
 * Appends whole lines to a regular file that others may append to as well. A
 * line is one write, which the system does not mix with those of others. What is left to
 * guard against is a part of a line that a killed process or a full disk leaves behind:
 * nothing may be glued to it, and who left it takes it back if still there. Of several lines
 * those that were written whole stay.
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
  /** The millisecond in which the writer last saw that it is alone: a look costs half a write. */
  #lookedAt = NaN;
  /** Whether others announce themselves; where they cannot, each append takes a look. */
  readonly #locks: boolean;
  /** Whether it keeps the shared lock between appends. */
  #sharing = false;
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
    this.#locks = found !== "unsupported";
    this.#end = this.#length();
    this.#torn = !file.endsLine();
    this.#alone = this.#sharing = found !== "busy" && file.tryLock("shared") !== "busy";
    if (this.#alone) return;
    if (file.locksCheaply) this.#unlock();
    else this.#share();
  }

  /**
   * Appends lines: all of them, or those that stand in the file when a write fails in the middle.
   *
   * @param lines Whole lines, each with its newline.
   * @returns How many bytes of them stand in the file: those of one line at least.
   * @throws {LockTimeoutError} Where another process holds the file for too long.
   * @throws Whatever the runtime throws where not even the first line could be written.
   */
  append(lines: Uint8Array): number {
    if (!this.#isAlone()) return this.#appendAmongOthers(lines);
    return this.#write(lines, { before: this.#end, held: "shared", atLineStart: !this.#torn });
  }

  #isAlone(): boolean {
    if (!this.#alone) return false;
    const millisecond = this.#wait.millisecond();
    if (this.#locks && millisecond === this.#lookedAt) return true;
    this.#lookedAt = millisecond;
    return this.#length() === this.#end;
  }

  #appendAmongOthers(lines: Uint8Array): number {
    const { locksCheaply } = this.#file;
    if (this.#alone && locksCheaply) this.#unlock();
    this.#alone = false;
    const held = this.#lockToAppend();
    try {
      if (held === "shared") this.#announce();
      const before = this.#length();
      const atLineStart = held === "exclusive" &&
        (before === this.#end ? !this.#torn : this.#file.endsLine());
      return this.#write(lines, { before, held, atLineStart });
    } finally {
      if (locksCheaply) this.#unlock();
    }
  }

  #lockToAppend(): LockKind {
    if (this.#file.locksCheaply) {
      const held = this.#lock(ANY_LOCK);
      // Whoever comes to be alone from now on has not seen this writer.
      if (held === "exclusive") this.#announced = false;
      return held;
    }
    // Held since the file was opened, unless it was lost while a part was taken back.
    if (!this.#sharing) this.#share();
    return "shared";
  }

  /**
   * Lets a writer that believes to be alone see that it is not, before there is anything that
   * it could glue its line to: one byte is never written in part.
   */
  #announce(): void {
    if (this.#announced) return;
    this.#file.writeSync(Uint8Array.of(NEWLINE));
    this.#announced = true;
    this.#wait.nap(ANNOUNCEMENT_MS);
  }

  #write(lines: Uint8Array, place: Place): number {
    const { before, atLineStart } = place;
    const bytes = atLineStart ? lines : withLeadingNewline(lines);
    this.#partBytes = 0;
    try {
      writeAll(this.#writer, bytes, Infinity);
    } catch (error) {
      const seal = bytes.length - lines.length;
      const whole = bytes.subarray(0, this.#partBytes).lastIndexOf(NEWLINE) + 1;
      const end = whole > seal ? before + whole : before;
      if (this.#partBytes > 0) this.#takeBack(end, place);
      if (end === before) throw error;
      return whole - seal;
    }
    this.#end = before + bytes.length;
    this.#torn = false;
    return lines.length;
  }

  /** Leaves a part where it cannot be sure that it is its own: whoever comes next seals it. */
  #takeBack(end: number, { before, held }: Place): void {
    const stayedAlone = this.#alone;
    this.#alone = false;
    this.#end = UNKNOWN;
    try {
      const sole = held === "exclusive" || this.#file.tryLock("exclusive") === "held";
      if (sole && this.#length() === before + this.#partBytes) this.#file.truncate(end);
    } catch {
      // What failed is told; that this failed too changes nothing.
    }
    if (held === "exclusive") return;
    try {
      this.#sharing = this.#file.tryLock("shared") !== "busy";
      this.#alone = stayedAlone && this.#sharing && this.#length() === end;
    } catch {
      this.#sharing = false;
    }
    if (this.#alone) {
      this.#end = end;
      if (end > before) this.#torn = false;
    } else if (this.#file.locksCheaply) {
      this.#unlock();
    }
  }

  #share(): void {
    this.#lock(["shared"]);
    this.#sharing = true;
  }

  /** A lock that the system does not take back as it should goes with the next one, or the file. */
  #unlock(): void {
    try {
      this.#file.unlock();
    } catch {
      // It is no fault of the event, which stands in the file.
    }
  }

  #lock(kinds: readonly LockKind[]): LockKind {
    return tryLocks(this.#file, kinds) ??
      waitForLock(this.#file, kinds, { path: this.#path, wait: this.#wait });
  }

  #length(): number {
    return this.#file.size() ?? UNKNOWN;
  }
}
