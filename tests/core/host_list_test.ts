import { assertEquals } from "@std/assert";
import { host, hostEnd, summaryOf } from "../fixtures/summaries.ts";

Deno.test("HostList gives each host as it ended when there are several", () => {
  const counted = { ok: 1, changed: 2, failed: 0 };
  const { hosts } = summaryOf(
    host("a", "web-1"),
    host("b"),
    host("c"),
    host("d"),
    hostEnd("c", { cancelled: true }),
    hostEnd("b", { failed: 3, durationMs: undefined }),
    hostEnd("a", {}),
    hostEnd("e", { failed: undefined, ok: undefined }),
  );
  assertEquals(hosts, [
    { id: "a", name: "web-1", state: "ok", resources: counted, durationMs: 7 },
    { id: "b", name: "b", state: "failed", resources: { ...counted, failed: 3 }, durationMs: 4000 },
    { id: "c", name: "c", state: "cancelled", resources: counted, durationMs: 7 },
    { id: "d", name: "d", state: "unfinished", resources: { ok: 0, changed: 0, failed: 0 } },
    { id: "e", name: "e", state: "failed", resources: { ...counted, ok: 0 }, durationMs: 7 },
  ]);
});
