import { ID_KINDS, idKey } from "./entity.ts";
import type { EventDraft } from "./event.ts";
import { eventRule } from "./event_table.ts";
import { type RedactionPolicy, Redactor } from "./redaction.ts";
import { readableDraft } from "./stamp.ts";
import { type HeldText, NOTHING_HELD } from "./secret_text.ts";

type Chunk = Extract<EventDraft, { readonly type: "resource_output" | "stdout" | "stderr" }>;

/** A stream's held text, and the draft that carried it. */
interface HeldChunk {
  readonly draft: Chunk;
  readonly held: HeldText;
}

/**
 * Redacts drafts in order, and output streams across their chunks: a chunk's
 * tail that may be the start of a secret is given out with the stream's next
 * chunk, or before the event that finishes what the stream belongs to.
 */
export class StreamRedactor {
  readonly #redactor: Redactor;
  readonly #streams = new Map<string, HeldChunk>();

  /**
   * @param policy What must not be seen.
   * @throws {SyntaxError} Where a pattern has an empty segment.
   * @throws {TypeError} Where a pattern or secret is no text.
   */
  constructor(policy: RedactionPolicy) {
    this.#redactor = new Redactor(policy);
  }

  /** Whether the policy asks for anything at all. */
  get active(): boolean {
    return this.#redactor.active;
  }

  /**
   * Redacts one draft.
   *
   * @param event The draft as it was emitted.
   * @returns What to emit in its place: usually one draft; none where all its
   * text is held; more where it finishes a stream.
   */
  push(event: EventDraft): readonly EventDraft[] {
    const draft = readableDraft(event);
    if (!this.#redactor.active) return [draft];
    if (isChunk(draft) && this.#redactor.secrets.active) {
      return this.#pushChunk(draft, textAsGiven(event, draft));
    }
    const redacted = this.#redactor.redactPlain(draft) as EventDraft;
    if (this.#streams.size === 0 || eventRule(draft.type)?.finishes === undefined) {
      return [redacted];
    }
    return [...this.#take((chunk) => belongsTo(chunk, draft)), redacted];
  }

  /**
   * Gives out all that is held.
   *
   * @returns A draft for each stream that held text.
   */
  end(): readonly EventDraft[] {
    return this.#take(() => true);
  }

  #pushChunk(draft: Chunk, given: string): readonly EventDraft[] {
    if (this.#streams.size === 0 && !this.#redactor.secrets.mayGoOn(given)) {
      const redacted = this.#redactor.redactPlain(draft) as Chunk;
      return textOf(redacted) === "" && given !== "" ? [] : [redacted];
    }
    const key = streamKey(draft);
    const held = this.#streams.get(key)?.held ?? NOTHING_HELD;
    const { text, held: rest } = this.#redactor.secrets.push(held, given);
    if (rest.text === "") this.#streams.delete(key);
    else this.#streams.set(key, { draft, held: rest });
    if (text === "" && given !== "") return [];
    return [this.#withRedacted(draft, text)];
  }

  #take(wanted: (chunk: Chunk) => boolean): EventDraft[] {
    const taken: EventDraft[] = [];
    for (const [key, { draft, held }] of this.#streams) {
      if (!wanted(draft)) continue;
      this.#streams.delete(key);
      const text = this.#redactor.secrets.end(held);
      if (text !== "") taken.push(this.#withRedacted(draft, text));
    }
    return taken;
  }

  /**
   * Puts text that was redacted into a draft whose other keys were not. The text is not looked
   * at again: a marker may hold what is a secret elsewhere.
   */
  #withRedacted(draft: Chunk, text: string): EventDraft {
    const rest = this.#redactor.redactPlain(withText(draft, null)) as Chunk;
    // A path that hits the text has put a marker there.
    return textOf(rest) === null ? withText(rest, text.toWellFormed()) : rest;
  }
}

function isChunk(draft: EventDraft): draft is Chunk {
  return (draft.type === "stdout" || draft.type === "stderr" || draft.type === "resource_output") &&
    typeof textOf(draft as Chunk) === "string";
}

function textOf(draft: Chunk): string {
  return (draft as { readonly [key: string]: unknown })[textKey(draft)] as string;
}

function textKey({ type }: Chunk): "chunk" | "payload" {
  return type === "resource_output" ? "chunk" : "payload";
}

/** A chunk may be cut between the halves of a character: half of one is no text any more in the draft. */
function textAsGiven(event: EventDraft, draft: Chunk): string {
  const text = textOf(draft);
  if (event === draft) return text;
  try {
    const given = (event as { readonly [key: string]: unknown })[textKey(draft)];
    return typeof given === "string" ? given : text;
  } catch {
    return text;
  }
}

function withText(draft: Chunk, text: string | null): EventDraft {
  return { ...draft, [textKey(draft)]: text } as EventDraft;
}

function streamKey(draft: Chunk): string {
  const stream = draft.type === "resource_output" ? draft.stream : draft.type;
  return JSON.stringify([stream, ...ID_KINDS.map((kind) => draft.correlation?.[idKey(kind)])]);
}

/** Whether the entity that `finish` ends is the one, or holds the one, that the chunk came from. */
function belongsTo(chunk: Chunk, finish: EventDraft): boolean {
  if (finish.type === "run_finished") return true;
  const kind = ID_KINDS.find((each) => each === eventRule(finish.type)?.finishes);
  const id = kind && finish.correlation?.[idKey(kind)];
  return kind !== undefined && id !== undefined && id === chunk.correlation?.[idKey(kind)];
}
