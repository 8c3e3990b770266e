/** Paths of which the published package consists. */
export const PUBLISHED: readonly string[] = [
  "core/",
  "sinks/",
  "cli/",
  "mod.ts",
];

/** Folder that has no contact with the runtime. */
export const CORE = "core/";

/** Folders that may talk to the runtime. */
export const PLATFORM: readonly string[] = [
  "sinks/io/",
  "examples/",
  "tests/",
  "bench/",
  "build/",
  "lint/",
  "schema/",
  "docs/",
  "links/",
  ".ci/",
];

/** Packages that core/ may import. */
export const CORE_PACKAGES: readonly string[] = [
  "@std/ulid",
  "@std/streams/to-transform-stream",
];

/** Globals that only {@linkcode PLATFORM} folders may use. */
export const PLATFORM_GLOBALS: readonly string[] = ["Deno", "process"];

/** Globals that core/ may not use. */
export const CORE_REFUSED_GLOBALS: readonly string[] = [
  ...PLATFORM_GLOBALS,
  "console",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "Math.random",
];

/** Whether `path` is one of `zones` or lies in one of them. */
export function isIn(path: string, zones: readonly string[]): boolean {
  return zones.some((zone) => zone.endsWith("/") ? path.startsWith(zone) : path === zone);
}
