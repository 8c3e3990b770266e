import { median } from "../contestants/median.ts";
import type {
  Absent,
  Comparison,
  Contestant,
  Demand,
  Measured,
  Row,
  Verdict,
} from "./comparison.ts";

/** Samples by contestant; the n-th of each belong to the same round. */
type Samples = ReadonlyMap<string, number[]>;

/**
 * Measures all contestants of a comparison in turns, so that what slows the machine for a while slows
 * all of them. Each round begins with another contestant.
 *
 * @param comparison What is compared.
 * @param rounds How many samples each gives.
 * @returns The medians, and the ratios as medians over the rounds.
 */
export async function compare(comparison: Comparison, rounds: number): Promise<Row> {
  const samples = new Map(comparison.contestants.map(({ name }) => [name, [] as number[]]));
  const absent: Absent[] = [];
  const isPresent = ({ name }: Contestant): boolean => !absent.some((one) => one.name === name);
  for (let round = 0; round < rounds; round++) {
    for (const contestant of turned(comparison.contestants, round).filter(isPresent)) {
      try {
        samples.get(contestant.name)!.push(await contestant.sample());
      } catch (error) {
        // What cannot be measured on a runtime is shown as absent; ours must be there.
        if (contestant.role !== "peer") throw error;
        absent.push({ name: contestant.name, reason: firstLine(error) });
        samples.delete(contestant.name);
      }
    }
  }
  const { contestants, demands, ...described } = comparison;
  const measured = contestants.filter(isPresent)
    .map((one) => summed(one, samples, comparison.better));
  const verdicts = demands
    .filter((demand) => takingPart(demand).every((name) => samples.has(name)))
    .map((demand) => judged(demand, samples, comparison.better));
  return { ...described, measured, absent, verdicts };
}

/**
 * Gives who a demand is about.
 *
 * @param demand What must hold.
 * @returns The names of one contestant or two.
 */
export function takingPart(demand: Demand): readonly string[] {
  return demand.kind === "limit" ? [demand.subject] : [demand.subject, demand.against];
}

function turned<Value>(values: readonly Value[], by: number): readonly Value[] {
  const at = by % values.length;
  return [...values.slice(at), ...values.slice(0, at)];
}

function summed(
  { name, role }: Contestant,
  samples: Samples,
  better: Comparison["better"],
): Measured {
  const values = samples.get(name)!;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [best, worst] = better === "less" ? [least, most] : [most, least];
  return { name, role, median: median(values), best, worst };
}

function judged(demand: Demand, samples: Samples, better: Comparison["better"]): Verdict {
  const [subject = [], against = []] = takingPart(demand).map((name) => samples.get(name)!);
  const value = median(subject.map((one, round) => valueOf(demand, one, against[round]!, better)));
  return {
    ...demand,
    value,
    holds: demand.kind === "ratio" ? value >= demand.bound : value <= demand.bound,
  };
}

function valueOf(
  { kind }: Demand,
  subject: number,
  against: number,
  better: Comparison["better"],
): number {
  switch (kind) {
    case "ratio":
      return better === "less" ? against / subject : subject / against;
    case "share":
      return subject / against;
    case "extra":
      return subject - against;
    case "limit":
      return subject;
    default:
      return kind satisfies never;
  }
}

function firstLine(error: unknown): string {
  const lines = String(error instanceof Error ? error.message : error).split("\n");
  return lines.find((line) => /error/i.test(line))?.trim() ?? lines[0] ?? "";
}
