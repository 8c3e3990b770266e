import { assertEquals } from "@std/assert";
import type { RunEvent } from "../../core/event.ts";
import type { RunSummary } from "../../core/run_summary.ts";
import { Summary } from "../../core/summary.ts";
import { seededRandom } from "../fixtures/seeded_random.ts";
import { workLines } from "../scanner/work_stream.ts";

function summaries(events: readonly RunEvent[]): readonly RunSummary[] {
  const summary = new Summary();
  for (const [index, event] of events.entries()) summary.step(event, { line: index, offset: 0 });
  return summary.runs();
}

/** Events of runs that go on at the same time, of which each says halfway that it has ended. */
function endedHalfway(seed: number): readonly RunEvent[] {
  const events: readonly RunEvent[] = workLines(seededRandom(seed), 1500)
    .map((line) => JSON.parse(line));
  const ends = [...new Set(events.map(({ correlation: { runId } }) => runId))]
    .map((runId): RunEvent => ({
      ...events[0]!,
      type: "run_finished",
      correlation: { runId },
      durationMs: 1,
      hasFailures: false,
    }));
  return events.toSpliced(events.length / 2, 0, ...ends);
}

Deno.test("Summary gives of each run what it gives of the run alone when runs go on after their ends", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const events = endedHalfway(seed);
    const alone = Map.groupBy(events, ({ correlation: { runId } }) => runId);
    const expected = [...alone.values()].flatMap(summaries);
    assertEquals(summaries(events), expected);
  }
});
