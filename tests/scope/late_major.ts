/**
 * Run as a process: loads a copy of the package with another layout of the slot
 * while a bus is installed, before the run begins or after, and writes what the
 * bus saw as JSON. The copy's main module and when it is loaded are the arguments.
 */

import process from "node:process";
import { EventBus, install } from "../../mod.ts";

const [copy, , when] = process.argv.slice(2);
const seen: string[] = [];
const bus = new EventBus({ runId: "r1" });
bus.on(({ seq, type }) => void seen.push(`${seq} ${type}`));
install(bus);
if (when === "before the run") await import(copy!);
const run = bus.run();
if (when === "in the run") await import(copy!);
run.finish();

process.stdout.write(JSON.stringify(seen));
