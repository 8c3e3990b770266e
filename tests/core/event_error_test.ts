import { assertEquals } from "@std/assert";
import { eventError } from "../../core/event_error.ts";

Deno.test("eventError() gives the name and the message of an error", () => {
  assertEquals(eventError(new RangeError("no")), { message: "no", name: "RangeError" });
});

Deno.test("eventError() gives a text and the default name when something else was thrown", () => {
  assertEquals(
    [eventError("no"), eventError(undefined), eventError(5, "AbortError")],
    [
      { message: "no", name: "Error" },
      { message: "undefined", name: "Error" },
      { message: "5", name: "AbortError" },
    ],
  );
});

Deno.test("eventError() gives texts when an error has other things in their place", () => {
  const odd = Object.assign(new Error(), { name: 5, message: { toString: () => "odd" } });
  assertEquals(eventError(odd), { message: "odd", name: "5" });
});

Deno.test("eventError() throws nothing when there is no text to be had", () => {
  assertEquals(eventError(Object.create(null)), { message: "[Throws]", name: "Error" });
});
