/**
 * Run as a process: uses this checkout and a second copy of the package, whose
 * address is the argument, and writes what it saw as JSON.
 */

import * as ourSlot from "../../mod.ts";
import * as ourScope from "../../sinks/scope.ts";

const theirSlot: typeof ourSlot = await import(new URL("mod.ts", Deno.args[0]).href);
const theirScope: typeof ourScope = await import(new URL("sinks/scope.ts", Deno.args[0]).href);

const seen: unknown[] = [];
const bus = new ourSlot.EventBus({ runId: "r1" });
bus.on(({ seq, correlation, type, ...rest }) => {
  const { stepId } = correlation;
  seen.push([
    seq,
    type,
    ...(stepId === undefined ? [] : [stepId]),
    ...Object.values(rest).slice(2),
  ]);
});

/** Emits through both copies. */
function say(): void {
  for (const [who, { emit }] of [["ours", ourSlot], ["theirs", theirSlot]] as const) {
    emit({ type: "stdout", payload: who });
  }
}

const report = {
  areTwo: ourScope.withSink !== theirScope.withSink && ourSlot.emit !== theirSlot.emit,
  scopes: await ourScope.withSink(
    bus,
    () =>
      theirScope.withCorrelation({ stepId: "s1" }, async () => {
        await Promise.resolve();
        say();
        return [ourScope.currentCorrelation(), theirScope.currentCorrelation()];
      }),
  ),
  theirScopeSeen: theirScope.withSink(bus, () => {
    say();
    return [ourSlot.isActive(), theirSlot.isActive()];
  }),
  outside: [ourSlot.isActive(), theirSlot.isActive()],
  seen,
};

Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(report)));
