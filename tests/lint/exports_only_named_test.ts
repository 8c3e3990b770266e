import { assertAccepted, assertRefused } from "./run_rule.ts";

const RULE = "exports-only-named";
const COMMENT = "/**\n * Streams of events.\n *\n * @module\n */\n";

Deno.test("runtrail/exports-only-named accepts a module comment and named re-exports", () => {
  assertAccepted(
    RULE,
    "mod.ts",
    `${COMMENT}export { a, b as c } from "./core/a.ts";
export type { A } from "./core/a.ts";
export { type B } from "./core/b.ts";
export { default as d } from "./core/d.ts";`,
  );
  assertAccepted(
    RULE,
    "mod.ts",
    `// Copyright\n${COMMENT}export { a } from "./core/a.ts";`,
  );
});

Deno.test("runtrail/exports-only-named refuses export * when it stands in mod.ts", () => {
  const part = "Cannot use export *";
  assertRefused(RULE, "mod.ts", `${COMMENT}export * from "./a.ts";`, part);
  assertRefused(RULE, "mod.ts", `${COMMENT}export * as a from "./a.ts";`, part);
});

Deno.test("runtrail/exports-only-named refuses a statement when it is no re-export", () => {
  const statements = [
    "export const a = 1;",
    "export function f() {}",
    "export interface A {}",
    "export type A = string;",
    "const a = 1;",
    "f();",
    'import "./a.ts";',
    'import { a } from "./a.ts";',
    "export {};",
    "export default 1;",
  ];
  for (const statement of statements) {
    const part = "anything but named re-exports";
    assertRefused(RULE, "mod.ts", COMMENT + statement, part);
  }
});

Deno.test("runtrail/exports-only-named refuses a re-export when it is empty or default", () => {
  assertRefused(RULE, "mod.ts", `${COMMENT}export {} from "./a.ts";`, "empty");
  assertRefused(
    RULE,
    "mod.ts",
    `${COMMENT}export { a as default } from "./a.ts";`,
    "default",
  );
  assertRefused(
    RULE,
    "mod.ts",
    `${COMMENT}export { default } from "./a.ts";`,
    "default",
  );
});

Deno.test("runtrail/exports-only-named refuses mod.ts when it has no module comment", () => {
  const source = 'export { a } from "./a.ts";';
  const part = "Missing module comment";
  assertRefused(RULE, "mod.ts", source, part);
  assertRefused(RULE, "mod.ts", `/** Text. */\n${source}`, part);
  assertRefused(RULE, "mod.ts", `// @module\n${source}`, part);
  assertRefused(RULE, "mod.ts", `${source}\n/** @module */`, part);
});

Deno.test("runtrail/exports-only-named leaves other files alone", () => {
  assertAccepted(RULE, "core/a.ts", 'export * from "./b.ts";');
  assertAccepted(RULE, "tests/mod.ts", "export const a = 1;");
});
