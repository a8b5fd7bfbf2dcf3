/**
 * Short texts as bytes. They share memory: a buffer for each would cost more than to fill it.
 */

const encoder = new TextEncoder()

const POOL_BYTES = 16 * 1024

let pool = new Uint8Array(POOL_BYTES)
let used = 0

/** A text in UTF-8: a view of memory that holds other texts, too, and is never written again. */
export function encodeShort(text: string): Uint8Array {
  // A unit of UTF-16 becomes three bytes at most.
  const room = 3 * text.length
  if (room > POOL_BYTES) return encoder.encode(text)
  if (used + room > POOL_BYTES) {
    pool = new Uint8Array(POOL_BYTES)
    used = 0
  }
  const begin = used
  used += encoder.encodeInto(text, pool.subarray(begin)).written
  return pool.subarray(begin, used)
}
