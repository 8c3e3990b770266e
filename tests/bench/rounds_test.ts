import { assertEquals, assertRejects } from "@std/assert";
import type { Comparison, Contestant } from "../../bench/harness/comparison.ts";
import { compare } from "../../bench/harness/rounds.ts";

/** Gives one sample after the other, and writes down that it did. */
function contestant(
  name: string,
  role: Contestant["role"],
  samples: readonly number[],
  order: string[] = [],
): Contestant {
  let at = 0;
  return {
    name,
    role,
    sample() {
      order.push(name);
      return Promise.resolve(samples[at++]!);
    },
  };
}

function failing(role: Contestant["role"]): Contestant {
  return {
    name: "broken",
    role,
    sample: () => Promise.reject(new Error("Cannot do it: 3 of 4 lines\nat line 1")),
  };
}

function comparison(
  contestants: readonly Contestant[],
  rest: Partial<Comparison> = {},
): Comparison {
  return { name: "test", unit: "ns", better: "less", contestants, demands: [], ...rest };
}

Deno.test("compare() measures in turns and begins each round with another contestant", async () => {
  const order: string[] = [];
  const contestants = ["a", "b", "c"].map((name) => contestant(name, "peer", [1, 1], order));
  await compare(comparison(contestants), 2);
  assertEquals(order, ["a", "b", "c", "b", "c", "a"]);
});

Deno.test("compare() gives the median, the best and the worst of each", async () => {
  const { measured } = await compare(comparison([contestant("a", "ours", [5, 1, 3])]), 3);
  assertEquals(measured, [{ name: "a", role: "ours", median: 3, best: 1, worst: 5 }]);
});

Deno.test("compare() takes the most for the best when more is better", async () => {
  const row = comparison([contestant("a", "ours", [5, 1, 3])], { better: "more" });
  const { measured } = await compare(row, 3);
  assertEquals(measured, [{ name: "a", role: "ours", median: 3, best: 5, worst: 1 }]);
});

Deno.test("compare() judges each demand by the median of the rounds", async () => {
  const pair = { subject: "a", against: "b" } as const;
  const { verdicts } = await compare(
    comparison([contestant("a", "ours", [1, 2, 4]), contestant("b", "peer", [3, 4, 4])], {
      demands: [
        { ...pair, kind: "ratio", bound: 2 },
        { ...pair, kind: "ratio", bound: 2.1 },
        { ...pair, kind: "share", bound: 0.5 },
        { ...pair, kind: "share", bound: 0.4 },
        { ...pair, kind: "extra", bound: -2 },
        { ...pair, kind: "extra", bound: -3 },
      ],
    }),
    3,
  );
  assertEquals(verdicts.map(({ value, holds }) => [value, holds]), [
    [2, true],
    [2, false],
    [0.5, true],
    [0.5, false],
    [-2, true],
    [-2, false],
  ]);
});

Deno.test("compare() judges a limit by the median of one contestant", async () => {
  const { verdicts } = await compare(
    comparison([contestant("a", "ours", [3, 9, 4])], {
      demands: [
        { subject: "a", kind: "limit", bound: 4 },
        { subject: "a", kind: "limit", bound: 3.9 },
      ],
    }),
    3,
  );
  assertEquals(verdicts, [
    { subject: "a", kind: "limit", bound: 4, value: 4, holds: true },
    { subject: "a", kind: "limit", bound: 3.9, value: 4, holds: false },
  ]);
});

Deno.test("compare() shows a peer as absent when it fails", async () => {
  const { measured, absent } = await compare(
    comparison([contestant("a", "ours", [1]), failing("peer")]),
    1,
  );
  assertEquals(
    [measured.length, absent],
    [1, [{ name: "broken", reason: "Cannot do it: 3 of 4 lines" }]],
  );
});

Deno.test("compare() rejects when one of ours fails", async () => {
  await assertRejects(() => compare(comparison([failing("ours")]), 1), Error, "Cannot do it");
});
