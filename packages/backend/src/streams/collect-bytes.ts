/**
 * Bytes that must be in hand as a whole: form fields, header blocks, bodies without a
 * length. Chunks are copied, not kept: a client that sends single bytes would else make
 * us hold a hundred times what it sent.
 */

import type { Bytes } from './bytes.ts'
import { tooLargeError } from './too-large-error.ts'

/** Resolves to all bytes; throws `tooLarge()`, by default `too_large`, as soon as there are more than `maxBytes`. */
export async function collectBytes(
  source: Bytes,
  maxBytes: number,
  tooLarge: () => Error = () => tooLargeError(maxBytes),
): Promise<Uint8Array> {
  let collected: Uint8Array = NOTHING
  let length = 0
  for await (const chunk of source) {
    const end = length + chunk.length
    if (end > maxBytes) throw tooLarge()
    if (end > collected.length) {
      const grown = new Uint8Array(Math.min(maxBytes, Math.max(end, 2 * collected.length)))
      grown.set(collected.subarray(0, length))
      collected = grown
    }
    collected.set(chunk, length)
    length = end
  }
  return collected.subarray(0, length)
}

const NOTHING = new Uint8Array(0)
