import { assertEquals, assertStringIncludes } from "@std/assert";
import plugin from "../../lint/runtrail.ts";

/** Messages that `rule` reports for `source` as the file at `path`. */
export function messages(
  rule: Deno.lint.Rule | string,
  path: string,
  source: string,
): string[] {
  const found = typeof rule === "string" ? plugin.rules[rule] : rule;
  if (found === undefined) throw new Error(`Cannot find rule ${rule}`);
  const only = { name: "only", rules: { found } };
  return Deno.lint.runPlugin(only, path, source).map(({ message }) => message);
}

/** Asserts that `rule` reports exactly one problem, and that it says `part`. */
export function assertRefused(
  rule: Deno.lint.Rule | string,
  path: string,
  source: string,
  part: string,
): void {
  const all = messages(rule, path, source);
  assertEquals(all.length, 1, `${path}: ${source}: ${all.join("; ")}`);
  assertStringIncludes(all[0] ?? "", part);
}

/** Asserts that `rule` reports nothing. */
export function assertAccepted(
  rule: Deno.lint.Rule | string,
  path: string,
  source: string,
): void {
  assertEquals(messages(rule, path, source), [], `${path}: ${source}`);
}
