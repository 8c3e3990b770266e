/** A test, or a step of one, as a JUnit report has it. */
export interface JunitCase {
  /** The file, such as `tests/core/bus_test.ts`. */
  readonly file: string;
  /** The test's name; that of a step follows after ` > `. */
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
}

const CASE = /<testcase ([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g;
const ENTITIES: { readonly [name: string]: string } = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  quot: '"',
};

/**
 * Reads the JUnit report that `deno test --junit-path` writes.
 *
 * @param report The report.
 * @returns Its tests and steps, in order.
 */
export function junitCases(report: string): readonly JunitCase[] {
  return [...report.matchAll(CASE)].map(([, attributes = "", , body = ""]) => ({
    file: attribute(attributes, "classname").replace(/^\.\//, ""),
    name: attribute(attributes, "name"),
    outcome: /<(failure|error)\b/.test(body)
      ? "failed"
      : body.includes("<skipped")
      ? "skipped"
      : "passed",
  }));
}

function attribute(attributes: string, name: string): string {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return value.replace(
    /&(?:#(\d+)|(\w+));/g,
    (all, code, entity) =>
      code === undefined ? ENTITIES[entity] ?? all : String.fromCodePoint(Number(code)),
  );
}
