/**
 * Deno lint plugin with the rules of this repository.
 *
 * @module
 */

import { errorGrammarRule } from "./error_grammar.ts";
import { exportsOnlyNamedRule } from "./exports_only_named.ts";
import { LAYER_ORDER } from "./layer_order.ts";
import { layersRule } from "./layers.ts";
import { purityRule } from "./purity.ts";

const plugin: Deno.lint.Plugin = {
  name: "runtrail",
  rules: {
    "layers": layersRule(LAYER_ORDER),
    "purity": purityRule,
    "error-grammar": errorGrammarRule,
    "exports-only-named": exportsOnlyNamedRule,
  },
};

export default plugin;
