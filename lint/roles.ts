import { bindingRole, NAME, type Role } from "./bindings.ts";
import { type Node, parentOf } from "./nodes.ts";

const REFERENCE: Role = { kind: "reference" };

/** The TypeScript nodes whose direct identifiers are values. */
const TS_VALUES: readonly Node["type"][] = [
  "TSAsExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "TSExportAssignment",
];

/** Role that `id` plays where it stands. */
export function roleOf(id: Deno.lint.Identifier): Role {
  const parent = id.parent as Node;
  if (isPlainName(id, parent)) return NAME;
  return bindingRole(patternRoot(id)) ??
    (isTypeOnly(id, parent) ? NAME : REFERENCE);
}

function isPlainName(id: Node, parent: Node): boolean {
  switch (parent.type) {
    case "MemberExpression":
      return parent.property === id && !parent.computed;
    case "Property":
    case "PropertyDefinition":
    case "MethodDefinition":
    case "AccessorProperty":
      return parent.key === id && !parent.computed;
    case "ImportSpecifier":
      return parent.local !== id;
    case "ExportSpecifier":
      return parent.local !== id || parent.parent.source !== null;
    case "ExportAllDeclaration":
    case "ImportAttribute":
    case "MetaProperty":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return true;
    default:
      return false;
  }
}

function isTypeOnly(id: Node, parent: Node): boolean {
  if (parent.type === "TSEnumMember") return parent.id === id;
  return parent.type.startsWith("TS") && !TS_VALUES.includes(parent.type);
}

/** The outermost pattern that `id` is part of, or `id` itself. */
function patternRoot(id: Node): Node {
  let node = id;
  for (let up = parentOf(node); up && isPatternStep(node, up);) {
    node = up;
    up = parentOf(node);
  }
  return node;
}

function isPatternStep(node: Node, up: Node): boolean {
  switch (up.type) {
    case "Property":
      return up.value === node;
    case "AssignmentPattern":
      return up.left === node;
    case "ObjectPattern":
    case "ArrayPattern":
    case "RestElement":
    case "TSParameterProperty":
      return true;
    default:
      return false;
  }
}
