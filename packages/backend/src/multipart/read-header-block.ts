/**
 * The header block of one part, up to the empty line that ends it.
 */

import type { BodyCursor, Reading } from './body-cursor.ts'
import { GatheredBytes } from './gathered-bytes.ts'
import { malformedBody } from './malformed-body.ts'

const MAX_HEADER_BYTES = 16 * 1024

const [LF, CR] = [10, 13]

/** Reads the block without its empty line, and leaves the cursor at the part's first byte. */
export function* readHeaderBlock(cursor: BodyCursor): Reading<Uint8Array> {
  const block = new GatheredBytes(MAX_HEADER_BYTES, () =>
    malformedBody(`A part has more than ${MAX_HEADER_BYTES} bytes of headers`),
  )
  // The line break before the block belongs to the delimiter; without any header it is half of the empty line.
  let matched = 2
  while (matched < 4) {
    while (cursor.needsChunk) yield
    if (cursor.ended) throw malformedBody('The body ended in the headers of a part')
    const { chunk, at } = cursor
    let end = at
    while (end < chunk.length && matched < 4) {
      const byte = chunk[end]
      end += 1
      if (byte === (matched % 2 === 0 ? CR : LF)) matched += 1
      else matched = byte === CR ? 1 : 0
    }
    cursor.goTo(end)
    block.add(chunk.subarray(at, end))
  }
  return block.bytes.subarray(0, Math.max(0, block.bytes.length - 4))
}
