import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { patchMethods } from "../../sinks/bridges/method_patch.ts";

/** An object that inherits one method and owns another. */
function holder(): { own(): string; inherited(): string } {
  return Object.assign(Object.create({ inherited: () => "inherited" }), { own: () => "own" });
}

Deno.test("patchMethods() leaves no property behind when the method was inherited", () => {
  const patched = holder();

  const undo = patchMethods([{
    holder: patched,
    name: "inherited",
    replacement: (original) => () => `patched ${original()}`,
  }]);
  const during = patched.inherited();
  undo();

  assertEquals([during, patched.inherited()], ["patched inherited", "inherited"]);
  assertEquals(Object.keys(patched), ["own"]);
});

Deno.test("patchMethods() restores attributes of a property when it is undone", () => {
  const patched = {};
  const property = { value: () => 1, writable: false, enumerable: false, configurable: true };
  Object.defineProperty(patched, "method", property);

  const undo = patchMethods([{ holder: patched, name: "method", replacement: (call) => call }]);
  undo();

  assertEquals(Object.getOwnPropertyDescriptor(patched, "method"), property);
});

Deno.test("patchMethods() patches nothing when one of the methods cannot be patched", () => {
  const patched = holder();
  const { own } = patched;
  const frozen = Object.freeze(holder());

  assertThrows(
    () =>
      patchMethods([
        { holder: patched, name: "own", replacement: () => () => "patched" },
        { holder: frozen, name: "own", replacement: () => () => "patched" },
      ]),
    TypeError,
  );

  assertStrictEquals(patched.own, own);
});

Deno.test("patchMethods() throws when there is no such method", () => {
  assertThrows(
    () => patchMethods([{ holder: {}, name: "none", replacement: (call) => call }]),
    TypeError,
    "Cannot patch none: it is undefined, not a function",
  );
});
