/**
 * Gives a stored file back, always as a download: its bytes came from anyone. Answers ranges (RFC 9110,
 * section 14), without which Safari plays neither sound nor film.
 */

import type { Context } from 'hono'
import type { EmulatorMedia } from '../media-shelf.ts'

/** The file's bytes, with its name. */
export function fileResponse(
  c: Context,
  { media, bytes }: { media: EmulatorMedia; bytes: Buffer },
): Response {
  const headers = {
    'Content-Type': media.contentType,
    'Content-Disposition': dispositionOf(media.name),
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
  }
  const range = rangeOf(c.req.header('range'), bytes.length)
  if (!range) return c.body(new Uint8Array(bytes), 200, headers)
  const [first, last] = range
  return c.body(new Uint8Array(bytes.subarray(first, last + 1)), 206, {
    ...headers,
    'Content-Range': `bytes ${first}-${last}/${bytes.length}`,
  })
}

function dispositionOf(name: string): string {
  const plainName = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const encodedName = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${plainName}"; filename*=UTF-8''${encodedName}`
}

/** First and last byte of a single range that can be met; anything else is answered with the whole file. */
function rangeOf(
  header: string | undefined,
  size: number,
): readonly [first: number, last: number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return first <= last ? [first, last] : undefined
}
