import { ENDINGS, SCANNED_KINDS, TYPE_PLANS } from "../../core/scanner/scan_plan.ts";
import type { LiteralPool } from "./literal_pool.ts";
import { lookupSource } from "./lookup.ts";

const ROLES = ["plain", "output", "start", "finish", "retry", "reference"] as const;

/**
 * Writes how the name of a type is told.
 *
 * @param pool Takes the names.
 * @returns The source.
 */
export function typeIndexSource(pool: LiteralPool): string {
  const numbers = new Map(TYPE_PLANS.map(({ type }, index) => [type, index]));
  return `/** The index of a built-in type, or -1. */
export ${lookupSource(pool, { name: "typeIndex", numbers })}`;
}

/**
 * Writes what becomes of the events of each type.
 *
 * @returns The source.
 */
export function typePlansSource(): string {
  const failed = SCANNED_KINDS.map((kind) =>
    ENDINGS.get(kind)!.reduce((mask, ending, index) => mask | Number(ending.failed) << index, 0)
  );
  return `export const BUILT_IN_TYPES: u32 = ${TYPE_PLANS.length};
export const KINDS: u32 = ${SCANNED_KINDS.length};
export const RESOURCE: u32 = ${SCANNED_KINDS.indexOf("resource")};
export const TOOL: u32 = ${SCANNED_KINDS.indexOf("tool")};
export const HOST: u32 = ${SCANNED_KINDS.indexOf("host")};
export const JOB: u32 = ${SCANNED_KINDS.indexOf("job")};
export const COMMAND: u32 = ${SCANNED_KINDS.indexOf("command")};
export const STEP: u32 = ${SCANNED_KINDS.indexOf("step")};
const ROLES: usize = memory.data<u8>([${
    TYPE_PLANS.map(({ role }) => ROLES.indexOf(role)).join(",")
  }]);
const KIND_OF: usize = memory.data<u8>([${TYPE_PLANS.map(({ kind }) => kind & 0xff).join(",")}]);
const REQUIRED: usize = memory.data<u8>([${TYPE_PLANS.map(({ required }) => required).join(",")}]);
const FAILED: usize = memory.data<u8>([${failed.join(",")}]);
${ROLES.map((role, index) => `export const ROLE_${role.toUpperCase()}: u32 = ${index};`).join("\n")}

/** What becomes of events of a type. */
// @inline
export function roleOf(type: u32): u32 {
  return type < BUILT_IN_TYPES ? <u32> load<u8>(ROLES + <usize> type) : ROLE_PLAIN;
}

/** The kind of what a type starts or finishes. */
// @inline
export function kindOf(type: u32): u32 {
  return <u32> load<u8>(KIND_OF + <usize> type);
}

/** The ids that a type needs. */
// @inline
export function requiredIds(type: u32): u32 {
  return type < BUILT_IN_TYPES ? <u32> load<u8>(REQUIRED + <usize> type) : 0;
}

/** Whether a way to end is a failure. */
// @inline
export function isFailure(kind: u32, status: u32): bool {
  return ((<u32> load<u8>(FAILED + <usize> kind) >> status) & 1) != 0;
}
`;
}
