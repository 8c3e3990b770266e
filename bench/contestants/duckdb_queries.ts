import { EVENT_TABLE, type EventRule } from "../../core/event_table.ts";
import { DUCKDB_COLUMNS } from "./duckdb_columns.ts";
import { type Findings, SLOWEST } from "./findings.ts";

type Row = { readonly [column: string]: unknown };

/** A query over an event file. */
export interface DuckdbQuery {
  /** Writes it for a file. */
  sql(file: string): string;
  /** Reads the answer. */
  findings(rows: readonly Row[]): Findings;
}

/** What is asked, from the least to what `summarize` says. */
export const DUCKDB_QUERIES: ReadonlyMap<string, DuckdbQuery> = new Map([
  ["few keys", { sql: groupFewKeys, findings: typesOf }],
  ["all keys", { sql: groupAllKeys, findings: typesOf }],
  ["pairs", { sql: pair, findings: findingsOfPairs }],
]);

/** Counts, times and the longest duration by run and type; of a line, five keys are looked at. */
function groupFewKeys(file: string): string {
  return `
    SELECT correlation.runId, type, count(*) AS events, min(timestamp), max(timestamp),
      max(durationMs), count(*) FILTER (status = 'failed')
    FROM ${
    source(file, {
      type: "VARCHAR",
      timestamp: "VARCHAR",
      correlation: "STRUCT(runId VARCHAR)",
      durationMs: "DOUBLE",
      status: "VARCHAR",
    })
  }
    GROUP BY ALL`;
}

/** The same, and every key of the event table has its type: another type of value is an error. */
function groupAllKeys(file: string): string {
  const keys = [...DUCKDB_COLUMNS.keys()].map((key) => `count("${key}")`);
  return `
    SELECT correlation.runId, type, count(*) AS events, min(timestamp), max(timestamp),
      max(durationMs), count(*) FILTER (status = 'failed'), ${keys.join(", ")}
    FROM ${source(file, Object.fromEntries(DUCKDB_COLUMNS))}
    GROUP BY 1, 2`;
}

/**
 * Pairs starts with ends and finds missing numbers, reading the file once: first come groups of
 * one thing each, then groups of these.
 */
function pair(file: string): string {
  const keys = [...DUCKDB_COLUMNS.keys()].map((key) => `count("${key}")`).join(" + ");
  return `
    WITH events AS MATERIALIZED (
      SELECT correlation.runId AS runId, correlation.writer AS writer, type, ${ID} AS id,
        ${STATUS} AS status, count(*) AS events, min(timestamp) AS startedAt,
        max(timestamp) AS endedAt, min(seq) AS least, max(seq) AS most, ${keys} AS keys,
        max(durationMs) AS durationMs
      FROM ${source(file, Object.fromEntries(DUCKDB_COLUMNS))}
      GROUP BY 1, 2, 3, 4, 5),
    numbers AS (
      SELECT max(most) - sum(events) AS missing FROM events GROUP BY runId, writer),
    things AS (
      SELECT runId, ${KIND} AS kind, id, max(status) AS status,
        bool_or(${isOne("finishes")}) AS ended
      FROM events WHERE id IS NOT NULL GROUP BY 1, 2, 3)
    SELECT 'type' AS what, type AS name, NULL AS status, sum(events)::DOUBLE AS value
      FROM events GROUP BY ALL
    UNION ALL SELECT 'ended', kind, status, count(*) FROM things WHERE ended GROUP BY ALL
    UNION ALL SELECT 'unfinished', kind, NULL, count(*) FROM things WHERE NOT ended GROUP BY ALL
    UNION ALL SELECT 'missing', NULL, NULL, sum(missing) FROM numbers
    UNION ALL SELECT 'slowest', NULL, NULL, unnest(max(durationMs, ${SLOWEST}))
      FROM events WHERE type = 'resource_finished'`;
}

function source(file: string, columns: { readonly [key: string]: string }): string {
  const typed = Object.entries(columns).map(([key, type]) => `"${key}": '${type}'`);
  return `read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited',
      ignore_errors = false, columns = {${typed.join(", ")}})`;
}

const RULES = Object.entries<EventRule>(EVENT_TABLE)
  .filter(([, { starts, finishes }]) => (starts ?? finishes ?? "run") !== "run");

const KIND = `CASE ${
  RULES.map(([type, { starts, finishes }]) => `WHEN type = '${type}' THEN '${starts ?? finishes}'`)
    .join(" ")
} END`;

const ID = `CASE ${
  RULES.map(([type, { starts, finishes }]) => {
    const kind = starts ?? finishes;
    return `WHEN type = '${type}' THEN ${kind === "tool" ? "callId" : `correlation.${kind}Id`}`;
  }).join(" ")
} END`;

/** In the words of `summarize`. */
const STATUS = `CASE
    WHEN type = 'resource_finished' THEN status
    WHEN type = 'command_finished' THEN if(exitCode = 0, 'success', 'failure')
    WHEN type = 'tool_result' THEN if(ok::VARCHAR = 'true', 'success', 'failure')
    WHEN type = 'host_finished' THEN
      CASE WHEN ok IS NULL THEN 'unknown' WHEN failed > 0 THEN 'failed'
        WHEN cancelled THEN 'cancelled' ELSE 'ok' END
    WHEN type IN ('job_finished', 'step_finished') THEN outcome END`;

function isOne(role: "starts" | "finishes"): string {
  const types = RULES.filter(([, rule]) => rule[role] !== undefined).map(([type]) => `'${type}'`);
  return `type IN (${types.join(", ")})`;
}

function typesOf(rows: readonly Row[]): Findings {
  const types: { [type: string]: number } = {};
  for (const { type, events } of rows) {
    types[String(type)] = (types[String(type)] ?? 0) + Number(events);
  }
  return { types };
}

function findingsOfPairs(rows: readonly Row[]): Findings {
  const types: { [type: string]: number } = {};
  const ended: { [kind: string]: { [status: string]: number } } = {};
  const unfinished: { [kind: string]: number } = {};
  const slowestMs: number[] = [];
  let missing = 0;
  for (const { what, name, status, value } of rows) {
    const [key, count] = [String(name), Number(value)];
    if (what === "type") types[key] = count;
    if (what === "ended") (ended[key] ??= {})[String(status)] = count;
    if (what === "unfinished") unfinished[key] = count;
    if (what === "slowest") slowestMs.push(count);
    if (what === "missing") missing = count;
  }
  return { types, ended, unfinished, slowestMs, missing };
}
