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

/** Resolves once `count` bytes have come or the source has ended; copies no more than those. */
export async function peekBytes(source: Bytes, count: number): Promise<PeekedBytes> {
  const chunks = source[Symbol.asyncIterator]()
  const buffer = new Uint8Array(count)
  let length = 0
  let unpeeked: Uint8Array = buffer.subarray(count)
  let whole = false
  while (length < count && !whole) {
    const result = await chunks.next()
    if (result.done) {
      whole = true
    } else {
      const peeked = result.value.subarray(0, count - length)
      buffer.set(peeked, length)
      length += peeked.length
      unpeeked = result.value.subarray(peeked.length)
    }
  }
  const head = buffer.subarray(0, length)
  const peeked = [head, unpeeked].filter((chunk) => chunk.length > 0)
  return { head, whole, rest: passBytes(chunks, { first: peeked, pass: (chunk) => chunk }) }
}
