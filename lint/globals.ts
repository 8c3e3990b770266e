import { type Node, parentOf } from "./nodes.ts";
import { roleOf } from "./roles.ts";

/** One use of a global, such as `Deno` or `Math.random`. */
export interface GlobalUse {
  readonly name: string;
  readonly node: Deno.lint.Identifier;
}

interface Access {
  readonly name: string;
  /** The expression that holds the property, unless it is destructured. */
  readonly node?: Node;
}

const GLOBAL_OBJECTS: readonly string[] = [
  "globalThis",
  "global",
  "self",
  "window",
];
const WRAPPERS: readonly Node["type"][] = [
  "ChainExpression",
  "TSAsExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
];

/** Visitor that hands every global of `names` that a file uses to `found`. */
export function visitGlobals(
  names: readonly string[],
  found: (use: GlobalUse) => void,
): Deno.lint.LintVisitor {
  const bindings: { name: string; scope: Deno.lint.Range }[] = [];
  const references: Deno.lint.Identifier[] = [];
  const isHidden = ({ name, range }: Deno.lint.Identifier): boolean =>
    bindings.some((binding) => binding.name === name && contains(binding.scope, range));
  return {
    Identifier(node) {
      const role = roleOf(node);
      if (role.kind === "binding") {
        bindings.push({ name: node.name, scope: role.scope });
      } else if (role.kind === "reference" || isNamespaceInType(node)) {
        references.push(node);
      }
    },
    "Program:exit"() {
      for (const node of references) {
        if (isHidden(node)) continue;
        for (const name of namesUsed(node.name, node)) {
          if (names.includes(name)) found({ name, node });
        }
      }
    },
  };
}

function contains(scope: Deno.lint.Range, range: Deno.lint.Range): boolean {
  return scope[0] <= range[0] && range[1] <= scope[1];
}

/** `Deno.FsFile` as a type needs Deno's types, so it is a use of `Deno`. */
function isNamespaceInType({ name, parent }: Deno.lint.Identifier): boolean {
  if (name !== "Deno") return false;
  return parent.type === "TSTypeQuery" ||
    parent.type === "TSQualifiedName" && parent.left.type === "Identifier" &&
      parent.left.name === name;
}

function namesUsed(name: string, node: Node): string[] {
  if (GLOBAL_OBJECTS.includes(name)) {
    return accessesTo(node).flatMap((access) =>
      access.node === undefined ? [access.name] : namesUsed(access.name, access.node)
    );
  }
  const accesses = name === "Math" ? accessesTo(node) : [];
  return [name, ...accesses.map((access) => `${name}.${access.name}`)];
}

function accessesTo(expression: Node): Access[] {
  const node = unwrapped(expression);
  const parent = parentOf(node);
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === node ? memberAccess(parent) : [];
    case "VariableDeclarator":
      return parent.init === node ? patternAccesses(parent.id) : [];
    case "AssignmentExpression":
      return parent.right === node ? patternAccesses(parent.left) : [];
    default:
      return [];
  }
}

function unwrapped(expression: Node): Node {
  let node = expression;
  for (
    let up = parentOf(node);
    up !== undefined && WRAPPERS.includes(up.type);
    up = parentOf(node)
  ) node = up;
  return node;
}

function memberAccess(member: Deno.lint.MemberExpression): Access[] {
  const name = keyName(member.property, member.computed);
  return name === undefined ? [] : [{ name, node: member }];
}

function patternAccesses(pattern: Node): Access[] {
  if (pattern.type !== "ObjectPattern") return [];
  return pattern.properties.flatMap((property) => {
    if (property.type !== "Property") return [];
    const name = keyName(property.key, property.computed);
    return name === undefined ? [] : [{ name }];
  });
}

function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === "Identifier") return computed ? undefined : key.name;
  if (key.type === "Literal" && typeof key.value === "string") return key.value;
  if (key.type === "TemplateLiteral" && key.expressions.length === 0) {
    return key.quasis[0]?.cooked;
  }
  return undefined;
}
