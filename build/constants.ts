import ts from "npm:typescript@5.9.3";

/**
 * Makes the variables of a script that nothing assigns to the constants that they were: the bundler
 * declares all of a module with `var`, and Node then reads them anew at each use.
 *
 * @param code What the bundler wrote.
 * @returns The same, with each character of the values in its place, so that the map holds.
 */
export function withConstants(code: string): string {
  const script = ts.createSourceFile("script.js", code, ts.ScriptTarget.Latest);
  const assigned = new Set(assignedNames(script));
  let constant = code;
  for (const statement of script.statements) {
    const start = statement.getStart(script);
    const [, head, name = ""] = /^(var ([\w$]+) = )/.exec(code.slice(start, statement.end)) ?? [];
    if (head === undefined || assigned.has(name) || declarationsIn(statement) !== 1) continue;
    constant = constant.slice(0, start) + `const ${name}=` + constant.slice(start + head.length);
  }
  return constant;
}

function declarationsIn(statement: ts.Statement): number {
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations.length : 0;
}

function* assignedNames(node: ts.Node): Generator<string> {
  const target = assignmentTarget(node);
  if (target !== undefined) yield* namesIn(target);
  const below: ts.Node[] = [];
  node.forEachChild((child) => void below.push(child));
  for (const child of below) yield* assignedNames(child);
}

function assignmentTarget(node: ts.Node): ts.Node | undefined {
  if (ts.isBinaryExpression(node)) return assigns(node) ? node.left : undefined;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    return STEPS.includes(node.operator) ? node.operand : undefined;
  }
  return ts.isForInStatement(node) || ts.isForOfStatement(node) ? node.initializer : undefined;
}

const STEPS: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.PlusPlusToken,
  ts.SyntaxKind.MinusMinusToken,
];

function assigns({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** What a property is assigned to stays the same itself. */
function* namesIn(target: ts.Node): Generator<string> {
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) return;
  if (ts.isIdentifier(target)) yield target.text;
  const below: ts.Node[] = [];
  target.forEachChild((child) => void below.push(child));
  for (const child of below) yield* namesIn(child);
}
