/**
 * Counts events by type with DuckDB: `duckdb.ts FILE THREADS`.
 *
 * @module
 */

import { DuckDBInstance } from "@duckdb/node-api";

const [file = "", threads = "2"] = Deno.args;
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const columns = "{v: 'BIGINT', seq: 'BIGINT', type: 'VARCHAR', timestamp: 'VARCHAR'}";
const result = await connection.runAndReadAll(
  `SELECT type, count(*) AS n FROM read_json('${file}', format = 'newline_delimited',
     columns = ${columns}) GROUP BY type`,
);
const counts = Object.fromEntries(result.getRows().map(([type, n]) => [String(type), Number(n)]));
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(counts)));
