/**
 * An infrastructure apply: two hosts in parallel, a retry, a failure, and a
 * secret that never reaches the file.
 *
 *     deno run -RW examples/apply.ts apply.jsonl
 *
 * @module
 */

import { EventBus } from "@runtrail/runtrail";
import { fileSink } from "@runtrail/runtrail/sinks/file";
import process from "node:process";

const bus = new EventBus({
  redaction: { patterns: ["host.vars.*_password"], secrets: ["hunter2"] },
});
bus.on(fileSink(process.argv[2] ?? "apply.jsonl"));

const run = bus.run({ name: "web tier", mode: "apply", errorMode: "fail-at-end", hostCount: 2 });

async function apply(name: string, hostname: string): Promise<void> {
  const vars = { role: "web", db_password: "hunter2" };
  const host = bus.host({ name, hostname, user: "deploy", port: 22, vars });

  const nginx = host.resource("apt", "nginx");
  nginx.output("stdout", "Reading package lists...\n");
  await Promise.resolve();
  nginx.retry({ phase: "apply", error: { name: "LockError", message: "dpkg is locked" } });
  nginx.output("stdout", "Setting up nginx (1.24.0) ...\n");
  nginx.finish({ status: "changed" });

  const config = host.resource("file", "/etc/app/db.conf");
  // The secret is split over two chunks, as pipes do.
  config.output("stderr", "connecting as app:hun");
  config.output("stderr", "ter2 ...\nrefused\n");
  const status = name === "web-2" ? "failed" : "ok";
  config.finish(
    status === "ok" ? { status } : {
      status,
      error: { name: "ConnectionRefused", message: "db-1:5432 refused the connection" },
    },
  );
  host.finish();
}

await Promise.all([apply("web-1", "10.0.1.11"), apply("web-2", "10.0.1.12")]);
run.finish();
await bus.close();
