/** What a colour means; what it looks like is decided here only. */
export type Tone = "good" | "bad" | "warn" | "note" | "dim" | "strong";

/** Colours a text by its meaning, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const SGR: { readonly [Key in Tone]: readonly [on: number, off: number] } = {
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
  note: [36, 39],
  dim: [2, 22],
  strong: [1, 22],
};

/** Colours with the terminal's own palette (ECMA-48, SGR). */
export const COLOR: Paint = (tone, text) => {
  const [on, off] = SGR[tone];
  return text === "" ? "" : `\x1b[${on}m${text}\x1b[${off}m`;
};

/** Leaves text as it is. */
export const PLAIN: Paint = (_tone, text) => text;
