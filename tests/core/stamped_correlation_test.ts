import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { DraftCorrelation } from "../../core/event.ts";
import { isShared, StampedCorrelations } from "../../core/stamped_correlation.ts";

function correlations(): StampedCorrelations {
  return new StampedCorrelations({ runId: "r1" });
}

const IDS = { hostId: "h1", resourceId: "x1" };

Deno.test("StampedCorrelations.of() gives one correlation when events have the same ids", () => {
  const one = correlations();
  one.of(IDS);
  assertStrictEquals(one.of({ ...IDS }), one.of(IDS));
});

Deno.test("StampedCorrelations.of() gives the writer's own when ids are none", () => {
  const one = correlations();
  assertStrictEquals(one.of({}), one.of(undefined));
});

Deno.test("StampedCorrelations.of() gives other ids when what was given has changed", () => {
  const one = correlations();
  const ids = { ...IDS };
  one.of(ids);
  ids.hostId = "h2";
  assertEquals(one.of(ids), { runId: "r1", hostId: "h2", resourceId: "x1" });
});

Deno.test("StampedCorrelations.of() gives the same ids when a listener has changed the first ones", () => {
  const one = correlations();
  Object.assign(one.of(IDS), { hostId: "changed" });
  assertEquals(one.of(IDS), { runId: "r1", ...IDS });
});

const OTHERS: readonly (readonly [name: string, ids: object])[] = [
  ["in another order", { resourceId: "x1", hostId: "h1" }],
  ["one less", { hostId: "h1" }],
  ["one more", { ...IDS, attempt: 1 }],
  ["under another key", { hostId: "h1", stepId: "x1" }],
  ["of another type", { hostId: "h1", resourceId: 1 }],
];

for (const [name, ids] of OTHERS) {
  Deno.test(`StampedCorrelations.of() tells ids apart when they are ${name}`, () => {
    const one = correlations();
    one.of(IDS);
    assertEquals(JSON.stringify(one.of(ids)), JSON.stringify({ runId: "r1", ...ids }));
  });
}

Deno.test("StampedCorrelations.of() gives what nobody can change when it is shared", () => {
  const one = correlations();
  one.of(IDS);
  assert(Object.isFrozen(one.of(IDS)));
});

Deno.test("StampedCorrelations.of() reads a getter once when one is given", () => {
  let asked = 0;
  const ids = {
    get hostId() {
      return `h${++asked}`;
    },
  };
  const one = correlations();
  assertEquals([one.of(ids), one.of(ids)], [
    { runId: "r1", hostId: "h1" },
    { runId: "r1", hostId: "h2" },
  ]);
});

Deno.test("isShared() is true when events have the same ids the second time", () => {
  const one = correlations();
  assertEquals([isShared(one.of(IDS)), isShared(one.of(IDS))], [false, true]);
});

const UNSHARED: readonly (readonly [name: string, ids: unknown])[] = [
  ["holds an object", { hostId: { name: "h" } }],
  ["holds nothing", { hostId: undefined }],
  ["holds NaN", { attempt: NaN }],
];

for (const [name, ids] of UNSHARED) {
  Deno.test(`StampedCorrelations.of() shares no correlation that ${name}`, () => {
    const one = correlations();
    one.of(ids as DraftCorrelation);
    const correlation = one.of(ids as DraftCorrelation);
    assertEquals([correlation, isShared(correlation)], [
      { runId: "r1", ...(ids as DraftCorrelation) },
      false,
    ]);
  });
}
