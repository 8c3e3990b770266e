// @ts-nocheck: AssemblyScript
import { resolution } from "../resolution.ts";
import { Writer, writerOf } from "../runs.ts";
import { isSound } from "../scan.ts";
import { scratch } from "../scratch.ts";

/** The writer of the sound line that `scan` stopped at; 0 where it is not known. */
export function foundWriter(): usize {
  return isSound() ? resolution.writer : 0;
}

/** The writer whose run and name lie in the scratch, one behind the other; added where it is not known. */
export function addWriter(runIdLength: u32, nameLength: u32): usize {
  return changetype<usize>(writerOf(scratch, runIdLength, scratch + runIdLength, nameLength));
}

export function runOf(writer: usize): usize {
  return changetype<usize>(changetype<Writer>(writer).run);
}

export function writerSeq(writer: usize): f64 {
  return <f64> changetype<Writer>(writer).seq;
}

export function writerMoment(writer: usize): f64 {
  return changetype<Writer>(writer).moment;
}

export function setWriter(writer: usize, seq: f64, moment: f64): void {
  changetype<Writer>(writer).seq = <u64> seq;
  changetype<Writer>(writer).moment = moment;
}
