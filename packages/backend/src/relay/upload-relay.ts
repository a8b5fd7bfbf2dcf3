/**
 * One upload, start to end. A stream can be read once, so all that can be refused is
 * refused before the first byte goes upstream, and the token is fresh before it does.
 */

import {
  type CheckedMedia,
  checkClaim,
  checkHead,
  type MediaRules,
  type UploadAnswer,
} from '../contract/index.ts'
import type { OutgoingMedia } from '../dingtalk/upload.ts'
import { MediaError, refusalError } from '../errors.ts'
import { checkGrant, checkGrantedContent } from '../grants/check-grant.ts'
import type { GrantUses } from '../grants/grant-uses.ts'
import type { KnownMedia } from '../known-media/known-media.ts'
import { cleanFilename } from '../multipart/clean-filename.ts'
import type { Bytes } from '../streams/bytes.ts'
import { collectBytes } from '../streams/collect-bytes.ts'
import { givenBytes } from '../streams/given-bytes.ts'
import { peekBytes } from '../streams/peek-bytes.ts'
import type { CreateSha256 } from '../streams/sha256.ts'
import type { CorpTokens } from '../tokens/corp-tokens.ts'
import type { IncomingMedia } from './incoming-media.ts'
import { outgoingContent } from './outgoing-content.ts'
import { isTokenRejected, type Upstream } from './upstream.ts'

export interface UploadRelayDeps {
  readonly rules: MediaRules
  readonly upstream: Upstream
  readonly appTokens: CorpTokens
  readonly grantUses: GrantUses
  readonly createSha256: CreateSha256
  /** `undefined` where no file is remembered. */
  readonly knownMedia: KnownMedia | undefined
  /** The corp of an upload whose grant names none. */
  readonly corpId?: string | undefined
  readonly unsizedBodies: 'buffer' | 'refuse'
}

/** Passes one file on to DingTalk. Throws a `MediaError`. */
export type UploadRelay = (media: IncomingMedia) => Promise<UploadAnswer>

/** A PDF may keep its signature until byte 1024; every other format shows it in the first 16. */
const HEAD_BYTES = 1024

/** Up to here a body is read whole before DingTalk hears of it: its size is then exact, and it can be sent twice. */
const SMALL_BODY_BYTES = 64 * 1024

export function createUploadRelay(deps: UploadRelayDeps): UploadRelay {
  const { rules, upstream, appTokens, corpId, grantUses, createSha256, knownMedia, unsizedBodies } = deps

  return async (incoming) => {
    upstream.check()
    const { grant, size, signal, facts } = incoming
    const corp = grant?.corp ?? corpId
    const sender = { accessTokens: appTokens.forCorp(grant?.corp), corp }
    const { checked, whole, rest } = await readHead(incoming)
    facts.type = checked.type
    facts.format = checked.format

    const maxBytes = Math.min(checked.rule.maxBytes, grant?.maxBytes ?? Number.POSITIVE_INFINITY)
    const held = whole ?? (size ? undefined : await collectBytes(rest, maxBytes))
    // A body that was given up on looks as if it had ended.
    signal.throwIfAborted()
    // What is all here is held to the grant's hash before it costs a use of it, or a call.
    if (held && grant?.sha256 !== undefined) checkGrantedContent(grant, hashOf(held))
    let sha256: string | undefined
    // Without a grant nobody has a name to be known under.
    const remembered = knownMedia !== undefined && grant !== undefined
    const onHash = (hash: string) => {
      sha256 = hash
    }
    const contentOf = (source: Bytes) =>
      outgoingContent(source, {
        maxBytes,
        grant,
        createSha256,
        facts,
        onHash: remembered ? onHash : undefined,
      })
    const media: OutgoingMedia = held
      ? { ...checked, size: held.length, content: () => contentOf(givenBytes(held)) }
      : { ...checked, size: size?.usual ?? 0, content: () => contentOf(rest) }

    const use = grant && (await grantUses.reserve(grant))
    try {
      const answer = await upstream.send(media, sender, signal).catch((error) => {
        // Bytes that are all here can be sent once more when only the token was bad.
        if (!held || !isTokenRejected(error)) throw error
        return upstream.send(media, sender, signal)
      })
      if (remembered && sha256 !== undefined) {
        const { type, filename } = incoming
        const scope = { corp, subject: grant.sub, type, filename }
        await knownMedia.remember(scope, sha256, { answer, format: checked.format, bytes: facts.bytes })
      }
      return answer
    } catch (error) {
      // A use that cannot be given back is spent: the upload's own error matters more.
      if (facts.bytes === 0) await use?.release().catch(() => {})
      throw error
    }
  }

  function hashOf(bytes: Uint8Array): string {
    const hash = createSha256()
    hash.update(bytes)
    return hash.digestHex()
  }

  /** Reads no more than it takes to judge the file, and judges it. */
  async function readHead({ type, filename: claimed, body, size, grant, origin }: IncomingMedia) {
    const filename = cleanFilename(claimed)
    if (filename === '') throw new MediaError('malformed_body', 'The file has no usable name')
    const claim = { type, filename, size: size?.usual || undefined }
    const refusal = checkClaim(claim, rules)
    if (refusal) throw refusalError(refusal)
    if (!size && unsizedBodies === 'refuse') throw new MediaError('length_required', 'The body has no length')

    const small = size !== undefined && size.atMost <= SMALL_BODY_BYTES
    const peeked = await peekBytes(body, small ? size.atMost + 1 : HEAD_BYTES)
    const exact = peeked.whole ? peeked.head.length : claim.size
    const checked = checkHead({ ...claim, size: exact }, peeked.head, rules)
    if ('refusal' in checked) throw refusalError(checked.refusal)
    if (grant) checkGrant(grant, { ...checked, size: exact, origin, corp: grant.corp ?? corpId })
    // Its first bytes are not kept for as long as the rest of it takes.
    const whole = peeked.whole ? peeked.head : undefined
    return { checked: checked satisfies CheckedMedia, whole, rest: peeked.rest }
  }
}
