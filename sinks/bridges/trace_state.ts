/** A key, and a value of printable ASCII without `,` and `=` that does not end in a space. */
const MEMBER =
  /^[a-z0-9][a-z0-9_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

const MAX_MEMBERS = 32;

/**
 * Reads a W3C `tracestate`: a list of what tracing systems hand on.
 *
 * @param text Such as `rojo=00f067aa0ba902b7,congo=t61rcWkgMzE`.
 * @returns The list without blanks and empty entries; undefined where it is empty or invalid.
 */
export function readTraceState(text: string): string | undefined {
  const members = text.split(",").map((member) => member.trim()).filter((member) => member !== "");
  const valid = members.length > 0 && members.length <= MAX_MEMBERS &&
    members.every((member) => MEMBER.test(member));
  return valid ? members.join(",") : undefined;
}
