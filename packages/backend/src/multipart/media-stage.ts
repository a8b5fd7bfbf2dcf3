/**
 * Takes the file out of the rest of a form, and sees the form to its end: one search a chunk.
 */

import { MediaError } from '../errors.ts'
import type { ByteStage } from '../streams/pass-bytes.ts'
import type { Delimiter, DelimiterSearch } from './delimiter.ts'
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

  /** A chunk's content: a view, or, where it begins with what looked like a delimiter, a copy with that. */
  function contentOf(
    chunk: Uint8Array,
    { revokedBytes, contentEnd }: DelimiterSearch,
  ): Uint8Array | undefined {
    if (revokedBytes === 0) {
      if (contentEnd === 0) return undefined
      // Itself where it can be: a chunk that goes out as it came gives its memory back.
      return contentEnd === chunk.length ? chunk : chunk.subarray(0, contentEnd)
    }
    const content = new Uint8Array(revokedBytes + contentEnd)
    content.set(delimiter.bytes.subarray(0, revokedBytes))
    content.set(chunk.subarray(0, contentEnd), revokedBytes)
    return content
  }

  return {
    pass(chunk) {
      const found = delimiter.search(chunk, matched)
      matched = found.matched
      for (let at = found.next; at < chunk.length && !closed; at += 1) close(chunk[at])
      return contentOf(chunk, found)
    },
    end() {
      if (matched < delimiter.bytes.length) throw malformedBody('The body ended before the closing delimiter')
      if (!closed) close(undefined)
      return []
    },
  }
}
