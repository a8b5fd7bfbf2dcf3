/**
 * Gives the memory of a chunk back as soon as the chunk is written. Left to the garbage
 * collector, every 64 KiB of a body lives until a major collection: measured, a third more CPU
 * and twice the memory. Only what Node gave us for a body, and only as a whole, is taken away.
 */

/** On the chunk itself: a `WeakSet` costs as much for each chunk as all that looks at it. */
const OWNED = Symbol('owned')

interface MarkedChunk extends Uint8Array {
  [OWNED]?: true
}

/** Remembers that nobody but the upload has this chunk. */
export function ownChunk(chunk: MarkedChunk): void {
  if (isWhole(chunk)) chunk[OWNED] = true
}

/** Empties a chunk that was written. A view of one that is ours, or one that is not, stays. */
export function releaseChunk(chunk: MarkedChunk): void {
  // Node 20 has no `transfer`; there the collector does it.
  if (chunk[OWNED]) (chunk.buffer as ArrayBuffer).transfer?.(0)
}

/** A view of all of its buffer: not of a pool, nor of a chunk that something else is still read from. */
function isWhole(chunk: Uint8Array): boolean {
  return chunk.byteLength === chunk.buffer.byteLength
}
