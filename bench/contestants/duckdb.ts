/**
 * Reads an event file with DuckDB. `duckdb.ts QUERY FILE THREADS`
 *
 * @module
 */

import { DuckDBInstance } from "@duckdb/node-api";
import { DUCKDB_QUERIES } from "./duckdb_queries.ts";

const [name = "", file = "", threads = "2"] = Deno.args;
const query = DUCKDB_QUERIES.get(name);
if (query === undefined) throw new Error(`Cannot ask DuckDB for ${name}: there is no such query`);
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const result = await connection.runAndReadAll(query.sql(file));
const found = query.findings(result.getRowObjectsJS());
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(found)));
