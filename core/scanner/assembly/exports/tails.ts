// @ts-nocheck: AssemblyScript
import { Entity, entityTail } from "../entities.ts";
import { dropOutput, settleTail } from "../output.ts";
import { Run, runTail } from "../runs.ts";
import { Tail } from "../tail.ts";

export function tailOf(thing: usize): usize {
  return changetype<usize>(entityTail(changetype<Entity>(thing)));
}

export function tailOfRun(run: usize): usize {
  return changetype<usize>(runTail(changetype<Run>(run)));
}

export function tailStart(tail: usize): usize {
  return changetype<Tail>(tail).start;
}

export function tailLength(tail: usize): u32 {
  settleTail(changetype<Tail>(tail));
  return changetype<Tail>(tail).length;
}

export function emptyTail(tail: usize): void {
  dropOutput(changetype<Tail>(tail));
}
