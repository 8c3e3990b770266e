import { assertEquals } from "@std/assert";
import { EventBus } from "../../core/bus.ts";
import { type CustomEvent, defineEvent, isEvent } from "../../core/custom_event.ts";
import type { EventDraft } from "../../core/event.ts";
import type { NamespacedEvent } from "../../core/output_events.ts";
import { emit } from "../../core/slot.ts";
import { eventOf } from "./reading.ts";
import { RELEASE } from "./release_schema.ts";
import { arktypeDeployed, valibotDeployed, zodDeployed } from "./vendors.ts";

/** Whether two types are identical, `readonly` and optional keys included. */
type Equal<Left, Right> = (<Type>() => Type extends Left ? 1 : 2) extends
  (<Type>() => Type extends Right ? 1 : 2) ? true : false;

/** Compiles for `true` alone. */
function holds<_Claim extends true>(): void {}

const FULL = { version: "1", hosts: [{ name: "web-1" }], attempts: 1 };
const SHORT = { version: "1", hosts: [{ name: "web-1" }] };

Deno.test("a zod definition takes the schema's input when it is called", () => {
  // @ts-expect-error: a number is no version
  zodDeployed({ ...FULL, version: 1 });
  // @ts-expect-error: the hosts are missing
  zodDeployed({ version: "1" });
  // @ts-expect-error: a key that the schema does not have
  zodDeployed({ ...FULL, vresion: "1" });
  holds<Equal<ReturnType<typeof zodDeployed>["type"], "zod.deployed">>();

  assertEquals(zodDeployed(SHORT).data, SHORT);
});

Deno.test("a valibot definition takes the schema's input when it is called", () => {
  // @ts-expect-error: a number is no version
  valibotDeployed({ ...FULL, version: 1 });
  // @ts-expect-error: the hosts are missing
  valibotDeployed({ version: "1" });
  // @ts-expect-error: a key that the schema does not have
  valibotDeployed({ ...FULL, vresion: "1" });
  holds<Equal<ReturnType<typeof valibotDeployed>["type"], "valibot.deployed">>();

  assertEquals(valibotDeployed(SHORT).data, SHORT);
});

Deno.test("an arktype definition takes the schema's input when it is called", () => {
  // @ts-expect-error: a number is no version
  arktypeDeployed({ ...FULL, version: 1 });
  // @ts-expect-error: the hosts are missing
  arktypeDeployed({ version: "1" });
  // @ts-expect-error: a key that the schema does not have
  arktypeDeployed({ ...FULL, vresion: "1" });
  holds<Equal<ReturnType<typeof arktypeDeployed>["type"], "arktype.deployed">>();

  assertEquals(arktypeDeployed(SHORT).data, SHORT);
});

Deno.test("a definition takes a correlation alone when it has a second argument", () => {
  const deployed = defineEvent("app.deployed", RELEASE);
  // @ts-expect-error: no key of a correlation
  deployed({ version: "1" }, { hostID: "h1" });

  assertEquals(deployed({ version: "1" }, { attempt: 2 }).correlation, { attempt: 2 });
});

Deno.test("defineEvent() compiles for dotted types alone when the type is a literal", () => {
  const misspelt = (): unknown => {
    // @ts-expect-error: no dot
    return defineEvent("deployed", RELEASE);
  };

  assertEquals(typeof misspelt, "function");
});

Deno.test("emit() and a bus take a draft when a definition built it", () => {
  const deployed = defineEvent("app.deployed", RELEASE);
  const draft: EventDraft<NamespacedEvent> = deployed({ version: "1" });
  const bus = new EventBus();
  emit(deployed({ version: "1" }));
  bus.emit(draft);

  assertEquals(bus.failures, 0);
});

Deno.test("isEvent() narrows an event to the schema's input when it is true", () => {
  const event = eventOf("zod.deployed", { data: SHORT });

  if (!isEvent(zodDeployed, event)) throw new Error("The event is the definition's");
  holds<Equal<typeof event.type, "zod.deployed">>();
  holds<Equal<typeof event.data.version, string>>();
  // What a default would be is not there.
  holds<Equal<typeof event.data.attempts, number | undefined>>();
  const custom: CustomEvent<"zod.deployed", { readonly version: string }> = event;
  assertEquals(custom.data.version, "1");
});
