import type { Runtime } from "./runtimes.ts";
import { sized } from "./setting.ts";

/** How a process ended. */
export interface ChildEnd {
  readonly code: number;
  readonly signal: string | null;
  readonly stderr: string;
}

/** A process whose output is read line by line. Disposing of it kills it where it still runs. */
export class Child implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #stderr: Promise<string>;
  readonly #deadline: ReturnType<typeof setTimeout>;
  #pieces: string[] = [];
  #rest = "";

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.#stderr = new Response(process.stderr).text();
    this.#deadline = setTimeout(() => this.#killAll(), DEADLINE_MS);
  }

  /** Starts a script with orders in its argument. */
  static start(runtime: Runtime, script: string, orders: unknown): Child {
    const args = [...runtime.args, script, JSON.stringify(orders)];
    return Child.spawn(new Deno.Command(runtime.program, { args, ...OWN }));
  }

  /** Starts a command with the options of `OWN`. */
  static spawn(command: Deno.Command): Child {
    return new Child(command.spawn());
  }

  /** The process's number. */
  get pid(): number {
    return this.#process.pid;
  }

  /** Gives the next line; undefined at the end. What has no newline is no line. */
  async line(): Promise<string | undefined> {
    while (this.#pieces.length === 0) {
      const { value } = await this.#reader.read();
      if (value === undefined) return undefined;
      this.#pieces = (this.#rest + value).split("\n").reverse();
      this.#rest = this.#pieces.shift()!;
    }
    return this.#pieces.pop();
  }

  /** Gives all lines that are still to come. */
  async lines(): Promise<readonly string[]> {
    const lines: string[] = [];
    for (let line = await this.line(); line !== undefined; line = await this.line()) {
      lines.push(line);
    }
    return lines;
  }

  /** Ends the process's input. */
  async begin(): Promise<void> {
    await this.#process.stdin.close().catch(() => {});
  }

  /** Sends a signal; nothing happens where the process has ended. */
  kill(signal: Deno.Signal): void {
    try {
      this.#process.kill(signal);
    } catch {
      // It was faster.
    }
  }

  /** Settles when the process has ended. What it still says is lost. */
  async ended(): Promise<ChildEnd> {
    await this.#reader.cancel();
    const [{ code, signal }, stderr] = await Promise.all([this.#process.status, this.#stderr]);
    clearTimeout(this.#deadline);
    return { code, signal, stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#killAll();
    await this.begin();
    await this.ended();
  }

  /** With what it has started itself, as a shell does. */
  #killAll(): void {
    try {
      Deno.kill(-this.pid, "SIGKILL");
    } catch {
      this.kill("SIGKILL");
    }
  }
}

/** All streams of a process are pipes of ours, and it leads a group of its own. */
export const OWN = {
  stdin: "piped",
  stdout: "piped",
  stderr: "piped",
  detached: true,
} as const;

/** A process that hangs must not keep the tests: it is killed, and its test sees what is missing. */
const DEADLINE_MS = sized({ usual: 60_000, long: 900_000 });
