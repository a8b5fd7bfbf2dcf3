/**
 * What stands between two delimiters, where it is short: the preamble, a field's value.
 */

import type { BodyCursor } from './body-cursor.ts'
import type { Delimiter } from './delimiter.ts'
import { DelimiterEnd } from './delimiter-end.ts'
import { malformedBody } from './malformed-body.ts'

/**
 * Gives all bytes up to the delimiter, in pieces that may be empty, and leaves the cursor behind it;
 * throws `malformed_body` if the body ends first. `matched` of the delimiter's bytes are taken for
 * read already.
 */
export async function* readUntilDelimiter(
  cursor: BodyCursor,
  delimiter: Delimiter,
  matched = 0,
): AsyncGenerator<Uint8Array, void> {
  let matchedBytes = matched
  while (matchedBytes < delimiter.bytes.length) {
    const chunk = await cursor.ahead()
    if (!chunk) throw malformedBody('The body ended before the closing delimiter')
    const found = delimiter.search(chunk, matchedBytes)
    matchedBytes = found.matched
    cursor.skip(found.next)
    yield delimiter.bytes.subarray(0, found.revokedBytes)
    yield chunk.subarray(0, found.contentEnd)
  }
}

/** Resolves to what a delimiter begins: another part, or the end of the form. */
export async function readDelimiterEnd(cursor: BodyCursor): Promise<'part' | 'end'> {
  const delimiterEnd = new DelimiterEnd()
  for (;;) {
    const begun = delimiterEnd.read(await cursor.byte())
    if (begun) return begun
  }
}
