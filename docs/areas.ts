/** What the suite shows to work, with the tests that show it: the first that fits counts. */
const AREAS: readonly (readonly [area: string, files: RegExp])[] = [
  ["conformance", /^tests\/sinks\/conformance/],
  ["slot", /^tests\/(core|scope)\/(shared_)?slot_/],
  ["file sink", /^tests\/sinks\/file[_/]/],
  ["command", /^tests\/(cli\/|custom\/cli_)/],
  ["scopes", /^tests\/scope\//],
  ["bridges", /^tests\/bridges\//],
  ["workers", /^tests\/worker\//],
  ["streams", /^tests\/streams\//],
];
/** What is not named is the library's. */
const REST = "library";

/** Tests that say nothing of a runtime. */
const NOT_TRIED = [
  // These are about the repository, the build, the browser and the stand-ins of `@std`.
  ...[
    "tests/npm/",
    "tests/lint/",
    "tests/links/",
    "tests/repository/",
    "tests/web/",
    "tests/bench/",
  ],
  // They start processes of each runtime themselves.
  "tests/faults/",
  // It compiles the scanner.
  "tests/scanner/binary_test.ts",
  // It copies the sources; tests of the package try two copies of that.
  "tests/scope/copies_test.ts",
  // It reads a file once for each of its bytes, in code that knows no runtime.
  "tests/core/cut_test.ts",
];

/** All areas, in the order in which people look for them. */
export const AREA_NAMES: readonly string[] = [REST, ...AREAS.map(([area]) => area)];

/** The area that a file below `tests/` is about; undefined where it says nothing of a runtime. */
export function areaOf(file: string): string | undefined {
  if (NOT_TRIED.some((start) => file.startsWith(start))) return undefined;
  return AREAS.find(([, files]) => files.test(file))?.[0] ?? REST;
}

/** What a test is called that stands for an area on a runtime, such as `Node 22.1.0`. */
export function suiteTestName(area: string, label: string): string {
  return `The repository's tests of ${area} pass from the tarball on ${label}`;
}

/** What such a name says; undefined of others. */
export function readSuiteTestName(
  name: string,
): { readonly area: string; readonly label: string } | undefined {
  const [, area, label] = /^The repository's tests of (.+) pass from the tarball on (.+)$/
    .exec(name) ?? [];
  return area === undefined || label === undefined ? undefined : { area, label };
}
