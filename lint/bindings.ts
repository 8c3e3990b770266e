import { type Node, parentOf } from "./nodes.ts";

/** What an identifier is: a new variable, the use of one, or only a name. */
export type Role =
  | { readonly kind: "binding"; readonly scope: Deno.lint.Range }
  | { readonly kind: "reference" }
  | { readonly kind: "name" };

/** Role of an identifier that is no variable. */
export const NAME: Role = { kind: "name" };

const FUNCTIONS: readonly Node["type"][] = [
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "TSEmptyBodyFunctionExpression",
  "TSDeclareFunction",
];
const VAR_SCOPES: readonly Node["type"][] = [
  ...FUNCTIONS,
  "Program",
  "StaticBlock",
  "TSModuleBlock",
];
const LET_SCOPES: readonly Node["type"][] = [
  ...VAR_SCOPES,
  "BlockStatement",
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "SwitchStatement",
];

/** Role of `node` if it stands where a variable is made. */
export function bindingRole(node: Node): Role | undefined {
  const parent = parentOf(node);
  switch (parent?.type) {
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "TSImportEqualsDeclaration":
      return importRole(node, parent);
    case "VariableDeclarator":
      return parent.id === node ? variableRole(parent) : undefined;
    case "CatchClause":
      return { kind: "binding", scope: parent.range };
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "TSEmptyBodyFunctionExpression":
    case "TSDeclareFunction":
      return functionRole(node, parent);
    case "ClassDeclaration":
    case "ClassExpression":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
      return parent.id === node ? declarationRole(parent) : undefined;
    default:
      return undefined;
  }
}

function importRole(
  node: Node,
  parent:
    | Deno.lint.ImportSpecifier
    | Deno.lint.ImportDefaultSpecifier
    | Deno.lint.ImportNamespaceSpecifier
    | Deno.lint.TSImportEqualsDeclaration,
): Role | undefined {
  const local = parent.type === "TSImportEqualsDeclaration" ? parent.id : parent.local;
  return local === node ? boundIn(parent, VAR_SCOPES) : undefined;
}

function variableRole({ parent }: Deno.lint.VariableDeclarator): Role {
  // A `declare` only claims that the global exists, so it hides nothing.
  if (parent.declare) return NAME;
  return boundIn(parent, parent.kind === "var" ? VAR_SCOPES : LET_SCOPES);
}

function functionRole(
  node: Node,
  parent:
    | Deno.lint.FunctionDeclaration
    | Deno.lint.FunctionExpression
    | Deno.lint.ArrowFunctionExpression
    | Deno.lint.TSEmptyBodyFunctionExpression
    | Deno.lint.TSDeclareFunction,
): Role | undefined {
  if (parent.body === node) return undefined;
  if (parent.type === "FunctionDeclaration" && parent.id === node) {
    return boundIn(parent, LET_SCOPES);
  }
  return { kind: "binding", scope: parent.range };
}

function declarationRole(
  node:
    | Deno.lint.ClassDeclaration
    | Deno.lint.ClassExpression
    | Deno.lint.TSEnumDeclaration
    | Deno.lint.TSModuleDeclaration,
): Role {
  if (node.type === "ClassExpression") {
    return { kind: "binding", scope: node.range };
  }
  return node.declare ? NAME : boundIn(node, LET_SCOPES);
}

function boundIn(node: Node, scopes: readonly Node["type"][]): Role {
  let up = parentOf(node);
  while (up !== undefined && !scopes.includes(up.type)) up = parentOf(up);
  return { kind: "binding", scope: (up ?? node).range };
}
