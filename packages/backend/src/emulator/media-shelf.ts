/**
 * The media that the emulator holds, in memory. When the shelf is full, the oldest go: unlike
 * DingTalk's, its media ids do not live for ever.
 */

import { createHash } from 'node:crypto'
import { extensionOf, type MediaType } from '../contract/index.ts'
import { contentTypeOf } from '../multipart/content-types.ts'
import { mintMediaId } from './mint-media-id.ts'

/** One stored file. DingTalk's words are spelled as DingTalk spells them. */
export interface EmulatorMedia {
  readonly media_id: string
  readonly type: MediaType
  /** As it came, not decoded. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** Hex. */
  readonly sha256: string
  readonly contentType: string
  /** Milliseconds since 1970. */
  readonly created_at: number
}

export interface MediaShelf {
  put(file: { readonly type: MediaType; readonly name: string; readonly bytes: Buffer }): EmulatorMedia
  find(mediaId: string): { readonly media: EmulatorMedia; readonly bytes: Buffer } | undefined
  readonly count: number
  readonly bytes: number
  clear(): void
}

/** Keeps media up to `maxMediaBytes`. */
export function createMediaShelf({
  now,
  maxMediaBytes,
}: {
  now: () => number
  maxMediaBytes: number
}): MediaShelf {
  const shelf = new Map<string, { media: EmulatorMedia; bytes: Buffer }>()
  let held = 0

  return {
    put({ type, name, bytes }) {
      const media: EmulatorMedia = {
        media_id: mintMediaId(type, bytes),
        type,
        name,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        contentType: contentTypeOf(extensionOf(name)),
        created_at: now(),
      }
      shelf.set(media.media_id, { media, bytes })
      held += bytes.length
      for (const [oldestId, oldest] of shelf) {
        if (held <= maxMediaBytes || shelf.size === 1) break
        shelf.delete(oldestId)
        held -= oldest.bytes.length
      }
      return media
    },
    find: (mediaId) => shelf.get(mediaId),
    get count() {
      return shelf.size
    },
    get bytes() {
      return held
    },
    clear() {
      shelf.clear()
      held = 0
    },
  }
}
