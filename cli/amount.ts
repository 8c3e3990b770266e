/** The units of an amount by what is typed after the number, in lower case. */
export type Units = { readonly [suffix: string]: number };

/** Ages, in milliseconds. */
export const AGE_UNITS = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
} as const satisfies Units;

/** Sizes, in bytes. */
export const SIZE_UNITS = {
  "": 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
} as const satisfies Units;

/** Plain numbers. */
export const NUMBER_UNITS = { "": 1 } as const satisfies Units;

/**
 * Reads an amount.
 *
 * @param text A whole number with a unit, such as `30d` or `1G`.
 * @param units The units that may be used.
 * @returns The amount in the smallest of them; undefined where the text is none, or it is too
 * large to be exact.
 */
export function parseAmount(text: string, units: Units): number | undefined {
  const [, digits, suffix] = /^(\d{1,15})([a-z]?)$/.exec(text.toLowerCase()) ?? [];
  const unit = suffix === undefined ? undefined : units[suffix];
  if (unit === undefined) return undefined;
  const amount = Number(digits) * unit;
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/**
 * Says what an amount must look like.
 *
 * @param units The units that may be used.
 * @returns Such as `a whole number with s, m, h, d or w`.
 */
export function amountForm(units: Units): string {
  const suffixes = Object.keys(units).filter((suffix) => suffix !== "");
  if (suffixes.length === 0) return "a whole number";
  const listed = `${suffixes.slice(0, -1).join(", ")} or ${suffixes.at(-1)}`;
  return "" in units ? `a whole number, or one with ${listed}` : `a whole number with ${listed}`;
}
