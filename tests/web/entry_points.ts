const ROOT = new URL("../../", import.meta.url);

/** The entry points that run where there is the web platform and nothing else. */
const WEB_ENTRY_POINTS: readonly string[] = [
  ".",
  "./reading",
  "./sinks/capture",
  "./sinks/compose",
  "./sinks/history",
  "./sinks/ndjson",
  "./sinks/noop",
  "./sinks/sse",
  "./sinks/worker",
  "./streams",
];

/** The files of the entry points, as URLs. */
export function webEntryFiles(): readonly string[] {
  const { exports } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT))) as {
    readonly exports: { readonly [name: string]: string };
  };
  return WEB_ENTRY_POINTS.map((name) => {
    const path = exports[name];
    if (path === undefined) throw new Error(`Cannot find ${name}: not exported by deno.json`);
    return new URL(path, ROOT).href;
  });
}
