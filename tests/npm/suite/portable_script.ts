import ts from "npm:typescript@5.9.3";

/** Where a script finds what it imports. */
export interface Links {
  /** The specifier in the copy, for one that is not of the package's inside. */
  readonly link: (specifier: string) => string | undefined;
  /** Where a name of a source of the package is found in what is published. */
  readonly published: (specifier: string, name: string) => Published | undefined;
  /** The specifier of a module of `there/`. */
  readonly there: (name: string) => string;
}

/** What Node 20 does not have yet, with what serves it. */
const LATER_GLOBALS: { readonly [expression: string]: string } = {
  "Promise.withResolvers": "withResolvers",
  "Array.fromAsync": "fromAsync",
};

/** The entry that exports a name; or the value itself, of a constant that no entry exports. */
export type Published = { readonly entry: string } | { readonly constant: Constant };

/** What can be written down. */
export type Constant = string | number | boolean;

/** A name's place is told by what it is part of. */
const WITH_PARENTS = true;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes a script that Node and Bun run of a test of the repository. What it takes
 * from the package's sources it takes from the published entries; what these do
 * not export is stood in for by something that says so when it is touched.
 *
 * @param text The test's text.
 * @param links Where the copy finds what it imports.
 */
export function portableScript(text: string, links: Links): string {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const file = ts.createSourceFile("copy.js", outputText, ts.ScriptTarget.ES2022, WITH_PARENTS);
  const edits: Edit[] = [];
  const needed = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) edits.push(...importEdits(node, file, links));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      edits.push(linkEdit(node.moduleSpecifier, file, links));
    } else if (ts.isPropertyAccessExpression(node)) {
      const later = LATER_GLOBALS[node.getText(file)];
      if (later !== undefined) {
        edits.push({ start: node.getStart(file), end: node.end, text: later });
        needed.add(`import { ${later} } from "${links.there("platform")}";`);
      }
    } else if (isModuleUrl(node, file)) edits.push(linkEdit(node.arguments![0]!, file, links));
    if (ts.isIdentifier(node) && node.text === "Deno" && isReference(node)) {
      needed.add(`import { served as Deno } from "${links.there("deno")}";`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...needed, edited(outputText, edits)].join(" ");
}

function isReference(node: ts.Identifier): boolean {
  return !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node);
}

/** Whether this is `new URL("./other.ts", import.meta.url)`. */
function isModuleUrl(node: ts.Node, file: ts.SourceFile): node is ts.NewExpression {
  if (!ts.isNewExpression(node) || node.expression.getText(file) !== "URL") return false;
  const [path, base] = node.arguments ?? [];
  return path !== undefined && ts.isStringLiteral(path) && path.text.endsWith(".ts") &&
    base?.getText(file) === "import.meta.url";
}

function linkEdit(node: ts.Expression, file: ts.SourceFile, links: Links): Edit {
  const specifier = (node as ts.StringLiteral).text;
  const text = JSON.stringify(links.link(specifier) ?? specifier);
  return { start: node.getStart(file), end: node.end, text };
}

function importEdits(node: ts.ImportDeclaration, file: ts.SourceFile, links: Links): Edit[] {
  const specifier = (node.moduleSpecifier as ts.StringLiteral).text;
  if (links.link(specifier) !== undefined) return [linkEdit(node.moduleSpecifier, file, links)];
  const text = [...packageImports(specifier, node.importClause?.namedBindings, links)].join(" ");
  return [{ start: node.getStart(file), end: node.end, text }];
}

/** Imports of what is published, and stand-ins for what is not. */
function* packageImports(
  specifier: string,
  bindings: ts.NamedImportBindings | undefined,
  links: Links,
): Generator<string> {
  const asked = bindings === undefined
    ? []
    : ts.isNamespaceImport(bindings)
    ? [{ name: "*", local: bindings.name.text }]
    : bindings.elements.map(({ propertyName, name }) => ({
      name: (propertyName ?? name).text,
      local: name.text,
    }));
  for (const { name, local } of asked) {
    const found = links.published(specifier, name);
    const clause = name === "*" ? `* as ${local}` : `{ ${name} as ${local} }`;
    if (found === undefined) {
      const absent = `absent_${local}`;
      yield `import { absent as ${absent} } from "${links.there("absent")}";`;
      yield `const ${local} = ${absent}(${JSON.stringify(`${name} of ${specifier}`)});`;
    } else if ("entry" in found) yield `import ${clause} from "${found.entry}";`;
    else yield `const ${local} = ${JSON.stringify(found.constant)};`;
  }
}

function edited(text: string, edits: readonly Edit[]): string {
  return edits.toSorted((a, b) => b.start - a.start).reduce(
    (result, { start, end, text }) => result.slice(0, start) + text + result.slice(end),
    text,
  );
}
