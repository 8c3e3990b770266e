import type { ReplacePort, SyncReader } from "../../sinks/io/port.ts";
import { bytesOf, joined } from "../fixtures/reading.ts";
import { systemError } from "../sinks/memory.ts";

/** A disk that is made up: one directory, and calls that can be made to fail. */
export class MemoryDisk implements ReplacePort {
  readonly #files = new Map<string, { bytes: Uint8Array }>();
  readonly #calls: string[] = [];
  readonly #fail: (call: string, count: number) => string | undefined;

  /**
   * @param files What is on the disk.
   * @param fail Gives the code of the error with which a call fails: its name and path, and how
   * many calls there were before.
   */
  constructor(
    files: { readonly [path: string]: string | Uint8Array },
    fail: (call: string, count: number) => string | undefined = () => undefined,
  ) {
    for (const [path, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? bytesOf(content) : content;
      this.#files.set(path, { bytes });
    }
    this.#fail = fail;
  }

  /** The files' texts by name, the names in order. */
  get texts(): { readonly [path: string]: string } {
    const names = [...this.#files.keys()].sort();
    return Object.fromEntries(
      names.map((name) => [name, new TextDecoder().decode(this.#files.get(name)!.bytes)]),
    );
  }

  /** All calls that change the disk, in order. */
  get calls(): readonly string[] {
    return this.#calls;
  }

  openRead(path: string): SyncReader {
    const { bytes } = this.#at(path);
    let at = 0;
    return {
      readSync(buffer) {
        const piece = bytes.subarray(at, at + Math.min(buffer.length, 1021));
        buffer.set(piece);
        at += piece.length;
        return piece.length === 0 ? null : piece.length;
      },
      close() {},
    };
  }

  createNew(path: string, like: string): ReturnType<ReplacePort["createNew"]> {
    this.#call(`createNew ${path}`);
    this.#at(like);
    this.#take(path, { bytes: new Uint8Array(0) });
    const file = this.#at(path);
    return {
      writeSync: (bytes) => {
        this.#call(`write ${path}`);
        // Not all at once, as a disk that is nearly full.
        const piece = bytes.slice(0, 700);
        file.bytes = joined(file.bytes, piece);
        return piece.length;
      },
      sync: () => this.#call(`sync ${path}`),
      close: () => this.#call(`close ${path}`),
    };
  }

  exists(path: string): boolean {
    return this.#files.has(path);
  }

  realPath(path: string): string {
    this.#at(path);
    return `/${path}`;
  }

  link(from: string, to: string): void {
    this.#call(`link ${from} ${to}`);
    this.#take(to, this.#at(from));
  }

  rename(from: string, to: string): void {
    this.#call(`rename ${from} ${to}`);
    this.#files.set(to, this.#at(from));
    this.#files.delete(from);
  }

  unlink(path: string): void {
    this.#at(path);
    this.#call(`unlink ${path}`);
    this.#files.delete(path);
  }

  #call(call: string): void {
    const code = this.#fail(call, this.#calls.length);
    this.#calls.push(call);
    if (code !== undefined) throw systemError(code);
  }

  #take(path: string, file: { bytes: Uint8Array }): void {
    if (this.#files.has(path)) throw systemError("EEXIST");
    this.#files.set(path, file);
  }

  #at(path: string): { bytes: Uint8Array } {
    const file = this.#files.get(path);
    if (file === undefined) throw systemError("ENOENT");
    return file;
  }
}
