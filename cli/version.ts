/** The package's version, made from `deno.json`. */
export const VERSION = "0.1.0";
