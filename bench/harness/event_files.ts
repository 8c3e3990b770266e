import { join } from "node:path";
import type { Counts } from "../contestants/findings.ts";

/** An event file that was written to be read. */
export interface EventFile {
  readonly path: string;
  readonly bytes: number;
  /** How many events of each type were written. */
  readonly types: Counts;
}

/** How event files are made, by their names. A piece is whole lines. */
export type Shapes = { readonly [name: string]: () => Iterable<Uint8Array> };

/** Suites that read the same file write it once. */
const WRITTEN = new Map<string, EventFile>();

/**
 * Gives an event file, written where no one has asked for it yet.
 *
 * @param folder Where it lies.
 * @param name Which of the shapes.
 * @param shapes How files are made.
 */
export function eventFile(folder: string, name: string, shapes: Shapes): EventFile {
  const path = join(folder, `${name.replaceAll(/\W+/g, "_")}.jsonl`);
  let file = WRITTEN.get(path);
  if (file === undefined) {
    const shape = shapes[name];
    if (shape === undefined) throw new Error(`Cannot write ${name}: it has no shape`);
    file = write(path, shape());
    WRITTEN.set(path, file);
  }
  return file;
}

/** Removes all that were written: they are gigabytes. */
export async function removeEventFiles(): Promise<void> {
  for (const { path } of WRITTEN.values()) await Deno.remove(path);
  WRITTEN.clear();
}

function write(path: string, pieces: Iterable<Uint8Array>): EventFile {
  const file = Deno.openSync(path, { write: true, create: true, truncate: true });
  const types: { [type: string]: number } = {};
  const utf8 = new TextDecoder();
  let bytes = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) at += file.writeSync(piece.subarray(at));
    bytes += piece.length;
    for (const [, type] of utf8.decode(piece).matchAll(/"type":"([^"]+)"/g)) {
      types[type!] = (types[type!] ?? 0) + 1;
    }
  }
  file.close();
  return { path, bytes, types };
}
