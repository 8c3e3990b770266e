import { assertEquals, assertMatch } from "@std/assert";
import { newRunId } from "../../core/ids.ts";
import { runIdTime } from "../../core/run_id_time.ts";
import { FAKE_NOW_MS } from "../fixtures/fake_clock.ts";

Deno.test("newRunId() gives 26 characters of Base32 when given a time", () => {
  assertMatch(newRunId(FAKE_NOW_MS), /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});

Deno.test("newRunId() gives different ids when the time is the same", () => {
  const ids = new Set(Array.from({ length: 100 }, () => newRunId(FAKE_NOW_MS)));
  assertEquals(ids.size, 100);
});

Deno.test("newRunId() sorts by time when ids are compared as text", () => {
  const times = [0, 1, 31, 32, FAKE_NOW_MS, FAKE_NOW_MS + 1, 2 ** 48 - 1];
  const ids = times.map((ms) => newRunId(ms));
  assertEquals(ids.toSorted(), ids);
});

// A clock made of performance.timeOrigin once threw out of the bus's constructor.
Deno.test("newRunId() cuts the fraction off when a millisecond has one", () => {
  assertEquals(runIdTime(newRunId(FAKE_NOW_MS + 0.75)), FAKE_NOW_MS);
});

for (const ms of [0, 1, FAKE_NOW_MS, 2 ** 48 - 1]) {
  Deno.test(`runIdTime() gives the time when the id was made at ${ms}`, () => {
    assertEquals(runIdTime(newRunId(ms)), ms);
  });
}

Deno.test("runIdTime() gives the same time when the id is in lower case", () => {
  assertEquals(runIdTime(newRunId(FAKE_NOW_MS).toLowerCase()), FAKE_NOW_MS);
});

for (
  const runId of [
    "",
    "nightly-42",
    "01HF7YAT00ABCDEFGHJKMNPQR",
    "01HF7YAT00ABCDEFGHJKMNPQRST",
    "81HF7YAT00ABCDEFGHJKMNPQRS",
    "01HF7YAT00ABCDEFGHJKMNPQRU",
    "01HF7YAT00ABCDEFGHJKMNPQRI",
    "01HF7YAT00ABCDEFGHJKMNPQRS\n",
  ]
) {
  Deno.test(`runIdTime() gives undefined when the id is ${JSON.stringify(runId)}`, () => {
    assertEquals(runIdTime(runId), undefined);
  });
}
