/** A number with three digits that count, and no exponent. */
export function figure(value: number): string {
  if (Math.abs(value) < 0.005) return "0";
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en").replaceAll(",", " ");
  return String(Number(value.toPrecision(3)));
}
