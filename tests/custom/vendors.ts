import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { type CustomEventDefinition, defineEvent } from "../../core/custom_event.ts";

/** The same definition by each library; each fills in `attempts`. */
export const zodDeployed = defineEvent(
  "zod.deployed",
  z.object({
    version: z.string(),
    hosts: z.array(z.object({ name: z.string() })),
    attempts: z.number().default(1),
  }),
);

export const valibotDeployed = defineEvent(
  "valibot.deployed",
  v.object({
    version: v.string(),
    hosts: v.array(v.object({ name: v.string() })),
    attempts: v.optional(v.number(), 1),
  }),
);

export const arktypeDeployed = defineEvent(
  "arktype.deployed",
  type({ version: "string", hosts: type({ name: "string" }).array(), attempts: "number = 1" }),
);

/** All three, by the library's name. */
export const VENDORS: readonly (readonly [vendor: string, deployed: CustomEventDefinition])[] = [
  ["zod", zodDeployed],
  ["valibot", valibotDeployed],
  ["arktype", arktypeDeployed],
];

/** Data that all three accept. */
export const SOUND: readonly unknown[] = [
  { version: "1", hosts: [] },
  { version: "", hosts: [{ name: "web-1" }, { name: "web-2" }], attempts: 2 },
  { version: "1", hosts: [{ name: "web-1", port: 22 }], more: null },
];

/** Data that all three refuse, with the paths at fault. */
export const REFUSED: readonly (readonly [data: unknown, paths: readonly string[]])[] = [
  [null, ["data"]],
  ["text", ["data"]],
  [{ hosts: [] }, ["data.version"]],
  [{ version: 1, hosts: [] }, ["data.version"]],
  [{ version: "1", hosts: {} }, ["data.hosts"]],
  [{ version: "1", hosts: [{ name: "a" }, { name: 2 }] }, ["data.hosts[1].name"]],
  [{ version: 1, hosts: [{}], attempts: "2" }, [
    "data.attempts",
    "data.hosts[0].name",
    "data.version",
  ]],
];
