import type { Runtime } from "./runtimes.ts";

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
  #pieces: string[] = [];
  #rest = "";

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.#stderr = new Response(process.stderr).text();
  }

  /** Starts a script with orders in its argument. */
  static start(runtime: Runtime, script: string, orders: unknown): Child {
    const args = [...runtime.args, script, JSON.stringify(orders)];
    return Child.spawn(new Deno.Command(runtime.program, { args, ...PIPED }));
  }

  /** Starts a command whose streams are all pipes. */
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
    return { code, signal, stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill("SIGKILL");
    await this.begin();
    await this.ended();
  }
}

/** All streams of a process are pipes of ours. */
export const PIPED = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
