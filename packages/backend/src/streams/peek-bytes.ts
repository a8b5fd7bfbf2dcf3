/**
 * Looks at the first bytes of a stream that can be read only once.
 */

import type { Bytes, PourableBytes } from './bytes.ts'
import { passBytes } from './pass-bytes.ts'

export interface PeekedBytes {
  /** The first bytes, fewer than asked for only when there are no more. */
  readonly head: Uint8Array
  /** The source has ended and `head` is all of it. With exactly as many bytes as asked for that is not yet known. */
  readonly whole: boolean
  /** Everything, from the first byte on. It owns the source: read it, or let go of it. */
  readonly rest: PourableBytes
}

/**
 * Resolves once `count` bytes have come or the source has ended. Bytes that came in one chunk are shown as a
 * view of it; others are copied, no more than `count`.
 */
export async function peekBytes(source: Bytes, count: number): Promise<PeekedBytes> {
  const chunks = source[Symbol.asyncIterator]()
  let buffer: Uint8Array | undefined
  let head: Uint8Array = NOTHING
  let unpeeked: Uint8Array = NOTHING
  let whole = false
  while (head.length < count && !whole) {
    const { done, value } = await chunks.next()
    if (done) {
      whole = true
    } else {
      const peeked = value.subarray(0, count - head.length)
      unpeeked = value.subarray(peeked.length)
      if (head.length === 0) {
        head = peeked
      } else if (peeked.length > 0) {
        const length = head.length
        buffer ??= copyOf(head, count)
        buffer.set(peeked, length)
        head = buffer.subarray(0, length + peeked.length)
      }
    }
  }
  const first = [head, unpeeked].filter((chunk) => chunk.length > 0)
  return { head, whole, rest: passBytes(chunks, { first, pass: (chunk) => chunk }) }
}

const NOTHING = new Uint8Array(0)

/** With room for so many bytes. */
function copyOf(bytes: Uint8Array, byteLength: number): Uint8Array {
  const copy = new Uint8Array(byteLength)
  copy.set(bytes)
  return copy
}
