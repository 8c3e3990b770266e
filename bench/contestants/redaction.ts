/**
 * Times a bus with one listener and a redaction policy: `redaction.ts NAME`. Each event is a chunk of
 * output, and is checked where it arrives. Prints nanoseconds per emit.
 *
 * @module
 */

import process from "node:process";
import { EventBus, type RedactionPolicy } from "@runtrail/runtrail";
import { FIELDS, IDS, RUN_ID, textOf, TYPE } from "./logger.ts";
import { median } from "./median.ts";

const EMITS = 20_000;
const PASSES = 21;
const WARM_UP = 20;

const SECRET = "correct-horse-battery";
const SECRETS = { secrets: [SECRET] };
const PATTERNS = { patterns: ["**.password"] };

interface Setting {
  readonly redaction?: RedactionPolicy;
  /** Whether the secret is in each chunk. */
  readonly isHit?: boolean;
}

const SETTINGS: { readonly [name: string]: Setting } = {
  "runtrail, no policy": {},
  "runtrail, a policy that asks for nothing": { redaction: { patterns: [], secrets: [] } },
  "runtrail, a path that is not there": { redaction: PATTERNS },
  "runtrail, a secret that is not there": { redaction: SECRETS },
  "runtrail, neither is there": { redaction: { ...PATTERNS, ...SECRETS } },
  "runtrail, the secret is there": { redaction: { ...PATTERNS, ...SECRETS }, isHit: true },
};

/** Made of JSON, so that they are flat: a concatenated string is slower to search. */
function flatTexts(isHit: boolean): readonly string[] {
  const texts = Array.from({ length: EMITS }, (_, n) => (isHit ? `${SECRET} ` : "") + textOf(n));
  return JSON.parse(JSON.stringify(texts));
}

const [, , name = ""] = process.argv;
const setting = SETTINGS[name];
if (setting === undefined) throw new Error(`Cannot time ${name}: there is no such contestant`);
const { redaction, isHit = false } = setting;
const expected = isHit ? "[REDACTED] #" : "#";
const bus = new EventBus({ runId: RUN_ID, ...(redaction === undefined ? {} : { redaction }) });
let right = 0;
bus.on((event) => {
  if (event.type === "resource_output" && event.chunk.startsWith(expected)) right++;
});
const chunks = flatTexts(isHit);
const nsPerEmit: number[] = [];
for (let pass = 0; pass < WARM_UP + PASSES; pass++) {
  right = 0;
  const start = performance.now();
  for (const chunk of chunks) bus.emit({ type: TYPE, correlation: IDS, ...FIELDS, chunk });
  const taken = (performance.now() - start) * 1e6 / EMITS;
  if (right !== EMITS) throw new Error(`Cannot time ${name}: ${right} of ${EMITS} were right`);
  if (pass >= WARM_UP) nsPerEmit.push(taken);
}
process.stdout.write(`${median(nsPerEmit)}\n`);
