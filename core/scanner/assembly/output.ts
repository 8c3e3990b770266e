// @ts-nocheck: AssemblyScript
import { extend } from "./memory.ts";
import { appendTail, clearTail, Tail } from "./tail.ts";

/** Output that lies in the input: most of it is of things that end well before the input does. */
@unmanaged
class Piece {
  /** 0 where nobody wants it any more. */
  tail: usize;
  text: usize;
  length: u32;
  /** The number of the piece that the tail had before, or 0. */
  before: u32;
}

const MAX_PIECES: u32 = 4096;

/** Pieces have numbers from 1 up. */
let pieces: usize = 0;
let count: u32 = 0;

// @inline
function pieceAt(number: u32): Piece {
  return changetype<Piece>(pieces + <usize> number * offsetof<Piece>());
}

/** Adds output, which stays where it is until `settleOutput`. */
export function addOutput(tail: Tail, text: usize, length: usize): void {
  if (pieces == 0) pieces = extend((MAX_PIECES + 1) * offsetof<Piece>());
  if (count == MAX_PIECES) settleOutput();
  const piece = pieceAt(++count);
  piece.tail = changetype<usize>(tail);
  piece.text = text;
  piece.length = <u32> length;
  piece.before = tail.latest;
  tail.latest = count;
}

/** Copies what is still wanted, before the input is given back. */
export function settleOutput(): void {
  for (let number: u32 = 1; number <= count; number++) {
    const piece = pieceAt(number);
    if (piece.tail != 0) settlePiece(piece);
  }
  count = 0;
}

/** Copies what one tail has in the input. */
export function settleTail(tail: Tail): void {
  let first: u32 = 0;
  for (let number = tail.latest; number != 0;) {
    const piece = pieceAt(number);
    const before = piece.before;
    piece.before = first;
    first = number;
    number = before;
  }
  while (first != 0) {
    const piece = pieceAt(first);
    first = piece.before;
    settlePiece(piece);
  }
}

function settlePiece(piece: Piece): void {
  const tail = changetype<Tail>(piece.tail);
  piece.tail = 0;
  tail.latest = 0;
  appendTail(tail, piece.text, <usize> piece.length);
}

/** Forgets all output of a tail. */
export function dropOutput(tail: Tail): void {
  for (let number = tail.latest; number != 0;) {
    const piece = pieceAt(number);
    piece.tail = 0;
    number = piece.before;
  }
  tail.latest = 0;
  clearTail(tail);
}
