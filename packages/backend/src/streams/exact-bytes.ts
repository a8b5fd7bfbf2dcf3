/**
 * Holds a body to its declared length. The chunk that completes it is held back until the
 * source has ended well, so that whoever counts bytes downstream (DingTalk, with the exact
 * Content-Length we promised) never sees a bad body as a whole one.
 */

import { MediaError } from '../errors.ts'
import type { Bytes, PourableBytes } from './bytes.ts'
import { passBytes } from './pass-bytes.ts'

/** Passes exactly `byteLength` bytes on; throws `malformed_body` when there are fewer or more. */
export function exactBytes(source: Bytes, byteLength: number): PourableBytes {
  let received = 0
  let last: Uint8Array | undefined
  return passBytes(source[Symbol.asyncIterator](), {
    pass(chunk) {
      if (chunk.length === 0) return undefined
      received += chunk.length
      if (received > byteLength) {
        throw new MediaError('malformed_body', `The body is longer than the ${byteLength} bytes declared`)
      }
      if (received < byteLength) return chunk
      last = chunk
      return undefined
    },
    end() {
      if (received < byteLength) {
        throw new MediaError('malformed_body', `The body ended after ${received} of ${byteLength} bytes`)
      }
      return last ? [last] : []
    },
  })
}
