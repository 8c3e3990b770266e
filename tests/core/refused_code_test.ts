import { assertEquals } from "@std/assert";
import { compileDispatch } from "../../core/compiled_dispatch.ts";
import { withGlobal } from "../fixtures/replaced_global.ts";

// In a file of its own: what was refused once stays refused.
Deno.test("compileDispatch() does not try again when a policy has refused the text", () => {
  let attempts = 0;
  function refuse(): never {
    attempts++;
    throw new EvalError("Code generation from strings disallowed for this context");
  }
  withGlobal("Function", refuse, () => {
    const made = [1, 2].map((count) =>
      compileDispatch(
        Array.from({ length: count }, () => ({ sink: { emit: () => {} } })),
        { answered: () => {}, failed: () => {} },
      )
    );
    assertEquals([made, attempts], [[undefined, undefined], 1]);
  });
});
