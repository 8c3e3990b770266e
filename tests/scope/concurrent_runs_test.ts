import { assert, assertEquals } from "@std/assert";
import { captureSink } from "../../sinks/capture.ts";
import { runScope, withCorrelation } from "../../sinks/scope.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";
import { say } from "./said.ts";

const RUNS = 100;
const EVENTS_PER_RUN = 20;

/** Lets other runs go on: for some turns, or until the timers have run. */
async function pause(random: () => number): Promise<void> {
  const turns = Math.floor(random() * 4);
  if (turns === 0) await new Promise((resolve) => setTimeout(resolve, 0));
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}

async function work(run: number, random: () => number): Promise<void> {
  for (let index = 0; index < EVENTS_PER_RUN; index++) {
    await pause(random);
    await withCorrelation({ stepId: `${run}.${index}` }, async () => {
      await pause(random);
      say(`${run}.${index}`);
    });
  }
}

Deno.test("runScope() gives each of 100 concurrent runs its own events in order", async () => {
  const random = seededRandom(1);
  /** In which order the runs emitted, to see that they took turns. */
  const turns: number[] = [];

  const found = await Promise.all(Array.from({ length: RUNS }, async (_, run) => {
    const capture = captureSink();
    const turn = { emit: () => void turns.push(run) };
    await runScope({ runId: `r${run}`, sinks: [capture, turn] }, () => work(run, random));
    return capture.events.map((event) => {
      const text = event.type === "stdout" ? event.payload : event.type;
      const { runId, stepId = "" } = event.correlation;
      return [event.seq, runId, text, stepId];
    });
  }));

  const expected = Array.from({ length: RUNS }, (_, run) => {
    const texts = Array.from({ length: EVENTS_PER_RUN }, (_, index) => `${run}.${index}`);
    return [
      [1, `r${run}`, "run_started", ""],
      ...texts.map((text, index) => [index + 2, `r${run}`, text, text]),
      [EVENTS_PER_RUN + 2, `r${run}`, "run_finished", ""],
    ];
  });
  assertEquals(found, expected);
  const changes = turns.filter((run, index) => run !== turns[index + 1]).length;
  assert(changes > RUNS * EVENTS_PER_RUN / 2);
});
