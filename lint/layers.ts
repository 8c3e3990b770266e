import { type FoundImport, visitImports } from "./imports.ts";
import type { Layer, LayerEntry } from "./layer_order.ts";
import { repoPath, resolveImport } from "./repo_path.ts";
import { isIn, PUBLISHED } from "./zones.ts";

/** Where a file stands in the layer order. */
export interface Place extends LayerEntry {
  readonly layer: number;
}

/** Every entry of `layers`, with the index of its layer. */
export function places(layers: readonly Layer[]): Place[] {
  return layers.flatMap((entries, layer) =>
    entries.map((entry) => ({
      ...(typeof entry === "string" ? { path: entry } : entry),
      layer,
    }))
  );
}

/** Rule that lets a module import only from layers to its left. */
export function layersRule(layers: readonly Layer[]): Deno.lint.Rule {
  const all = places(layers);
  return {
    create(context) {
      const path = repoPath(context.filename);
      if (path === undefined) return {};
      const place = placeOf(path, all);
      if (place === undefined) return refuseUnplaced(context, path);
      return visitImports((found) => {
        const problem = problemOf(path, place, found, all);
        if (problem !== undefined) {
          context.report({
            node: found.node,
            message: `Cannot import ${problem}`,
            hint: "Import only from layers to the left in lint/layer_order.ts",
          });
        }
      });
    },
  };
}

function placeOf(path: string, all: readonly Place[]): Place | undefined {
  return all.find((place) => isIn(path, [place.path]));
}

function refuseUnplaced(
  context: Deno.lint.RuleContext,
  path: string,
): Deno.lint.LintVisitor {
  if (!isIn(path, PUBLISHED)) return {};
  return {
    Program(node) {
      context.report({
        node: node.body[0] ?? node,
        message: `Cannot place ${path}: not in lint/layer_order.ts`,
      });
    },
  };
}

function problemOf(
  from: string,
  place: Place,
  { specifier }: FoundImport,
  all: readonly Place[],
): string | undefined {
  const target = resolveImport(from, specifier);
  if (target.kind === "package") return undefined;
  if (target.kind === "outside") {
    return `${specifier} from ${from}: outside the repository`;
  }
  const other = placeOf(target.path, all);
  if (other === undefined) {
    return `${target.path} from ${from}: not in lint/layer_order.ts`;
  }
  if (other.layer < place.layer || isFree(place, other)) return undefined;
  return `${target.path} from ${from}: not in an earlier layer`;
}

function isFree(place: Place, other: Place): boolean {
  return place.open === true && place.path === other.path;
}
