/**
 * Gives a stored file back, always as a download: its bytes came from anyone.
 */

import type { Context } from 'hono'
import type { EmulatorMedia } from '../media-shelf.ts'

/** The file's bytes, with its name. */
export function fileResponse(
  c: Context,
  { media, bytes }: { media: EmulatorMedia; bytes: Buffer },
): Response {
  const plainName = media.name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const encodedName = encodeURIComponent(media.name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  )
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': media.contentType,
    'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodedName}`,
    'X-Content-Type-Options': 'nosniff',
  })
}
