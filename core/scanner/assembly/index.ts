// @ts-nocheck: AssemblyScript
export { beginInput, carriedBytes, inputOffset, passInput, roomBytes, takeInput } from "./input.ts";
export { endSecond, leave, serve } from "./second_thread.ts";
export { isQueueFull } from "./queue.ts";
export { lendReading } from "./first_thread.ts";
export { scratchOf } from "./scratch.ts";
export * from "./exports/ids.ts";
export * from "./exports/lists.ts";
export * from "./exports/runs.ts";
export * from "./exports/tails.ts";
export * from "./exports/things.ts";
export * from "./exports/writers.ts";
export * from "./scan.ts";
