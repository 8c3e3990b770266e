const UTF8 = new TextEncoder();

/** Tells who watches how far it is; results go elsewhere. */
export function say(text: string): void {
  Deno.stderr.writeSync(UTF8.encode(`${text}\n`));
}
