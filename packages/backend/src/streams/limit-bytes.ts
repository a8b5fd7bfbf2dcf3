/**
 * The size limit of a body while it streams: what was declared may be a lie, or missing.
 */

import type { Bytes } from './bytes.ts'
import { deriveBytes } from './derive-bytes.ts'
import { tooLargeError } from './too-large-error.ts'

/** Passes bytes on; throws `too_large` in place of the chunk that goes over `maxBytes`. */
export function limitBytes(source: Bytes, maxBytes: number): Bytes {
  return deriveBytes(source[Symbol.asyncIterator](), async function* (chunks) {
    let received = 0
    for await (const chunk of chunks) {
      received += chunk.length
      if (received > maxBytes) throw tooLargeError(maxBytes)
      yield chunk
    }
  })
}
