import { outputKey } from "../../core/scanner/scan_plan.ts";

/** A key of which the summary counts each: an event that has it is left to the reference. */
export const SINGLED_OUT = "synthetic";

/** A key of the events of a type. What is taken from its value is text for behind the value's check. */
export interface TypeKey {
  readonly type: string;
  readonly key: string;
}

/** Takes what a host's finish counts; how the host stands follows from its failures. */
export function countTaken({ type, key }: TypeKey): string {
  if (type !== "host_finished" || !["ok", "changed", "failed"].includes(key)) return "";
  const status = key === "failed" ? " line.status = integer == 0 ? 0 : 1;" : "";
  return ` line.${key} = integer;${status}`;
}

/** Takes how a command ended from its exit code. */
export function exitTaken({ type, key }: TypeKey): string {
  return type === "command_finished" && key === "exitCode"
    ? " line.status = integer == 0 ? 0 : 1;"
    : "";
}

/** Takes from a boolean how something ended; `isTrue` is an expression. */
export function endTaken({ type, key }: TypeKey, isTrue: string): string {
  if (type === "tool_result" && key === "ok") return ` line.status = ${isTrue} ? 0 : 1;`;
  if (type === "host_finished" && key === "cancelled") return ` if (${isTrue}) line.status = 2;`;
  return "";
}

/** Takes how something ended: the place of its word among those of the table. */
export function statusTaken({ key }: TypeKey, index: number): string {
  return key === "status" || key === "outcome" ? ` line.status = ${index};` : "";
}

/** Takes how long something took. */
export function durationTaken({ key }: TypeKey): string {
  return key === "durationMs" ? " line.durationMs = decimal;" : "";
}

/** The field of the scanned line that a text is kept in, if in any. */
export function keptText({ type, key }: TypeKey): "callId" | "output" | undefined {
  if (key === "callId") return "callId";
  return key === outputKey(type) ? "output" : undefined;
}
