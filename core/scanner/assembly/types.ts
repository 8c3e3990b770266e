// @ts-nocheck: AssemblyScript
import { allocate } from "./memory.ts";
import { equalBytes } from "./bytes.ts";
import { BUILT_IN_TYPES, typeIndex } from "./event_table.ts";

/** Types have one bit each in a run's set of seen types. */
const MAX_TYPES: u32 = 64;

/** Address and length of the names of custom types. */
const NAMES: usize = memory.data(64 * 8, 16);

let types: u32 = BUILT_IN_TYPES;

/** The index of a custom type that was added, or -1. */
export function customType(at: usize, length: usize): i32 {
  for (let type = BUILT_IN_TYPES; type < types; type++) {
    const name = NAMES + (<usize> type << 3);
    if (<usize> load<u32>(name, 4) != length) continue;
    if (equalBytes(at, <usize> load<u32>(name), length)) return <i32> type;
  }
  return -1;
}

/** Adds a custom type; gives its index, or -1 where there are too many. */
export function addType(at: usize, length: usize): i32 {
  const builtIn = typeIndex(at, length);
  const known = builtIn >= 0 ? builtIn : customType(at, length);
  if (known >= 0 || types == MAX_TYPES) return known;
  const copy = allocate(<u32> length);
  memory.copy(copy, at, length);
  const name = NAMES + (<usize> types << 3);
  store<u32>(name, <u32> copy);
  store<u32>(name, <u32> length, 4);
  return <i32> (types++);
}
