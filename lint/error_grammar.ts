import { repoPath } from "./repo_path.ts";
import { isIn, PUBLISHED } from "./zones.ts";

type Node = Deno.lint.Node;

/** Known ends of a message; undefined where only running the code would tell. */
interface Ends {
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** Rule for the form of error messages in published files. */
export const errorGrammarRule: Deno.lint.Rule = {
  create(context) {
    const path = repoPath(context.filename);
    if (path === undefined || !isIn(path, PUBLISHED)) return {};
    const check = (
      node: Deno.lint.NewExpression | Deno.lint.CallExpression,
    ): void => {
      const message = messageOf(node);
      if (message === undefined) return;
      for (const problem of problemsOf(message)) {
        context.report({ node: message, message: problem });
      }
    };
    return { NewExpression: check, CallExpression: check };
  },
};

function messageOf(
  node: Deno.lint.NewExpression | Deno.lint.CallExpression,
): Node | undefined {
  const name = calleeName(node.callee);
  if (name === undefined || !name.endsWith("Error")) return undefined;
  return node.arguments[name === "AggregateError" ? 1 : 0];
}

function calleeName(callee: Node): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression") return undefined;
  return callee.property.type === "Identifier" ? callee.property.name : undefined;
}

function problemsOf(message: Node): string[] {
  const all = endsOf(message);
  const problems: string[] = [];
  if (all.some(({ start }) => start !== undefined && !/^\p{Lu}/u.test(start))) {
    problems.push("Error message does not start with a capital letter");
  }
  if (all.some(({ end }) => end?.trimEnd().endsWith("."))) {
    problems.push("Error message ends with a period");
  }
  return problems;
}

function endsOf(node: Node): Ends[] {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [{ start: node.value, end: node.value }] : [];
    case "TemplateLiteral":
      return [templateEnds(node)];
    case "BinaryExpression":
      return node.operator === "+" ? sumEnds(node.left, node.right) : [];
    case "ConditionalExpression":
      return [...endsOf(node.consequent), ...endsOf(node.alternate)];
    default:
      return [];
  }
}

function templateEnds({ quasis }: Deno.lint.TemplateLiteral): Ends {
  const only = quasis.length === 1;
  const first = quasis[0]?.cooked;
  const last = quasis.at(-1)?.cooked;
  return {
    start: only ? first : first || undefined,
    end: last || undefined,
  };
}

function sumEnds(left: Node, right: Node): Ends[] {
  return [
    ...endsOf(left).map(({ start }) => ({ start, end: undefined })),
    ...endsOf(right).map(({ end }) => ({ start: undefined, end })),
  ];
}
