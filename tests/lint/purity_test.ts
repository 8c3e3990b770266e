import { assertAccepted, assertRefused } from "./run_rule.ts";

const CORE_USES: readonly (readonly [source: string, name: string])[] = [
  ["Deno.cwd();", "Deno"],
  ["export const a = typeof process;", "process"],
  ["console.log(1);", "console"],
  ["setTimeout(f, 1);", "setTimeout"],
  ["setInterval(f, 1);", "setInterval"],
  ["setImmediate(f);", "setImmediate"],
  ["queueMicrotask(f);", "queueMicrotask"],
  ["Math.random();", "Math.random"],
  ['Math["random"]();', "Math.random"],
  ["Math?.random();", "Math.random"],
  ["const { random } = Math;", "Math.random"],
  ["globalThis.Math.random();", "Math.random"],
];

const PLATFORM_USES: readonly (readonly [source: string, name: string])[] = [
  ["Deno.cwd();", "Deno"],
  ["process!.cwd();", "process"],
  ["globalThis.Deno;", "Deno"],
  ["globalThis?.Deno?.cwd();", "Deno"],
  ['globalThis["process"];', "process"],
  ["globalThis[`process`];", "process"],
  ["self.globalThis.process;", "process"],
  ["(globalThis as { Deno?: unknown }).Deno;", "Deno"],
  ["const { Deno: d } = globalThis;", "Deno"],
  ["let process; ({ process } = globalThis);", "process"],
  ["const o = { process };", "process"],
  ["export { process };", "process"],
  ["let a = Deno;", "Deno"],
  ["function f(a = process) {}", "process"],
  ["const { a = process } = o;", "process"],
  ["declare const Deno: { cwd(): string }; Deno.cwd();", "Deno"],
  ["declare namespace Deno {} Deno;", "Deno"],
  ["function f(process: string) {} process;", "process"],
  ["{ const process = 1; } process;", "process"],
  ["type File = Deno.FsFile;", "Deno"],
  ["type Api = typeof Deno;", "Deno"],
  ["class A extends Deno.Command {}", "Deno"],
  ["o[process];", "process"],
  ["const f = () => process;", "process"],
  ["f({ a: process });", "process"],
  ["enum E { a = process }", "process"],
  ["export = process;", "process"],
  ["declare function process(): void; process();", "process"],
  ["switch (a) { case 1: let process; } process;", "process"],
  ["class A { static { var process; } } process;", "process"],
  ["const f = function process() {}; process;", "process"],
];

const NO_USES: readonly string[] = [
  "export function f(process: string) { return process; }",
  "export const f = (process: string) => process;",
  "function f({ a: process }, [Deno], ...console) { process; Deno; console; }",
  "class A { constructor(private process: string) { process; } }",
  "try { f(); } catch (process) { process; }",
  "for (const process of list) { process; }",
  "function f() { g(process); var process = 1; }",
  "function process() {} process();",
  "class Deno {} new Deno();",
  "enum process { a } process.a;",
  'import { process } from "./x.ts"; process();',
  'import * as Deno from "./x.ts"; type A = Deno.A;',
  "const f = function process() { return process; };",
  "x.process; x.Deno.y; x?.console;",
  "const o = { process: 1, Deno: 2, console() {} };",
  "const { process: a } = o;",
  "class A { process = 1; Deno() {} get console() { return this.process; } }",
  "abstract class A { abstract process: string; abstract f(Deno: number): void; }",
  "interface A { process: string; Deno(console: number): void }",
  "type process = string; const a: process = 1;",
  "interface Deno {} let a: Deno;",
  "type F = (process: string) => process is string;",
  "type T = [process: string];",
  "type F<process> = process;",
  "interface Timers { setTimeout: typeof globalThis.setTimeout }",
  "enum E { process }",
  "process: for (;;) { break process; }",
  'export { process } from "./x.ts";',
  "const globalThis = {}; globalThis.Deno;",
  "const Math = {}; Math.random();",
  "Math.max(1, 2);",
  "globalThis.crypto;",
  "function f() { { var process = 1; } process; }",
  "switch (a) { case 1: let process; process; }",
  "class A { static { let process; process; } }",
  "class A { accessor process = 1; }",
  'import process = require("./x.ts"); process;',
  "function f(process: string): void; function f(process: unknown) { process; }",
];

const OUTSIDE: readonly string[] = [
  "sinks/file.ts",
  "cli/main.ts",
  "mod.ts",
  "tools/x.ts",
];

const PLATFORM: readonly string[] = [
  "sinks/io/file.ts",
  "examples/a.ts",
  "tests/core/a_test.ts",
  "bench/a.ts",
  "lint/a.ts",
  ".ci/a.ts",
];

Deno.test("runtrail/purity refuses a runtime global when the file is in core", () => {
  for (const [source, name] of [...CORE_USES, ...PLATFORM_USES]) {
    const part = `Cannot use ${name} in core/a.ts`;
    assertRefused("purity", "core/a.ts", source, part);
  }
});

Deno.test("runtrail/purity refuses Deno and process when the file is no platform file", () => {
  for (const path of OUTSIDE) {
    for (const [source, name] of PLATFORM_USES) {
      assertRefused("purity", path, source, `Cannot use ${name} in ${path}`);
    }
  }
});

Deno.test("runtrail/purity accepts names that are not the globals", () => {
  for (const source of NO_USES) {
    assertAccepted("purity", "core/a.ts", source);
  }
});

Deno.test("runtrail/purity accepts consoles and timers outside core", () => {
  const source = "console.log(setTimeout(f, Math.random()));";
  for (const path of OUTSIDE) assertAccepted("purity", path, source);
});

Deno.test("runtrail/purity accepts the platform in platform files", () => {
  const source = 'Deno.cwd(); process.cwd(); await import("node:fs");';
  for (const path of PLATFORM) assertAccepted("purity", path, source);
});

Deno.test("runtrail/purity refuses an import in core when it is not allow-listed", () => {
  const specifiers = [
    "node:fs",
    "npm:ajv@8",
    "jsr:@std/ulid@1",
    "https://example.com/a.ts",
    "ajv",
    "@std/streams",
    "@runtrail/runtrail",
  ];
  for (const specifier of specifiers) {
    const part = `Cannot import ${specifier} in core/a.ts`;
    for (
      const source of [
        `import "${specifier}";`,
        `import type { A } from "${specifier}";`,
        `export * from "${specifier}";`,
        `await import("${specifier}");`,
        `type A = import("${specifier}").A;`,
      ]
    ) assertRefused("purity", "core/a.ts", source, part);
  }
});

Deno.test("runtrail/purity accepts files and allow-listed packages in core", () => {
  assertAccepted("purity", "core/a.ts", 'import { ulid } from "@std/ulid";');
  assertAccepted("purity", "core/a.ts", 'import "./b.ts"; import "../c.ts";');
  assertAccepted(
    "purity",
    "core/a.ts",
    'import { t } from "@std/streams/to-transform-stream";',
  );
});

Deno.test("runtrail/purity refuses a static node import when the file is published", () => {
  for (const path of ["sinks/io/file.ts", "sinks/a.ts", "cli/a.ts", "mod.ts"]) {
    for (
      const source of [
        'import fs from "node:fs";',
        'import type { Stats } from "node:fs";',
        'export * from "node:fs";',
      ]
    ) assertRefused("purity", path, source, "Cannot import node:fs");
  }
});

Deno.test("runtrail/purity refuses a dynamic node import when the file is no platform file", () => {
  for (const path of OUTSIDE) {
    assertRefused("purity", path, 'await import("node:fs");', "node:fs");
    assertRefused("purity", path, 'type A = import("node:fs").A;', "node:fs");
  }
});

Deno.test("runtrail/purity accepts packages outside core and static node imports outside the package", () => {
  assertAccepted("purity", "cli/a.ts", 'import { Ajv } from "ajv";');
  assertAccepted("purity", "tests/a_test.ts", 'import fs from "node:fs";');
});

Deno.test("runtrail/purity accepts a test folder named like core", () => {
  assertAccepted("purity", "tests/core/a.ts", "console.log(Deno.cwd());");
});
