/**
 * Takes the file out of the rest of a form, and sees the form to its end: one search a chunk.
 */

import { MediaError } from '../errors.ts'
import type { ByteStage } from '../streams/pass-bytes.ts'
import type { Delimiter } from './delimiter.ts'
import { DelimiterEnd } from './delimiter-end.ts'
import { malformedBody } from './malformed-body.ts'

/**
 * Passes the file's bytes on. Throws `media_not_last` when a part follows, `malformed_body` when the
 * closing delimiter does not come or is followed by other text; the epilogue means nothing (RFC 2046 §5.1).
 */
export function mediaStage(delimiter: Delimiter): ByteStage {
  let matched = 0
  let closed = false
  const delimiterEnd = new DelimiterEnd()

  function close(byte: number | undefined): void {
    const begun = delimiterEnd.read(byte)
    if (begun === 'part') throw new MediaError('media_not_last', 'The form has a part after media')
    closed = begun === 'end'
  }

  return {
    pass(chunk) {
      const { revokedBytes, contentEnd, next, ...found } = delimiter.search(chunk, matched)
      matched = found.matched
      for (let at = next; at < chunk.length && !closed; at += 1) close(chunk[at])
      return contentOf(chunk, contentEnd, delimiter.bytes.subarray(0, revokedBytes))
    },
    end() {
      if (matched < delimiter.bytes.length) throw malformedBody('The body ended before the closing delimiter')
      if (!closed) close(undefined)
      return []
    },
  }
}

/** A view of the chunk, or, behind what looked like a delimiter at the end of the chunk before, a copy with that. */
function contentOf(chunk: Uint8Array, end: number, revoked: Uint8Array): Uint8Array | undefined {
  if (revoked.length === 0) return end === 0 ? undefined : chunk.subarray(0, end)
  const content = new Uint8Array(revoked.length + end)
  content.set(revoked)
  content.set(chunk.subarray(0, end), revoked.length)
  return content
}
