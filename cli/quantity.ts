import type { Paint } from "../core/paint.ts";

/**
 * Writes a number with its noun.
 *
 * @param count How many.
 * @param noun The noun in the singular.
 * @returns Such as `1 error` or `1 204 events`.
 */
export function quantity(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * Writes a number in groups of three digits.
 *
 * @param count A whole number.
 * @returns Such as `1 204`.
 */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, " ");
}

/**
 * Writes a size.
 *
 * @param bytes How many bytes.
 * @returns Such as `812 B`, `4.1 KiB` or `1.2 GiB`.
 */
export function formatBytes(bytes: number): string {
  let value = bytes;
  for (const unit of ["B", "KiB", "MiB", "GiB"]) {
    if (value < 1024) return `${unit === "B" ? value : value.toFixed(1)} ${unit}`;
    value /= 1024;
  }
  return `${value.toFixed(1)} TiB`;
}

/**
 * Says how many issues were found.
 *
 * @param found How many errors and warnings.
 * @param paint Colours by meaning.
 * @returns Such as `2 errors, 1 warning`, or `no issues`.
 */
export function foundText(
  { errors, warnings }: { readonly errors: number; readonly warnings: number },
  paint: Paint,
): string {
  const parts: string[] = [];
  if (errors > 0) parts.push(paint("bad", quantity(errors, "error")));
  if (warnings > 0) parts.push(paint("warn", quantity(warnings, "warning")));
  return parts.length === 0 ? "no issues" : parts.join(", ");
}
