// @ts-nocheck: AssemblyScript

// Vectors to compare with. They are data that is loaded: one that stands in the
// code takes V8 three instructions at each use.

// deno-fmt-ignore
export const QUOTES: usize = memory.data<u8>([34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34], 16);
// deno-fmt-ignore
export const BACKSLASHES: usize = memory.data<u8>([92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92, 92], 16);
// deno-fmt-ignore
export const BRACES: usize = memory.data<u8>([125, 125, 125, 125, 125, 125, 125, 125, 125, 125, 125, 125, 125, 125, 125, 125], 16);
// deno-fmt-ignore
export const SPACES: usize = memory.data<u8>([32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32], 16);
