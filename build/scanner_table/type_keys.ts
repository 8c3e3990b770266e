import { TYPE_PLANS } from "../../core/scanner/scan_plan.ts";
import { ENVELOPE_TEXTS } from "./wire_order.ts";

const UTF8 = new TextEncoder();

/** Where the second word begins that is looked at: the first is shared by types of the same subject. */
const SECOND_WORD = 9;
const WORD_BYTES = 8;
/** As WebAssembly loads words. */
const LITTLE_ENDIAN = true;
const PLACE_BITS = 6;
const MAX_TRIES = 100_000;

/**
 * Writes how the type is passed in wire order where it is built in: two words
 * give its place in a table without a collision, and one compare tells whether it
 * is that type.
 *
 * @returns The source.
 * @throws {Error} Where no multiplier keeps all types apart.
 */
export function typeKeysSource(): string {
  const keys = TYPE_PLANS.map(({ type }) => `${type}${ENVELOPE_TEXTS.TIMESTAMP_KEY}`);
  const words = keys.map(wordOf);
  const multiplier = multiplierFor(words);
  const types = new Array<number>(1 << PLACE_BITS).fill(0);
  for (const [type, word] of words.entries()) types[placeOf(word, multiplier)] = type;
  const stride = Math.ceil(Math.max(...keys.map(({ length }) => length)) / 16) * 16;
  const bytes = keys.flatMap((key) => [...UTF8.encode(key.padEnd(stride, "\0"))]);
  return `const TYPE_AT: usize = memory.data<u8>([${types.join(",")}], 16);
const TYPE_KEYS: usize = memory.data<u8>([${bytes.join(",")}], 16);
const TYPE_KEY_LENGTHS: usize = memory.data<u8>([${
    keys.map(({ length }) => length).join(",")
  }], 16);

/** Takes the type at \`at\` where it is built in and the time follows: gives the address of that, or 0. */
// @inline
export function skipBuiltInType(at: usize): usize {
  const word = load<u64>(at) + load<u64>(at, ${SECOND_WORD});
  const type = <u32> load<u8>(TYPE_AT + <usize> (word * 0x${multiplier.toString(16)} >> ${
    64 - PLACE_BITS
  }));
  const length = <usize> load<u8>(TYPE_KEY_LENGTHS + <usize> type);
  if (!equalBytes(at, TYPE_KEYS + <usize> type * ${stride}, length)) return 0;
  line.type = type;
  return at + length;
}
`;
}

/** What a key's place follows from. All of it must be the key: what follows is the time. */
function wordOf(key: string): bigint {
  if (key.length < SECOND_WORD + WORD_BYTES) throw new Error(`Cannot tell ${key}: too short`);
  const bytes = new DataView(UTF8.encode(key).buffer);
  const [first, second] = [0, SECOND_WORD].map((at) => bytes.getBigUint64(at, LITTLE_ENDIAN));
  return BigInt.asUintN(64, first! + second!);
}

function multiplierFor(words: readonly bigint[]): bigint {
  for (let tried = 1n; tried <= MAX_TRIES; tried++) {
    const multiplier = BigInt.asUintN(64, tried * 0x9e3779b97f4a7c15n) | 1n;
    if (new Set(words.map((word) => placeOf(word, multiplier))).size === words.length) {
      return multiplier;
    }
  }
  throw new Error(`Cannot tell ${words.length} types apart in ${1 << PLACE_BITS} places`);
}

function placeOf(word: bigint, multiplier: bigint): number {
  return Number(BigInt.asUintN(64, word * multiplier) >> BigInt(64 - PLACE_BITS));
}
