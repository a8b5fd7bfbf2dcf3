/**
 * What stands between two delimiters, where it is short: the preamble, a field's value.
 */

import type { BodyCursor, Reading } from './body-cursor.ts'
import type { Delimiter } from './delimiter.ts'
import { DelimiterEnd } from './delimiter-end.ts'
import type { GatheredBytes } from './gathered-bytes.ts'
import { malformedBody } from './malformed-body.ts'

/**
 * Collects all bytes up to the delimiter, and leaves the cursor behind it; throws `malformed_body` if
 * the body ends first. `matched` of the delimiter's bytes are taken for read already.
 */
export function* readUntilDelimiter(
  cursor: BodyCursor,
  delimiter: Delimiter,
  collector: GatheredBytes,
  matched = 0,
): Reading<Uint8Array> {
  let matchedBytes = matched
  while (matchedBytes < delimiter.bytes.length) {
    while (cursor.needsChunk) yield
    if (cursor.ended) throw malformedBody('The body ended before the closing delimiter')
    const { chunk, at } = cursor
    const found = delimiter.search(chunk, matchedBytes, at)
    matchedBytes = found.matched
    cursor.goTo(found.next)
    if (found.revokedBytes > 0) collector.add(delimiter.bytes.subarray(0, found.revokedBytes))
    if (found.contentEnd > at) collector.add(chunk.subarray(at, found.contentEnd))
  }
  return collector.bytes
}

/** Reads what a delimiter begins: another part, or the end of the form. */
export function* readDelimiterEnd(cursor: BodyCursor): Reading<'part' | 'end'> {
  const delimiterEnd = new DelimiterEnd()
  for (;;) {
    while (cursor.needsChunk) yield
    const begun = delimiterEnd.read(cursor.readByte())
    if (begun) return begun
  }
}
