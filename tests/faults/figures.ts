/** The path of a file that a Markdown row is appended to for each fault that was tried. */
const TABLE_VARIABLE = "RUNTRAIL_FAULTS_TABLE";

/** What was counted, by what it is called. */
export type Figures = { readonly [name: string]: number | string };

/** Shows what a fault did, on standard error and in the table that the environment asks for. */
export function show(fault: string, figures: Figures): void {
  const text = Object.entries(figures).map(([name, value]) => `${name} ${shown(value)}`).join(", ");
  write(Deno.stderr, `fault: ${fault}: ${text}\n`);
  const path = Deno.env.get(TABLE_VARIABLE);
  if (path === undefined || path === "") return;
  using table = Deno.openSync(path, { append: true, create: true });
  const head = table.statSync().size === 0 ? "| fault | figures |\n| --- | --- |\n" : "";
  write(table, `${head}| ${fault} | ${text} |\n`);
}

function shown(value: number | string): string {
  return typeof value === "string" ? value : value.toLocaleString("en").replaceAll(",", " ");
}

function write(to: { writeSync(bytes: Uint8Array): number }, line: string): void {
  to.writeSync(new TextEncoder().encode(line));
}
