/**
 * Two ways in, one relay: a raw body that is the file itself, or a form whose last part is.
 * Either way this leaves the file's bytes unread, and says how many there are.
 */

import { MediaError } from '../errors.ts'
import { boundaryOf } from '../multipart/boundary.ts'
import { readUploadForm } from '../multipart/read-upload-form.ts'
import type { IncomingMedia } from '../relay/incoming-media.ts'
import type { Bytes } from '../streams/bytes.ts'
import { exactBytes } from '../streams/exact-bytes.ts'
import type { RelayContext } from './relay-env.ts'

/** What the request says of itself, and the file behind it. */
export interface RequestedMedia extends Pick<IncomingMedia, 'type' | 'filename' | 'body' | 'size'> {
  /** What a form said before its file; empty for a raw body. */
  readonly fields: ReadonlyMap<string, string>
}

/** Whether the request says that it is a form. */
export function isForm(c: RelayContext): boolean {
  return /^\s*multipart\/form-data\s*(;|$)/i.test(c.req.header('content-type') ?? '')
}

/** Reads up to where the file begins. Throws `unsupported_body`, `malformed_body`, `media_not_last`. */
export async function readMedia(c: RelayContext, body: Bytes): Promise<RequestedMedia> {
  const encoding = c.req.header('content-encoding')
  // Codings are told in any case (RFC 9110 §8.4.1).
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new MediaError('unsupported_body', 'The body is compressed')
  }
  const contentType = c.req.header('content-type')
  const boundary = boundaryOf(contentType)
  if (boundary !== undefined) return formMedia(c, body, boundary)
  return rawMedia(c, body, contentType)
}

function rawMedia(c: RelayContext, body: Bytes, contentType: string | undefined): RequestedMedia {
  const { type = '', filename } = readQuery(c)
  if (filename === undefined || /^\s*multipart\//i.test(contentType ?? '')) {
    throw new MediaError('unsupported_body', 'Neither a form nor a raw body with type and filename')
  }
  const bytes = contentLength(c)
  return {
    type,
    filename,
    fields: new Map(),
    body: bytes === undefined ? body : exactBytes(body, bytes),
    size: bytes === undefined ? undefined : { usual: bytes, atMost: bytes },
  }
}

async function formMedia(c: RelayContext, body: Bytes, boundary: string): Promise<RequestedMedia> {
  const { fields, filename, mediaOffset, media } = await readUploadForm(body, boundary)
  const { type: asked, filename: named } = readQuery(c)
  const type = fields.get('type') ?? asked ?? ''
  if (asked !== undefined && asked !== type) {
    throw new MediaError('malformed_body', 'The query and the form name different types')
  }
  const total = contentLength(c)
  // The file ends where CR LF "--" boundary "--" begins; most clients send one more CR LF behind it.
  const atMost = total === undefined ? undefined : total - mediaOffset - boundary.length - 6
  if ((atMost ?? 0) < 0) throw new MediaError('malformed_body', 'The body is too short for its form')
  const size = atMost === undefined ? undefined : { usual: Math.max(0, atMost - 2), atMost }
  // DingTalk's mini programs name a file by its place in their store, and let a page say no other name.
  return { type, filename: named ?? filename, fields, body: media, size }
}

/** What the query says of the file. Throws `malformed_body` where it says it twice. */
function readQuery(c: RelayContext): {
  readonly type?: string | undefined
  readonly filename?: string | undefined
} {
  const { type = [], filename = [] } = c.req.queries()
  if (type.length > 1) throw new MediaError('malformed_body', 'The query names type twice')
  if (filename.length > 1) throw new MediaError('malformed_body', 'The query names filename twice')
  return { type: type[0], filename: filename[0] }
}

function contentLength(c: RelayContext): number | undefined {
  const text = c.req.header('content-length')
  if (text === undefined || c.req.header('transfer-encoding') !== undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw new MediaError('malformed_body', 'The Content-Length is no number')
  return Number(text)
}
