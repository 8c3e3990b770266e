/**
 * Summarises an event file with DuckDB, as far as one query can: counts, times
 * and durations by run and type, without sequence, pairing or checks.
 * `duckdb.ts FILE THREADS`
 *
 * @module
 */

import { DuckDBInstance } from "@duckdb/node-api";

const [file = "", threads = "2"] = Deno.args;
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const result = await connection.runAndReadAll(`
  SELECT correlation.runId, type, count(*), min(timestamp), max(timestamp), max(durationMs),
    count(*) FILTER (status = 'failed')
  FROM read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {
    type: 'VARCHAR', timestamp: 'VARCHAR', correlation: 'STRUCT(runId VARCHAR)',
    durationMs: 'DOUBLE', status: 'VARCHAR' })
  GROUP BY ALL`);
const types: { [type: string]: number } = {};
for (const [, type, count] of result.getRows()) {
  types[String(type)] = (types[String(type)] ?? 0) + Number(count);
}
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(types)));
