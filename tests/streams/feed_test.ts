import { assertEquals, assertRejects } from "@std/assert";
import { type MadeFeed, makeFeed } from "../../core/feed.ts";

/** A feed of texts, whose source counts how often it was released. */
function feedOf(items: string[]): MadeFeed<string> & {
  readonly releases: () => number;
  readonly close: () => void;
} {
  let phase: "open" | "closed" = "open";
  let releases = 0;
  const made = makeFeed<string>({
    state() {
      if (items.length > 0) return "ready";
      return phase === "closed" ? "ended" : "waiting";
    },
    take() {
      const item = items.shift()!;
      if (item === "fail") throw new Error("The source fails");
      return item;
    },
    dropped: () => 0,
    release: () => void releases++,
  });
  return { ...made, releases: () => releases, close: () => void (phase = "closed") };
}

Deno.test("makeFeed() releases its source once when it ends, is returned and disposed", async () => {
  const { feed, wake, close, releases } = feedOf(["a"]);
  close();
  wake();
  const before = releases();
  await Array.fromAsync(feed);
  const after = releases();
  await feed.return();
  feed[Symbol.dispose]();
  wake();
  assertEquals([before, after, releases()], [0, 1, 1]);
});

Deno.test("makeFeed() releases its source when it ends and nobody waits", () => {
  const { wake, close, releases } = feedOf([]);
  close();
  wake();
  assertEquals(releases(), 1);
});

Deno.test("makeFeed() fails the one read that meets an error, and ends the others", async () => {
  const { feed, releases } = feedOf(["a", "fail", "b"]);
  const reads = [feed.next(), feed.next(), feed.next()];
  await assertRejects(() => reads[1]!, Error, "The source fails");
  assertEquals([await reads[0], await reads[2], feed.ended, releases()], [
    { done: false, value: "a" },
    { done: true, value: undefined },
    true,
    1,
  ]);
});
