const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/**
 * Measures text without tables: good enough to put a caret under a fault. That
 * another module could load the tables would already slow the start of `validate`.
 *
 * @param text The text.
 * @returns About how many columns it takes.
 */
export function roughWidth(text: string): number {
  let columns = 0;
  for (const char of text) {
    if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(char)) columns += WIDE.test(char) ? 2 : 1;
  }
  return columns;
}
