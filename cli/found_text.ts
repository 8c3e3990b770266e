import type { Paint } from "../core/paint.ts";
import { quantity } from "./quantity.ts";

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
