import { builtinModule } from "./host_process.ts";

type Inspect = (value: unknown) => string;

/**
 * Gives the text that `console.log` prints, without colours, without the
 * indentation of groups, and without the newline. Never throws.
 *
 * @param args What the console was called with.
 * @returns The text as this runtime would print it.
 */
export function consoleText(args: readonly unknown[]): string {
  try {
    const { Deno } = globalThis as { readonly Deno?: { readonly inspect?: Inspect } };
    // Asked first: Node's form is not Deno's, and a look at `process` costs Deno a start-up.
    if (Deno?.inspect !== undefined) return joined(args, Deno.inspect);
    return builtinModule("node:util")?.format(...args) ?? joined(args, String);
  } catch {
    // The console itself would throw.
    return "[Throws]";
  }
}

/** The console's formatter, as Deno has it (https://console.spec.whatwg.org/#formatter). */
function joined(args: readonly unknown[], inspect: Inspect): string {
  const [first, ...rest] = args;
  if (typeof first !== "string" || rest.length === 0) return spaced(args, inspect);
  const text = first.replaceAll(/%[sdifjoOc%]/g, (directive) => {
    if (directive === "%%") return "%";
    return rest.length === 0 ? directive : substituted(directive, rest.shift(), inspect);
  });
  return spaced([text, ...rest], inspect);
}

function substituted(directive: string, value: unknown, inspect: Inspect): string {
  switch (directive) {
    case "%s":
      return String(value);
    case "%d":
    case "%i":
      return String(parseInt(String(value)));
    case "%f":
      return String(parseFloat(String(value)));
    case "%j":
      return JSON.stringify(value) ?? directive;
    case "%c":
      return "";
    default:
      return inspect(value);
  }
}

function spaced(values: readonly unknown[], inspect: Inspect): string {
  return values.map((value) => typeof value === "string" ? value : inspect(value)).join(" ");
}
