import { bytesOf, joined } from "../fixtures/reading.ts";
import { pick } from "../fixtures/seeded_random.ts";

/** Text that is put into lines: what parsers trip over. */
const TOKENS: readonly Uint8Array[] = [
  ...[
    '"',
    "\\",
    "\\u00e9",
    "\\ud800",
    "\\u12",
    "\\n",
    "\\x",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\t",
    "\r",
    "0",
    "-",
    "-1",
    "1e5",
    "1E+2",
    "1e999",
    ".5",
    "1.0",
    "-0",
    "01",
    "1E+",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "123456789012345",
    "1234567890123456",
    "0.1234567890123456",
    "0.30000000000000004",
    "null",
    "true",
    "false",
    "nul",
    "NaN",
    "Infinity",
    "'",
    "//",
    "é",
    "€",
    "😀",
    "\u0000",
    "\u001f",
    "\u007f",
    '"type":"run_started",',
    '"seq":3,',
    '"v":1,',
    '"v":2,',
    ',"x":{"a":[1,2,{"b":null}]}',
    ',"correlation":{}',
    ',"correlation":{"runId":"r1"}',
    ',"durationMs":1',
    ',"durationMs":"x"',
    ',"durationMs":-1',
    ',"t\\u0079pe":"stdout"',
    ',"__proto__":1',
    '"status":"ok",',
    '"callId":"",',
    '"hostId":"r1-1",',
    "2026-02-29T00:00:00.000Z",
    "2024-02-29T00:00:00.000Z",
    "2026-01-02T03:04:60.000Z",
    "0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "\ufeff",
    "[".repeat(300),
  ].map(bytesOf),
  Uint8Array.of(0xff),
  Uint8Array.of(0x80),
  Uint8Array.of(0xc0, 0x80),
  Uint8Array.of(0xc3),
  Uint8Array.of(0xe2, 0x82),
  Uint8Array.of(0xe0, 0x80, 0x80),
  Uint8Array.of(0xed, 0xa0, 0x80),
  Uint8Array.of(0xf0, 0x9f, 0x98),
  Uint8Array.of(0xf4, 0x90, 0x80, 0x80),
  Uint8Array.of(0xf5, 0x80, 0x80, 0x80),
];

const VALUES = [
  null,
  1,
  0,
  1.5,
  -1,
  -0,
  "",
  "x",
  true,
  [],
  {},
  1e21,
  2 ** 53,
  "ok",
  "é\n",
  { message: "a", name: "b" },
  { message: 1 },
  "2026-11-20T10:00:59.999Z",
  "2026-02-30T10:00:59.999Z",
  "resource_finished",
  "no_such_type",
  "a.b",
  "a..b",
  "r1-3",
];

/** A line with something done to it. */
export function mutated(line: string, random: () => number): Uint8Array {
  const bytes = bytesOf(line);
  const at = Math.floor(random() * (bytes.length + 1));
  const chance = random();
  if (chance < 0.2) return flipped(bytes, random);
  if (chance < 0.3) return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + random() * 3));
  if (chance < 0.45) return joined(bytes.subarray(0, at), pick(TOKENS, random), bytes.subarray(at));
  if (chance < 0.55) {
    const token = pick(TOKENS, random);
    return joined(bytes.subarray(0, at), token, bytes.subarray(at + token.length));
  }
  if (chance < 0.58) return bytes.subarray(0, at);
  if (chance < 0.62) return replacedNumber(line, random);
  if (chance < 0.65) return joined([0, 0].slice(random() * 2), bytes);
  return restructured(line, random);
}

function flipped(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const byte = Math.floor(random() * 256);
  copy[Math.floor(random() * copy.length)] = byte === 10 ? 9 : byte;
  return copy;
}

function replacedNumber(line: string, random: () => number): Uint8Array {
  const token = new TextDecoder().decode(pick(TOKENS, random)).replaceAll("\n", "");
  const numbers = [...line.matchAll(/:(-?\d[\d.]*)/g)];
  if (numbers.length === 0) return bytesOf(line);
  const { index, 0: found } = pick(numbers, random);
  return bytesOf(`${line.slice(0, index)}:${token}${line.slice(index + found.length)}`);
}

type Json = { [key: string]: unknown };

/** The line's event with other values or keys, in another order or form. */
function restructured(line: string, random: () => number): Uint8Array {
  const event: Json = JSON.parse(line);
  const chance = random();
  if (chance < 0.25) return bytesOf(JSON.stringify(shuffled(event, random)));
  if (chance < 0.35) {
    return bytesOf(JSON.stringify(shuffled(event, random), null, 1).replace(/\n\s*/g, " \t"));
  }
  const inner = pick(
    [event, ...Object.values(event).filter((value): value is Json => isObject(value))],
    random,
  );
  const keys = Object.keys(inner);
  const key = pick(keys.length === 0 ? ["v"] : keys, random);
  if (chance < 0.45) delete inner[key];
  else if (chance < 0.8) inner[key] = pick(VALUES, random);
  else if (chance < 0.9) {
    // A second value for a key: the last one counts.
    const text = JSON.stringify(event);
    const twice = `${JSON.stringify(key)}:${JSON.stringify(pick(VALUES, random))}`;
    return bytesOf(
      random() < 0.5 ? `{${twice},${text.slice(1)}` : `${text.slice(0, -1)},${twice}}`,
    );
  } else inner[`k${Math.floor(random() * 9)}`] = [{ a: 'é"\\\n' }, 1e-7, -0.5, null];
  const text = JSON.stringify(random() < 0.5 ? event : shuffled(event, random));
  return bytesOf(`${text}${" ".repeat(random() * 3)}${random() < 0.2 ? "\r" : ""}`);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shuffled(record: Json, random: () => number): Json {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [random(), key, value] as const)
      .sort(([a], [b]) => a - b)
      .map(([, key, value]) => [
        key,
        isObject(value) && random() < 0.5 ? shuffled(value, random) : value,
      ]),
  );
}
