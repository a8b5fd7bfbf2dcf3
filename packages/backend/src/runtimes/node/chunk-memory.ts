/**
 * Gives the memory of a chunk back as soon as the chunk is written. Left to the garbage
 * collector, every 64 KiB of a body lives until a major collection: measured, a third more CPU
 * and twice the memory. Only what Node gave us for a body, and only as a whole, is taken away.
 */

const ours = new WeakSet<ArrayBufferLike>()

/** Remembers that nobody but the upload has this chunk. */
export function ownChunk(chunk: Uint8Array): void {
  if (isWhole(chunk)) ours.add(chunk.buffer)
}

/** Empties a chunk that was written. One that is a part of a larger buffer, or not ours, stays. */
export function releaseChunk(chunk: Uint8Array): void {
  // Node 20 has no `transfer`; there the collector does it.
  if (isWhole(chunk) && ours.has(chunk.buffer)) (chunk.buffer as ArrayBuffer).transfer?.(0)
}

/** A view of all of its buffer: not of a pool, nor of a chunk that something else is still read from. */
function isWhole(chunk: Uint8Array): boolean {
  return chunk.byteLength === chunk.buffer.byteLength
}
