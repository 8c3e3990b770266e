import { assert, assertEquals } from "@std/assert";
import { NOTHING_HELD, SecretText } from "../../core/secret_text.ts";
import { pick, seededRandom } from "../fixtures/seeded_random.ts";

const WHOLE: readonly (readonly [
  name: string,
  secrets: readonly string[],
  text: string,
  expected: string,
])[] = [
  ["there is no secret", [], "abc", "abc"],
  ["the only secret is empty", [""], "abc", "abc"],
  ["the secret is not there", ["x"], "abc", "abc"],
  ["the text is empty", ["x"], "", ""],
  ["the text is the secret", ["abc"], "abc", "#"],
  ["the secret is inside", ["b"], "abc", "a#c"],
  ["the secret is there twice", ["b"], "abcb", "a#c#"],
  ["secrets touch each other", ["ab", "cd"], "abcd", "##"],
  ["secrets overlap", ["abc", "cde"], "xabcdey", "x#y"],
  ["a secret overlaps itself", ["aa"], "baaaab", "b#b"],
  ["a secret is inside another", ["b", "abc"], "abcb", "##"],
  ["secrets begin alike", ["ab", "abc"], "abd abc", "#d #"],
  ["a chain of secrets overlaps", ["abc", "cde", "efg"], "abcdefg", "#"],
  ["a secret is given twice", ["ab", "ab"], "ab", "#"],
  ["a secret holds signs of a pattern", ["$&.*"], "a$&.*b$&b", "a#b$&b"],
  ["a secret is beyond ASCII", ["pässwört😀"], "<pässwört😀>", "<#>"],
];

for (const [name, secrets, text, expected] of WHOLE) {
  Deno.test(`SecretText.replace() gives "${expected}" when ${name}`, () => {
    assertEquals(new SecretText(secrets, "#").replace(text), expected);
  });
}

Deno.test("SecretText.replace() takes the marker as it is when it looks like a pattern", () => {
  assertEquals(new SecretText(["b"], "$&$1").replace("abc"), "a$&$1c");
});

Deno.test("SecretText.active tells whether there is a secret when some are empty", () => {
  const active = [[], [""], ["", "a"]].map((secrets) => new SecretText(secrets, "#").active);
  assertEquals(active, [false, false, true]);
});

/** What each chunk gives out, and last what the end does. */
function pieces(secrets: readonly string[], chunks: readonly string[]): readonly string[] {
  const secretText = new SecretText(secrets, "#");
  let held = NOTHING_HELD;
  const given = chunks.map((chunk) => {
    const pushed = secretText.push(held, chunk);
    held = pushed.held;
    return pushed.text;
  });
  return [...given, secretText.end(held)];
}

const CHUNKED: readonly (readonly [
  name: string,
  secrets: readonly string[],
  chunks: readonly string[],
  expected: readonly string[],
])[] = [
  ["nothing could be a secret", ["abc"], ["xy", "z"], ["xy", "z", ""]],
  ["a secret is in one chunk", ["abc"], ["xabcy"], ["x#y", ""]],
  ["a secret is split over two chunks", ["abc"], ["xa", "bcy"], ["x", "#y", ""]],
  ["a secret is split over three chunks", ["abc"], ["xa", "b", "cy"], ["x", "", "#y", ""]],
  ["a secret only seems to begin", ["abc"], ["xab", "dy"], ["x", "abdy", ""]],
  ["the stream ends inside a secret", ["abc"], ["xab"], ["x", "ab"]],
  ["a chunk is empty", ["abc"], ["ab", "", "c"], ["", "", "#", ""]],
  ["an overlap is split at its middle", ["abc", "cde"], ["abc", "de"], ["#", "", ""]],
  ["an overlap is split inside each", ["abc", "cde"], ["ab", "cd", "ef"], ["", "#", "f", ""]],
  ["only the first of an overlap comes", ["abc", "cde"], ["abc", "xy"], ["#", "xy", ""]],
  ["the second of an overlap stays half", ["abc", "cde"], ["abc", "dx"], ["#", "dx", ""]],
  ["the stream ends inside an overlap", ["abc", "cde"], ["abc"], ["#", ""]],
  ["a secret overlaps itself", ["aa"], ["aa", "aa"], ["#", "", ""]],
  ["a secret overlaps itself letter by letter", ["aa"], ["a", "a", "a", "a", "b"], [
    "",
    "#",
    "",
    "",
    "b",
    "",
  ]],
  ["a shorter secret is held for a longer", ["ab", "abcd"], ["ab", "c", "x"], [
    "",
    "",
    "#cx",
    "",
  ]],
  // The end of the secret was once given out: what is masked was forgotten with nothing to give.
  ["nothing comes after a secret that may begin again", ["bb"], ["bb", "", "a"], [
    "#",
    "",
    "a",
    "",
  ]],
  ["a little comes after a secret that may begin again", ["abcab"], ["abcab", "c", "x"], [
    "#",
    "",
    "cx",
    "",
  ]],
  ["two secrets touch at a chunk's end", ["ab", "cd"], ["ab", "cd"], ["#", "#", ""]],
];

for (const [name, secrets, chunks, expected] of CHUNKED) {
  Deno.test(`SecretText.push() gives ${JSON.stringify(expected)} when ${name}`, () => {
    assertEquals(pieces(secrets, chunks), expected);
  });
}

Deno.test("SecretText.push() holds less than the longest secret when all could be one", () => {
  const secretText = new SecretText(["aaaa"], "#");
  const { held } = secretText.push(NOTHING_HELD, "a".repeat(100));
  assertEquals(held, { text: "aaa", masked: 3 });
});

/** The text without what secrets cover, found the slow way: each character by itself. */
function uncovered(secrets: readonly string[], text: string): string {
  const covered = new Set<number>();
  for (const secret of secrets) {
    for (let at = 0; at + secret.length <= text.length; at++) {
      if (!text.startsWith(secret, at)) continue;
      for (let inside = 0; inside < secret.length; inside++) covered.add(at + inside);
    }
  }
  return [...text].filter((_, at) => !covered.has(at)).join("");
}

function randomText(random: () => number, maxLength: number): string {
  const length = 1 + Math.floor(random() * maxLength);
  return Array.from({ length }, () => pick(["a", "b", "c"], random)).join("");
}

function cutUp(text: string, random: () => number): readonly string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length;) {
    const size = Math.floor(random() * 5);
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return chunks;
}

for (let seed = 1; seed <= 4; seed++) {
  Deno.test(`SecretText.push() gives what replace() does however text is cut, seed ${seed}`, () => {
    const random = seededRandom(seed);
    for (let round = 0; round < 1000; round++) {
      const secrets = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
        return randomText(random, 4);
      });
      const text = randomText(random, 24);
      const chunks = cutUp(text, random);
      const given = pieces(secrets, chunks).join("");
      const at = JSON.stringify({ secrets, chunks });
      assertEquals(given, new SecretText(secrets, "#").replace(text), at);
      assertEquals(given.replaceAll("#", ""), uncovered(secrets, text), at);
      assertEquals(secrets.filter((secret) => given.includes(secret)), [], at);
    }
  });
}

Deno.test("SecretText.push() looks at a text in proportion when chunks get longer", () => {
  const secretText = new SecretText(["a".repeat(8) + "b"], "#");
  const workOf = (length: number): number => {
    const { indexOf, startsWith } = String.prototype;
    let work = 0;
    String.prototype.indexOf = function (...args) {
      work++;
      return indexOf.apply(this, args);
    };
    String.prototype.startsWith = function (...args) {
      work++;
      return startsWith.apply(this, args);
    };
    try {
      secretText.push(NOTHING_HELD, "aaaaaaaab".repeat(length));
    } finally {
      Object.assign(String.prototype, { indexOf, startsWith });
    }
    return work;
  };
  const small = workOf(250);
  const large = workOf(1000);
  assert(large <= 4.5 * small, `${small} grew to ${large}`);
});
