/** The longest plain name, in bytes of UTF-8: every file system takes twice as much. */
const MAX_BYTES = 128;

/** Windows gives these names to devices, whatever extension follows. */
const DEVICE =
  /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *(?:\.|$)/i;

const RULES: readonly (readonly [pattern: RegExp, fault: string])[] = [
  [/^$/, "it is empty"],
  [/^\.{1,2}$/, "it is a relative path"],
  [/[/\\]/, "it has a path separator"],
  [/\0/, "it has a NUL character"],
  [/\p{Cc}/u, "it has a control character"],
  [/\p{Cs}/u, "it has half of a surrogate pair"],
  [/[\p{Cf}\p{Zl}\p{Zp}]/u, "it has a character that is not shown"],
  [/[<>:"|?*]/, 'it has one of the characters < > : " | ? *'],
  [/^ | $/, "it begins or ends with a blank"],
  [/\.$/, "it ends with a dot"],
  [DEVICE, "Windows reserves it for a device"],
];

/**
 * Says why a text is no plain name. A plain name is one name of a file or
 * directory, the same on every system and never a path: what a run id must be before it
 * becomes a directory, and what a writer's name is.
 *
 * @param name Any value.
 * @returns The reason, for the end of an error message; undefined where it is a plain name.
 */
export function plainNameFault(name: unknown): string | undefined {
  if (typeof name !== "string") return "it is no text";
  const fault = RULES.find(([pattern]) => pattern.test(name))?.[1];
  if (fault !== undefined) return fault;
  const bytes = new TextEncoder().encode(name).length;
  return bytes > MAX_BYTES ? `it has ${bytes} bytes, and ${MAX_BYTES} is the limit` : undefined;
}
