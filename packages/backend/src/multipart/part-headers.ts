/**
 * Reads the header block of one part. Strict where parsers are known to differ, lenient
 * where real senders do: browsers write %22 for a quote, curl writes \", old web views
 * send whole Windows paths, DingTalk's Java SDK puts no spaces.
 */

import { malformedBody } from './malformed-body.ts'
import { readParameters } from './parameters.ts'
import { decodeEscapes, readFilename } from './read-filename.ts'

export interface PartHeaders {
  readonly name: string
  /** As the client gave it: `cleanFilename` makes it fit to be passed on. */
  readonly filename: string | undefined
  readonly contentType: string | undefined
  readonly transferEncoding: string | undefined
}

/** One that begins with dashes is no header but a delimiter that came too early. */
const FIELD_NAME = /^(?!--)[\w!#$%&'*+.^`|~-]+$/

/** Reads a header block, without the empty line that ends it; throws `malformed_body` for anything unclear. */
export function parsePartHeaders(block: Uint8Array): PartHeaders {
  const fields = new Map<string, string>()
  for (const line of decode(block).split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).toLowerCase()
    if (!FIELD_NAME.test(name)) throw malformedBody('A part has a line that is no header')
    if (/[\r\n\0]/.test(line)) throw malformedBody('A part header holds a bare CR, LF or NUL')
    if (fields.has(name)) throw malformedBody('A part has the same header twice')
    fields.set(name, line.slice(colon + 1).trim())
  }
  const parameters = readDisposition(fields.get('content-disposition') ?? '')
  const name = decodeEscapes(parameters.get('name') ?? '')
  if (name === '') throw malformedBody('A part is not form-data with a name')
  return {
    name,
    filename: readFilename(parameters),
    contentType: fields.get('content-type'),
    transferEncoding: fields.get('content-transfer-encoding')?.toLowerCase(),
  }
}

function readDisposition(disposition: string): ReadonlyMap<string, string> {
  return readParameters(/^form-data[ \t;]/i.test(disposition) ? disposition.slice('form-data'.length) : '')
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(block: Uint8Array): string {
  try {
    return utf8.decode(block)
  } catch {
    throw malformedBody('A part header is not UTF-8')
  }
}
