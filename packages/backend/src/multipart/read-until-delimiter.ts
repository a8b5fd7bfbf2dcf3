/**
 * What stands between two delimiters: the preamble, a field's value, the file itself.
 */

import type { BodyCursor } from './body-cursor.ts'
import type { Delimiter } from './delimiter.ts'
import { malformedBody } from './malformed-body.ts'

/**
 * Gives all bytes up to the delimiter, as views of the chunks they came in, and leaves the cursor
 * behind it; throws `malformed_body` if the body ends first. `matched` of the delimiter's bytes are
 * taken for read already.
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
    if (found.revokedBytes > 0) yield delimiter.bytes.slice(0, found.revokedBytes)
    if (found.contentEnd > 0) yield chunk.subarray(0, found.contentEnd)
  }
}

/** RFC 2046 lets "transport padding" follow a delimiter; nobody sends much of it. */
const MAX_PADDING_BYTES = 64

const [TAB, LF, CR, SPACE, DASH] = [9, 10, 13, 32, 45]

/**
 * Resolves to what a delimiter begins: another part, or the end of the form. Anything else behind
 * it is refused: it may be a delimiter to others and content to us.
 */
export async function readDelimiterEnd(cursor: BodyCursor): Promise<'part' | 'end'> {
  let byte = await cursor.byte()
  const closing = byte === DASH && (await cursor.byte()) === DASH
  if (closing) byte = await cursor.byte()
  for (let padding = 0; (byte === SPACE || byte === TAB) && padding < MAX_PADDING_BYTES; padding += 1) {
    byte = await cursor.byte()
  }
  if (closing && byte === undefined) return 'end'
  if (byte !== CR || (await cursor.byte()) !== LF)
    throw malformedBody('A delimiter is followed by other text')
  return closing ? 'end' : 'part'
}

/** Reads to the end of the body; what comes after the closing delimiter means nothing (RFC 2046 §5.1). */
export async function readEpilogue(cursor: BodyCursor): Promise<void> {
  for (;;) {
    const chunk = await cursor.ahead()
    if (!chunk) return
    cursor.skip(chunk.length)
  }
}
