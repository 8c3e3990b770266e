import type { LifecycleRules } from "../lifecycle.ts";
import type { Summary } from "../summary.ts";
import type { Engine } from "./engine.ts";

/** Two who keep one state: the rules and the summary own it, the scanner changes it too. */
export interface Sides {
  /** The scanner. */
  readonly engine: Engine;
  /** The rules. */
  readonly rules: LifecycleRules;
  /** The summary, where somebody wants it. */
  readonly summary: Summary | undefined;
}
