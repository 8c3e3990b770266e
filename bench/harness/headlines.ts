import type { Row } from "./comparison.ts";
import { figure } from "./figure.ts";
import { table } from "./markdown.ts";
import type { Results } from "./results.ts";

const RUNTIME = ", Deno";

/** Writes what the README tells of the results in Deno: one line for each of ours of which something is demanded. */
export function headlines(all: readonly Results[]): string {
  const rows = all.flatMap(({ rows }) => rows).filter(({ name }) => name.endsWith(RUNTIME));
  return table(["in Deno", "contestant", "median", "times as good as"], rows.flatMap(linesOf));
}

function linesOf({ name, unit, measured, verdicts }: Row): readonly (readonly string[])[] {
  return measured.flatMap((one) => {
    const leads = verdicts.flatMap((verdict) =>
      verdict.kind === "ratio" && verdict.subject === one.name
        ? [`${figure(verdict.value)}× ${verdict.against}`]
        : []
    );
    if (leads.length === 0) return [];
    return [[
      name.slice(0, -RUNTIME.length),
      one.name,
      `${figure(one.median)} ${unit}`,
      leads.join("; "),
    ]];
  });
}
