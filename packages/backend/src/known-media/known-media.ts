/**
 * Files that DingTalk already has, by the hash of their content. Only what the relay hashed itself
 * while it passed by is remembered, and only for whoever sent it: to know a hash is not to have the
 * file. A scope is stored as a hash, so no name lies about in clear.
 */

import { extensionOf, isMediaId, isMediaType, mediaTypeOf, type UploadAnswer } from '../contract/index.ts'
import { cleanFilename } from '../multipart/clean-filename.ts'
import { reachStore } from '../store/reach-store.ts'
import type { Store } from '../store/store.ts'
import type { CreateSha256 } from '../streams/sha256.ts'

export interface KnownMediaOptions {
  readonly store: Store
  readonly createSha256: CreateSha256
  /** Whose uploads they are: a media_id is worth nothing to another app. */
  readonly appId: string
  /** How long a file is known after its upload, in milliseconds. @default 30 days */
  readonly expiresInMs?: number
}

/** Who uploads what, as the request says it. */
export interface KnownMediaScope {
  /** The corp that the upload is for; `undefined` where an app has but one. */
  readonly corp: string | undefined
  readonly subject: string
  /** A media type, or `auto`. */
  readonly type: string
  readonly filename: string
}

/** A file that DingTalk has. */
export interface KnownFile {
  readonly answer: UploadAnswer
  readonly format: string
  /** Its size. */
  readonly bytes: number
}

export interface KnownMedia {
  /** Remembers a file by the hash of the bytes that were sent on. Never throws: the upload is done. */
  remember(scope: KnownMediaScope, sha256: string, file: KnownFile): Promise<void>
  /** The file, if this subject uploaded it under this type and name. Throws `store_unavailable`. */
  find(scope: KnownMediaScope, sha256: string): Promise<KnownFile | undefined>
}

// DingTalk keeps media for good, but an app may be moved, and an organisation may leave.
const MONTH_MS = 30 * 24 * 3_600_000

export function createKnownMedia(options: KnownMediaOptions): KnownMedia {
  const { store, createSha256, appId, expiresInMs = MONTH_MS } = options

  function keyOf({ corp = '', subject, type, filename }: KnownMediaScope, sha256: string): string {
    const name = cleanFilename(filename)
    const scope = [appId, corp, subject, typeOf(type, name), name, sha256.toLowerCase()]
    const hash = createSha256()
    hash.update(new TextEncoder().encode(JSON.stringify(scope)))
    return `known:${hash.digestHex()}`
  }

  return {
    async remember(scope, sha256, { answer, format, bytes }) {
      const { type, media_id, created_at } = answer
      const value = JSON.stringify({ type, media_id, created_at, format, bytes })
      await store.set(keyOf(scope, sha256), value, { expiresInMs }).catch(() => {})
    },
    async find(scope, sha256) {
      const look = store.get(keyOf(scope, sha256))
      const value = await reachStore(look, 'The known media could not be looked up')
      return value === undefined ? undefined : readFile(value)
    },
  }
}

/** What `auto` comes to where the name tells it; the content, and so the hash, settles it otherwise. */
function typeOf(type: string, filename: string): string {
  return type === 'auto' ? (mediaTypeOf(extensionOf(filename)) ?? type) : type
}

function readFile(value: string): KnownFile | undefined {
  const { type, media_id, created_at, format, bytes } = JSON.parse(value) as Record<string, unknown>
  if (!isMediaType(type) || !isMediaId(media_id)) return undefined
  const answer = { errcode: 0, errmsg: 'ok', type, media_id, created_at: Number(created_at) } as const
  return { answer, format: String(format), bytes: Number(bytes) }
}
