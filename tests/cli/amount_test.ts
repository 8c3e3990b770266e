import { assertEquals } from "@std/assert";
import { AGE_UNITS, NUMBER_UNITS, parseAmount, SIZE_UNITS } from "../../cli/amount.ts";

Deno.test("parseAmount() reads numbers with their units, in either case", () => {
  const ages = ["0s", "90s", "15m", "2h", "30d", "1W"];
  const sizes = ["0", "512", "4k", "10M", "1G", "2t"];
  assertEquals(ages.map((text) => parseAmount(text, AGE_UNITS)), [
    0,
    90_000,
    900_000,
    7_200_000,
    2_592_000_000,
    604_800_000,
  ]);
  assertEquals(sizes.map((text) => parseAmount(text, SIZE_UNITS)), [
    0,
    512,
    4096,
    10_485_760,
    1_073_741_824,
    2_199_023_255_552,
  ]);
});

Deno.test("parseAmount() gives nothing when the text is no amount", () => {
  const texts = [
    "",
    "k",
    "1.5k",
    "-1k",
    "1kb",
    " 1k",
    "1e3",
    "0x10",
    "9999999999999999",
    "9000000T",
  ];
  assertEquals(texts.map((text) => parseAmount(text, SIZE_UNITS)), texts.map(() => undefined));
  assertEquals(parseAmount("1k", NUMBER_UNITS), undefined);
});
