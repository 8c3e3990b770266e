/** Every node with a place in the tree; Deno's own union lacks two of them. */
export type Node =
  | Exclude<Deno.lint.Node, Deno.lint.LineComment | Deno.lint.BlockComment>
  | Deno.lint.AccessorProperty
  | Deno.lint.TSParameterProperty;

/** Parent of `node`; the program has none. */
export function parentOf(node: Node): Node | undefined {
  return node.type === "Program" ? undefined : node.parent as Node;
}
