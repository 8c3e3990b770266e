/** One specifier found in a file. */
export interface FoundImport {
  readonly specifier: string;
  /** "static" holds `import type` and `export ... from` too. */
  readonly kind: "static" | "dynamic" | "type";
  readonly node: Deno.lint.Node;
}

/** Visitor that hands every import with a literal specifier to `found`. */
export function visitImports(
  found: (found: FoundImport) => void,
): Deno.lint.LintVisitor {
  const hand = (kind: FoundImport["kind"]) => (node: Deno.lint.Node | null): void => {
    const specifier = node === null ? undefined : literalText(node);
    if (node !== null && specifier !== undefined) {
      found({ specifier, kind, node });
    }
  };
  const handStatic = hand("static");
  const handDynamic = hand("dynamic");
  const handType = hand("type");
  return {
    ImportDeclaration: (node) => handStatic(node.source),
    ExportNamedDeclaration: (node) => handStatic(node.source),
    ExportAllDeclaration: (node) => handStatic(node.source),
    TSExternalModuleReference: (node) => handStatic(node.expression),
    ImportExpression: (node) => handDynamic(node.source),
    TSImportType: (node) => handType(node.argument),
  };
}

function literalText(node: Deno.lint.Node): string | undefined {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? node.value : undefined;
    case "TSLiteralType":
      return literalText(node.literal);
    case "TemplateLiteral":
      return node.expressions.length === 0 ? node.quasis[0]?.cooked : undefined;
    default:
      return undefined;
  }
}
