import { repoPath } from "./repo_path.ts";

/** Rule that keeps mod.ts to a module comment and named re-exports. */
export const exportsOnlyNamedRule: Deno.lint.Rule = {
  create(context) {
    if (repoPath(context.filename) !== "mod.ts") return {};
    return {
      Program(node) {
        if (!hasModuleComment(context.sourceCode)) {
          context.report({
            node: node.body[0] ?? node,
            message: "Missing module comment: mod.ts starts with /** @module */",
          });
        }
        for (const statement of node.body) {
          const problem = problemOf(statement);
          if (problem !== undefined) {
            context.report({ node: statement, message: problem });
          }
        }
      },
    };
  },
};

function hasModuleComment({ text }: Deno.lint.SourceCode): boolean {
  const comment = /^\s*(?:\/\/[^\n]*\n\s*)*\/\*\*([\s\S]*?)\*\//.exec(text);
  return /^\s*\*?\s*@module\b/m.test(comment?.[1] ?? "");
}

function problemOf(statement: Deno.lint.Statement): string | undefined {
  if (statement.type === "ExportAllDeclaration") {
    return "Cannot use export * in mod.ts: name every export";
  }
  if (
    statement.type !== "ExportNamedDeclaration" || statement.source === null
  ) {
    return "Cannot have anything but named re-exports in mod.ts";
  }
  if (statement.specifiers.length === 0) {
    return "Cannot have an empty re-export in mod.ts";
  }
  return statement.specifiers.some(isDefault)
    ? "Cannot have a default export in mod.ts"
    : undefined;
}

function isDefault({ exported }: Deno.lint.ExportSpecifier): boolean {
  const name = exported.type === "Identifier" ? exported.name : exported.value;
  return name === "default";
}
