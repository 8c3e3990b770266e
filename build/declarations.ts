import { posix } from "node:path";
import ts from "npm:typescript@5.9.3";
import { declarationPath, scriptPath } from "./manifest.ts";
import type { SourcePackage } from "./source_package.ts";

/** These are type errors where a consumer's own libraries do not have them. */
const DISPOSABLE = /\[Symbol\.(dispose|asyncDispose)\]|\b(Async)?Disposable\b/;
const DISPOSABLE_LIBRARY = '/// <reference lib="esnext.disposable" />\n';

/**
 * Makes the declarations of all modules that an entry's types reach.
 *
 * @param source The package.
 * @returns Text by path, such as `core/event.d.ts`.
 * @throws {Error} Where one of these modules has a type error, or needs types of a package.
 */
export function declarationsOf(source: SourcePackage): ReadonlyMap<string, string> {
  const entries = [...source.entries.values()];
  const program = ts.createProgram({
    rootNames: entries.map((path) => `${source.root}/${path}`),
    options: compilerOptions(source),
  });
  const emitted = new Map<string, string>();
  program.emit(undefined, (file, text) => emitted.set(posix.relative(source.root, file), text));
  const files = new Map<string, string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const name = declarationPath(path);
    if (files.has(name)) continue;
    const text = emitted.get(name);
    if (text === undefined) throw new Error(`Cannot declare ${path}: the compiler emitted nothing`);
    refuseErrors(program, `${source.root}/${path}`);
    const { imports, linked } = withScriptLinks(path, text);
    waiting.push(...imports);
    files.set(name, (DISPOSABLE.test(linked) ? DISPOSABLE_LIBRARY : "") + linked);
  }
  return files;
}

function compilerOptions({ root, compilerOptions, members }: SourcePackage): ts.CompilerOptions {
  const { options, errors } = ts.convertCompilerOptionsFromJson({
    ...compilerOptions,
    target: "esnext",
    module: "preserve",
    lib: ["esnext", "dom", "dom.iterable", "dom.asynciterable"],
    types: [],
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    noEmitOnError: false,
    rootDir: root,
    paths: Object.fromEntries([...members].map(([name, path]) => [name, [`${root}/${path}`]])),
  }, root);
  if (errors.length > 0) throw new Error(`Cannot compile: ${describe(errors)}`);
  return options;
}

/** Without this, a type that the compiler could not find would be shipped as `any`. */
function refuseErrors(program: ts.Program, file: string): void {
  const sourceFile = program.getSourceFile(file);
  const found = [
    ...program.getSyntacticDiagnostics(sourceFile),
    ...program.getSemanticDiagnostics(sourceFile),
    ...program.getDeclarationDiagnostics(sourceFile),
  ];
  if (found.length > 0) throw new Error(`Cannot declare ${file}: ${describe(found)}`);
}

function withScriptLinks(path: string, text: string): { imports: string[]; linked: string } {
  const imports: string[] = [];
  let linked = text;
  // From the end, so that the positions of the others stay what they are.
  for (const { fileName, pos } of ts.preProcessFile(text).importedFiles.toReversed()) {
    if (!/^\.{1,2}\/.*\.ts$/.test(fileName)) {
      throw new Error(`Cannot declare ${path}: its types need ${fileName}`);
    }
    imports.push(posix.join(posix.dirname(path), fileName));
    // The position is that of the quote.
    const start = text.indexOf(fileName, pos);
    linked = linked.slice(0, start) + scriptPath(fileName) + linked.slice(start + fileName.length);
  }
  return { imports, linked };
}

function describe(found: readonly ts.Diagnostic[]): string {
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
    .join("\n");
}
