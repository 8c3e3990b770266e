import { emit } from "../../mod.ts";
import type { CaptureSink } from "../../sinks/capture.ts";

/** Emits a text as code deep inside a program does. */
export function say(text: string): void {
  emit({ type: "stdout", payload: text });
}

/** The texts that a sink got, in order. */
export function said(capture: CaptureSink): readonly string[] {
  return capture.ofType("stdout").map(({ payload }) => payload);
}
