/**
 * Event types of one's own: their data is checked by the compiler where they are
 * emitted, and by their schema where the file is read.
 *
 *     deno run -RW examples/custom_events.ts deploy.jsonl
 *     deno run -R cli/validate.ts --types examples/custom_events.ts deploy.jsonl
 *
 * @module
 */

import { defineEvent, EventBus, type StandardSchema } from "@runtrail/runtrail";
import { fileSink } from "@runtrail/runtrail/sinks/file";

/** What is deployed where. */
interface Release {
  readonly version: string;
  readonly hosts: readonly string[];
}

/** Written by hand to need no library; zod, valibot and arktype schemas go in as they are. */
const release: StandardSchema<Release> = {
  "~standard": {
    version: 1,
    vendor: "example",
    validate(value) {
      const { version, hosts } = (value ?? {}) as Partial<Release>;
      if (typeof version !== "string") {
        return { issues: [{ message: "Expected a version", path: ["version"] }] };
      }
      if (!Array.isArray(hosts) || hosts.length === 0) {
        return { issues: [{ message: "Expected at least one host", path: ["hosts"] }] };
      }
      return { value: { version, hosts } };
    },
  },
};

export const deployed = defineEvent("shop.deployed", release, { doc: "A release went live." });
export const rolledBack = defineEvent("shop.rolled_back", release, {
  doc: "A release was taken back.",
});

// `--types` loads this module for its definitions alone.
if (import.meta.main) {
  const bus = new EventBus();
  bus.on(fileSink(Deno.args[0] ?? "deploy.jsonl"));

  const run = bus.run({ name: "deploy" });
  const step = bus.step({ name: "go live" });
  bus.emit(deployed({ version: "1.4.0", hosts: ["web-1", "web-2"] }, { stepId: step.id }));
  bus.emit(rolledBack({ version: "1.4.0", hosts: ["web-2"] }, { stepId: step.id }));
  step.finish({ outcome: "success" });
  run.finish();
  await bus.close();
}
