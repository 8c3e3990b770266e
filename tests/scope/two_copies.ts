/**
 * Run as a process: uses the package and a second copy of it, and writes what it
 * saw as JSON. The addresses of the copy's main module and of its scopes are the arguments.
 */

import process from "node:process";
import * as ourSlot from "../../mod.ts";
import * as ourScope from "../../sinks/scope.ts";

const theirSlot: typeof ourSlot = await import(process.argv[2]!);
const theirScope: typeof ourScope = await import(process.argv[3]!);

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

process.stdout.write(JSON.stringify(report));
