import { type Counts, type Findings, SLOWEST } from "../contestants/findings.ts";

type Sums = { [name: string]: number };

/** What a reader says of one run. */
interface RunFindings {
  readonly types: Counts;
  readonly ended: { readonly [kind: string]: Counts };
  readonly unfinished?: Counts;
  readonly slowestMs: readonly number[];
}

/** Reads what `validate --format=json` says of a file. */
export function findingsOfValidation(output: string): Findings {
  const [{ events, codes }] = JSON.parse(output).files;
  return { events, missing: codes.seq_gap ?? 0 };
}

/** Reads what `summarize --format=json` says of a file. */
export function findingsOfSummary(output: string): Findings {
  const [{ events, codes, runs }] = JSON.parse(output).files;
  return { events, missing: codes.seq_gap ?? 0, ...merged(runs.map(runOfSummary)) };
}

type SummaryCounts = { readonly unfinished: number; readonly byStatus: Counts };

// deno-lint-ignore no-explicit-any -- JSON of which little is read.
function runOfSummary({ types, counts, slowest }: any): RunFindings {
  const kinds = Object.entries<SummaryCounts>(counts);
  return {
    types,
    ended: Object.fromEntries(kinds.map(([kind, { byStatus }]) => [kind, byStatus])),
    unfinished: Object.fromEntries(kinds.map(([kind, { unfinished }]) => [kind, unfinished])),
    slowestMs: (slowest.resource ?? []).map(({ durationMs }: { durationMs: number }) => durationMs),
  };
}

/** Reads what `summary.jq` says. */
export function findingsOfJq(output: string): Findings {
  // deno-lint-ignore no-explicit-any -- as above.
  const runs = Object.values<any>(JSON.parse(output));
  return merged(runs.map(({ types, ended = {}, open, slowest = [] }) => ({
    types,
    ended,
    ...open === undefined ? {} : { unfinished: lengths(open) },
    slowestMs: slowest.map(({ durationMs }: { durationMs: number }) => durationMs),
  })));
}

function lengths(open: { readonly [kind: string]: object }): Counts {
  return Object.fromEntries(
    Object.entries(open).map(([kind, things]) => [kind, Object.keys(things).length]),
  );
}

function merged(runs: readonly RunFindings[]): Findings {
  const types: Sums = {};
  const ended: { [kind: string]: Sums } = {};
  const unfinished: Sums = {};
  for (const run of runs) {
    add(types, run.types);
    for (const [kind, counts] of Object.entries(run.ended)) {
      if (Object.keys(counts).length > 0) add(ended[kind] ??= {}, counts);
    }
    add(unfinished, run.unfinished ?? {});
  }
  const slowestMs = runs.flatMap((run) => run.slowestMs)
    .sort((one, other) => other - one)
    .slice(0, SLOWEST);
  const findings = { types, ended, slowestMs };
  return runs.some((run) => run.unfinished === undefined) ? findings : { ...findings, unfinished };
}

/** What is zero is left out: not every reader names it. */
function add(sums: Sums, counts: Counts): void {
  for (const [name, count] of Object.entries(counts)) {
    if (count > 0) sums[name] = (sums[name] ?? 0) + count;
  }
}
