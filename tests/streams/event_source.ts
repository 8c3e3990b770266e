/** What `EventSource` would dispatch. */
export interface SseMessage {
  readonly event: string;
  readonly data: string;
  /** The last event id so far, whether or not this message set it. */
  readonly lastEventId: string;
}

/** What a stream of Server-Sent Events says. */
export interface SseText {
  readonly messages: readonly SseMessage[];
  readonly comments: number;
}

/**
 * Reads a stream as the HTML standard says, section 9.2.6: written for tests
 * from the standard, not from what the library writes.
 */
class SseParser {
  readonly #decoder = new TextDecoder();
  #rest = "";
  #data: string[] = [];
  #event = "";
  #lastEventId = "";
  #comments = 0;

  /** How many comments have come. */
  get comments(): number {
    return this.#comments;
  }

  /** Takes bytes; gives the messages that they complete. */
  push(bytes: Uint8Array): readonly SseMessage[] {
    this.#rest += this.#decoder.decode(bytes, { stream: true });
    const lines = this.#rest.split(/\r\n|\n|\r/);
    this.#rest = lines.pop()!;
    return lines.flatMap((line) => this.#line(line) ?? []);
  }

  #line(line: string): SseMessage | undefined {
    if (line === "") return this.#dispatch();
    if (line.startsWith(":")) {
      this.#comments++;
      return undefined;
    }
    const [, name, value] = /^([^:]*)(?:: ?([^]*))?$/.exec(line)!;
    this.#field(name!, value ?? "");
    return undefined;
  }

  #field(name: string, value: string): void {
    if (name === "event") this.#event = value;
    else if (name === "data") this.#data.push(value);
    else if (name === "id" && !value.includes("\0")) this.#lastEventId = value;
  }

  #dispatch(): SseMessage | undefined {
    const data = this.#data;
    const event = this.#event || "message";
    this.#data = [];
    this.#event = "";
    return data.length === 0
      ? undefined
      : { event, data: data.join("\n"), lastEventId: this.#lastEventId };
  }
}

/** Reads a whole stream. */
export function parseSse(bytes: Uint8Array): SseText {
  const parser = new SseParser();
  return { messages: parser.push(bytes), comments: parser.comments };
}

/** Reads a response's messages one by one. */
export async function* sseMessages(response: Response): AsyncGenerator<SseMessage, void> {
  const parser = new SseParser();
  for await (const bytes of response.body!) yield* parser.push(bytes);
}
