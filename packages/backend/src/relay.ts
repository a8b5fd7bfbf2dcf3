/**
 * One upload, start to end. A stream can be read once, so all that can be refused is
 * refused before the first byte goes upstream, and the token is fresh before it does.
 */

import { checkClaim, checkHead, type MediaRules, type UploadAnswer } from './contract/index.ts'
import type { DingTalkHosts } from './dingtalk/hosts.ts'
import type { SendUpload } from './dingtalk/transport.ts'
import { type OutgoingMedia, uploadMedia } from './dingtalk/upload.ts'
import { MediaError, refusalError } from './errors.ts'
import { checkGrant, checkGrantedContent } from './grants/check-grant.ts'
import type { Grant } from './grants/grant.ts'
import type { GrantUses } from './grants/grant-uses.ts'
import { cleanFilename } from './multipart/clean-filename.ts'
import type { Bytes } from './streams/bytes.ts'
import { collectBytes } from './streams/collect-bytes.ts'
import { limitBytes } from './streams/limit-bytes.ts'
import { peekBytes } from './streams/peek-bytes.ts'
import type { CreateSha256 } from './streams/sha256.ts'
import type { AccessTokens } from './tokens/access-tokens.ts'

/** A file on its way in. */
export interface IncomingMedia {
  /** A media type, or `auto`. */
  readonly type: string
  readonly filename: string
  readonly body: Bytes
  /** The size in bytes as far as the request tells it; `undefined` when it does not. */
  readonly size: SizeRange | undefined
  /** What the client may do; `undefined` where anyone may upload. */
  readonly grant: Grant | undefined
  /** The request's `Origin`. */
  readonly origin: string | undefined
  /** Aborted when the client is gone or its time is over. */
  readonly signal: AbortSignal
}

/** A raw body has one size; a form's ending may be a few bytes shorter or longer than usual. */
export interface SizeRange {
  readonly usual: number
  readonly atMost: number
}

export interface RelayDeps {
  readonly rules: MediaRules
  readonly hosts: DingTalkHosts
  readonly accessTokens: AccessTokens
  readonly sendUpload: SendUpload
  readonly createSha256: CreateSha256
  readonly grantUses: GrantUses
  readonly upstreamTimeoutMs: number
  readonly unsizedBodies: 'buffer' | 'refuse'
}

/** Passes one file on to DingTalk. Throws a `MediaError`. */
export type Relay = (media: IncomingMedia) => Promise<UploadAnswer>

/** A PDF may keep its signature until byte 1024; every other format shows it in the first 16. */
const HEAD_BYTES = 1024

/** Up to here a body is read whole before DingTalk hears of it: its size is then exact, and it can be sent twice. */
const SMALL_BODY_BYTES = 64 * 1024

export function createUploadRelay(deps: RelayDeps): Relay {
  const { rules, accessTokens, grantUses, unsizedBodies } = deps

  return async ({ type, filename: claimed, body, size, grant, origin, signal }) => {
    const filename = cleanFilename(claimed)
    if (filename === '') throw new MediaError('malformed_body', 'The file has no usable name')
    const claim = { type, filename, size: size?.usual || undefined }
    const refusal = checkClaim(claim, rules)
    if (refusal) throw refusalError(refusal)
    if (!size && unsizedBodies === 'refuse') throw new MediaError('length_required', 'The body has no length')

    const small = size !== undefined && size.atMost <= SMALL_BODY_BYTES
    const { head, whole, rest } = await peekBytes(body, small ? size.atMost + 1 : HEAD_BYTES)
    const exact = whole ? head.length : claim.size
    const checked = checkHead({ ...claim, size: exact }, head, rules)
    if ('refusal' in checked) throw refusalError(checked.refusal)
    if (grant) checkGrant(grant, { ...checked, size: exact, origin, corp: undefined })

    const maxBytes = Math.min(checked.rule.maxBytes, grant?.maxBytes ?? Number.POSITIVE_INFINITY)
    const held = whole ? head : size ? undefined : await collectBytes(rest, maxBytes)
    const media: OutgoingMedia = held
      ? { ...checked, content: repeatable(held), size: held.length }
      : { ...checked, content: limitBytes(rest, maxBytes), size: size?.usual ?? 0 }
    return underGrant(grant, media, (granted) =>
      held ? sendTwice(granted, signal) : sendOnce(granted, signal),
    )
  }

  /** Counts the upload against its grant, unless not a byte of it went upstream. */
  async function underGrant(
    grant: Grant | undefined,
    media: OutgoingMedia,
    send: (media: OutgoingMedia) => Promise<UploadAnswer>,
  ): Promise<UploadAnswer> {
    if (!grant) return send(media)
    const use = await grantUses.reserve(grant)
    let begun = false
    const content = grantedContent(media.content, grant, deps.createSha256, () => {
      begun = true
    })
    try {
      return await send({ ...media, content })
    } catch (error) {
      if (!begun) await use.release()
      throw error
    }
  }

  /** Sends bytes that are all here, and once more when only the token was bad. */
  async function sendTwice(media: OutgoingMedia, signal: AbortSignal): Promise<UploadAnswer> {
    return sendOnce(media, signal).catch((error) => {
      if (!isTokenRejected(error)) throw error
      return sendOnce(media, signal)
    })
  }

  async function sendOnce(media: OutgoingMedia, signal: AbortSignal): Promise<UploadAnswer> {
    const accessToken = await accessTokens.get()
    signal.throwIfAborted()
    try {
      return await uploadMedia(media, { ...deps, accessToken, signal, timeoutMs: deps.upstreamTimeoutMs })
    } catch (error) {
      // The next try, here or by the browser, which still has the file, fetches a new one.
      if (isTokenRejected(error)) accessTokens.forget(accessToken)
      throw error
    }
  }
}

/** The file as long as it is the one that was granted; the last bytes are held back until that is sure. */
function grantedContent(
  content: Bytes,
  grant: Grant,
  createSha256: CreateSha256,
  onBegin: () => void,
): Bytes {
  return {
    async *[Symbol.asyncIterator]() {
      onBegin()
      if (grant.sha256 === undefined) return yield* content
      const hash = createSha256()
      let last: Uint8Array | undefined
      for await (const chunk of content) {
        if (last) yield last
        hash.update(chunk)
        last = chunk
      }
      checkGrantedContent(grant, hash.digestHex())
      if (last) yield last
    },
  }
}

function isTokenRejected(error: unknown): boolean {
  return error instanceof MediaError && error.code === 'token_rejected'
}

/** The same bytes for everyone who asks. */
function repeatable(bytes: Uint8Array): Bytes {
  return {
    async *[Symbol.asyncIterator]() {
      yield bytes
    },
  }
}
