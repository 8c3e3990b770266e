import { layersRule } from "../../lint/layers.ts";
import { assertAccepted, assertRefused } from "./run_rule.ts";

const rule = layersRule([
  ["core/event.ts"],
  ["core/bus.ts", "core/ids.ts"],
  ["sinks/"],
  ["mod.ts"],
  [{ path: "examples/", open: true }, { path: "bench/", open: true }],
  [{ path: "tests/", open: true }],
]);

Deno.test("runtrail/layers accepts an import from an earlier layer", () => {
  assertAccepted(rule, "core/bus.ts", 'import { a } from "./event.ts";');
  assertAccepted(rule, "sinks/file.ts", 'import "../core/bus.ts";');
  assertAccepted(rule, "tests/core/bus_test.ts", 'import "../../mod.ts";');
});

Deno.test("runtrail/layers accepts packages in any layer", () => {
  assertAccepted(rule, "core/event.ts", 'import { ulid } from "@std/ulid";');
  assertAccepted(rule, "core/event.ts", 'import "npm:ajv@8";');
});

Deno.test("runtrail/layers refuses every form of import when it points to the right", () => {
  const forms = [
    'import { a } from "./bus.ts";',
    'import "./bus.ts";',
    'import type { A } from "./bus.ts";',
    'import { type A } from "./bus.ts";',
    'export { a } from "./bus.ts";',
    'export type { A } from "./bus.ts";',
    'export * from "./bus.ts";',
    'export * as bus from "./bus.ts";',
    'await import("./bus.ts");',
    "await import(`./bus.ts`);",
    'type A = import("./bus.ts").A;',
    'type A = typeof import("./bus.ts");',
    'import a = require("./bus.ts");',
    'import "./../core/bus.ts?x#y";',
    'import "./b%75s.ts";',
  ];
  for (const form of forms) {
    assertRefused(
      rule,
      "core/event.ts",
      form,
      "Cannot import core/bus.ts from core/event.ts: not in an earlier layer",
    );
  }
});

Deno.test("runtrail/layers refuses an import when both files share a layer", () => {
  assertRefused(rule, "core/bus.ts", 'import "./ids.ts";', "earlier layer");
  assertRefused(rule, "sinks/a.ts", 'import "./b.ts";', "earlier layer");
  assertRefused(
    rule,
    "examples/a.ts",
    'import "../bench/b.ts";',
    "earlier layer",
  );
});

Deno.test("runtrail/layers accepts an import within an open folder", () => {
  assertAccepted(rule, "tests/core/a_test.ts", 'import "../helper.ts";');
  assertAccepted(rule, "examples/a.ts", 'import "./deep/b.ts";');
});

Deno.test("runtrail/layers refuses a published file when it has no place", () => {
  const part = "not in lint/layer_order.ts";
  assertRefused(rule, "core/x.ts", "let a = 1;", `place core/x.ts: ${part}`);
  assertRefused(rule, "core/x.ts", "", `place core/x.ts: ${part}`);
  assertRefused(rule, "cli/main.ts", 'import "../core/bus.ts";', "cli/main.ts");
});

Deno.test("runtrail/layers accepts an unplaced file that is not published", () => {
  assertAccepted(rule, "tools/x.ts", 'import "../tests/helper.ts";');
});

Deno.test("runtrail/layers refuses an import when the target has no place", () => {
  assertRefused(
    rule,
    "core/bus.ts",
    'import "./x.ts";',
    "Cannot import core/x.ts from core/bus.ts: not in lint/layer_order.ts",
  );
});

Deno.test("runtrail/layers refuses an import when it leaves the repository", () => {
  assertRefused(
    rule,
    "core/bus.ts",
    'import "../../x.ts";',
    "outside the repository",
  );
});

Deno.test("runtrail/layers refuses the package's own name when mod.ts is to the right", () => {
  const source = 'import { a } from "@runtrail/runtrail";';
  assertRefused(rule, "core/bus.ts", source, "Cannot import mod.ts");
  assertAccepted(rule, "examples/a.ts", source);
});

Deno.test("runtrail/layers accepts a test folder named like a published one", () => {
  assertAccepted(rule, "tests/core/event.ts", 'import "../../core/bus.ts";');
});

Deno.test("runtrail/layers knows absolute paths and leaves other folders alone", () => {
  const inside = new URL("../../core/event.ts", import.meta.url);
  const outside = new URL("../../../core/event.ts", import.meta.url);
  const source = 'import "./bus.ts";';
  const insidePath = decodeURIComponent(inside.pathname);
  assertRefused(rule, insidePath, source, "core/bus.ts");
  assertRefused(rule, inside.href, source, "core/bus.ts");
  assertAccepted(rule, decodeURIComponent(outside.pathname), source);
});
