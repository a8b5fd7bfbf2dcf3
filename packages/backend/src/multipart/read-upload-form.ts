/**
 * Reads an upload as DingTalk's own API takes it: `type` (and `grant`) first, then `media`.
 * A strict dialect of RFC 7578: what another parser might read differently is refused, so
 * that nobody can show us one file and DingTalk another.
 */

import type { Bytes, PourableBytes } from '../streams/bytes.ts'
import { letGo } from '../streams/let-go.ts'
import { BodyCursor, type Reading } from './body-cursor.ts'
import { Delimiter } from './delimiter.ts'
import { GatheredBytes } from './gathered-bytes.ts'
import { malformedBody } from './malformed-body.ts'
import { mediaStage } from './media-stage.ts'
import { type PartHeaders, parsePartHeaders } from './part-headers.ts'
import { readHeaderBlock } from './read-header-block.ts'
import { readDelimiterEnd, readUntilDelimiter } from './read-until-delimiter.ts'

export interface UploadForm {
  /** The fields before the file, as they came; only known names. */
  readonly fields: ReadonlyMap<string, string>
  /** As the client gave it, never empty: `cleanFilename` makes it fit to be passed on. */
  readonly filename: string
  /** What the client says the file is; nobody vouches for it. */
  readonly contentType: string | undefined
  /** How many bytes of the body come before the file's first. */
  readonly mediaOffset: number
  /**
   * The file, and the rest of the body with it: it ends only after the closing delimiter came and
   * the whole body ended well, and throws else. Read it, or let go of it.
   */
  readonly media: PourableBytes
}

const MAX_PREAMBLE_BYTES = 1024

/** The fields we know, each at most once. That also bounds the number of parts. */
const MAX_FIELD_BYTES: ReadonlyMap<string, number> = new Map([
  ['type', 64],
  ['grant', 4096],
  // What SDKs made for DingTalk send in its place.
  ['access_token', 4096],
])

const PLAIN_ENCODINGS: readonly (string | undefined)[] = [undefined, 'binary', '8bit', '7bit']

/** Resolves once the headers of `media` have come; throws `malformed_body` for a form it cannot vouch for. */
export async function readUploadForm(body: Bytes, boundary: string): Promise<UploadForm> {
  const chunks = body[Symbol.asyncIterator]()
  const cursor = new BodyCursor(chunks)
  try {
    return await cursor.run(readForm(cursor, boundary))
  } catch (error) {
    letGo(chunks)
    throw error
  }
}

function* readForm(cursor: BodyCursor, boundary: string): Reading<UploadForm> {
  const delimiter = new Delimiter(boundary)
  yield* skipPreamble(cursor, delimiter, boundary)
  const fields = new Map<string, string>()
  while ((yield* readDelimiterEnd(cursor)) === 'part') {
    const headers = parsePartHeaders(yield* readHeaderBlock(cursor))
    const { name, filename, contentType } = headers
    if (!isPlain(headers)) throw malformedBody('A part is nested or encoded')
    if (name === 'media') {
      if (!filename) throw malformedBody('The part media has no filename')
      const media = cursor.rest(mediaStage(delimiter))
      return { fields, filename, contentType, mediaOffset: cursor.position, media }
    }
    const maxBytes = MAX_FIELD_BYTES.get(name)
    if (maxBytes === undefined) throw malformedBody('The form has an unknown field')
    if (fields.has(name)) throw malformedBody(`The field ${name} comes twice`)
    if (filename !== undefined) throw malformedBody(`The field ${name} is a file`)
    fields.set(name, yield* readField(cursor, delimiter, maxBytes))
  }
  throw malformedBody('The form has no part media')
}

/** Tools for mail put a text before the first delimiter. One that is glued to a delimiter hides a part from us. */
function* skipPreamble(cursor: BodyCursor, delimiter: Delimiter, boundary: string): Reading<void> {
  // A delimiter at the very start has no line break of its own: both bytes of it are taken for read, and count.
  const collector = new GatheredBytes(MAX_PREAMBLE_BYTES + 2, () =>
    malformedBody('There is no delimiter near the start of the form'),
  )
  const preamble = yield* readUntilDelimiter(cursor, delimiter, collector, 2)
  if (utf8.decode(preamble).includes(`--${boundary}`)) {
    throw malformedBody('The preamble does not end in a line break')
  }
}

function isPlain({ contentType, transferEncoding }: PartHeaders): boolean {
  return !contentType?.toLowerCase().startsWith('multipart/') && PLAIN_ENCODINGS.includes(transferEncoding)
}

function* readField(cursor: BodyCursor, delimiter: Delimiter, maxBytes: number): Reading<string> {
  const collector = new GatheredBytes(maxBytes, () =>
    malformedBody(`A field has more than ${maxBytes} bytes`),
  )
  return utf8.decode(yield* readUntilDelimiter(cursor, delimiter, collector))
}

/** Bytes that are no UTF-8 make a value that nothing will accept, with the code that fits the field. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
