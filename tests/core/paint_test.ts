import { assertEquals } from "@std/assert";
import { COLOR, PLAIN } from "../../core/paint.ts";

const TONES = ["good", "bad", "warn", "note", "dim", "strong"] as const;

Deno.test("COLOR puts the tone's codes around text when it is not empty", () => {
  assertEquals(TONES.map((tone) => COLOR(tone, "x")), [
    "\x1b[32mx\x1b[39m",
    "\x1b[31mx\x1b[39m",
    "\x1b[33mx\x1b[39m",
    "\x1b[36mx\x1b[39m",
    "\x1b[2mx\x1b[22m",
    "\x1b[1mx\x1b[22m",
  ]);
});

Deno.test("COLOR gives nothing when text is empty", () => {
  assertEquals(TONES.map((tone) => COLOR(tone, "")), TONES.map(() => ""));
});

Deno.test("PLAIN leaves text as it is when it has any tone", () => {
  assertEquals(TONES.map((tone) => PLAIN(tone, "x")), TONES.map(() => "x"));
});
