/** `long` asks for the numbers that are promised; by default they fit into every run of the tests. */
const SETTING_VARIABLE = "RUNTRAIL_FAULTS";

/** Whether the long setting is asked for. */
export const LONG: boolean = Deno.env.get(SETTING_VARIABLE) === "long";

/** Gives the value of the setting that is asked for. */
export function sized<Value>(sizes: { readonly usual: Value; readonly long: Value }): Value {
  return LONG ? sizes.long : sizes.usual;
}
