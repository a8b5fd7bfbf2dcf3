/**
 * `GET /media/known`: whether DingTalk already has a file, so that it need not be sent again. It
 * answers only what this subject uploaded, and only what the rules and the grant would let it upload
 * now. A found file takes no use of the grant, for it costs no call.
 */

import type { Handler } from 'hono'
import { checkClaim, type KnownAnswer, type MediaRules } from '../contract/index.ts'
import { MediaError, refusalError } from '../errors.ts'
import { checkGrant, checkGrantedContent } from '../grants/check-grant.ts'
import type { Grant } from '../grants/grant.ts'
import type { KnownFile, KnownMedia } from '../known-media/known-media.ts'
import { cleanFilename } from '../multipart/clean-filename.ts'
import type { UploadRate } from '../pacing/upload-rate.ts'
import type { CorpTokens } from '../tokens/corp-tokens.ts'
import { answerJson } from './answer.ts'
import type { Authorize } from './authorize.ts'
import type { RelayEnv } from './relay-env.ts'

export interface KnownRouteDeps {
  /** `undefined` where none are kept: nothing is known then. */
  readonly knownMedia: KnownMedia | undefined
  /** `undefined` where anyone may upload: nobody has a name to be known under, and nothing is. */
  readonly authorize: Pick<Authorize, 'byHeader'> | undefined
  /** Of lookups, apart from uploads: a file that has to be sent after all is not to cost twice. */
  readonly lookupRate: UploadRate
  readonly rules: MediaRules
  /** Knows which corps there may be uploads for. */
  readonly appTokens: Pick<CorpTokens, 'forCorp'>
  /** The corp of an upload whose grant names none. */
  readonly corpId?: string | undefined
}

export function knownRoute(deps: KnownRouteDeps): Handler<RelayEnv> {
  const { knownMedia, authorize, lookupRate, rules, appTokens } = deps

  return async (c) => {
    const { type = '', filename = '', sha256 = '' } = c.req.query()
    const grant = await authorize?.byHeader(c)
    if (authorize && !grant) throw new MediaError('grant_missing', 'No grant came with the request')
    checkQuery(type, filename, sha256)
    if (!knownMedia || !grant) throw unknown()

    // Throws where an upload would: the list may have become shorter since.
    appTokens.forCorp(grant.corp)
    const corp = grant.corp ?? deps.corpId
    checkGrantedContent(grant, sha256)
    await lookupRate.take(`known:${JSON.stringify([corp, grant.sub])}`)
    const known = await knownMedia.find({ corp, subject: grant.sub, type, filename }, sha256)
    if (!known) throw unknown()
    checkKnown(known, grant, corp, c.req.header('origin'))
    return answerJson(c, { ...known.answer, known: true } satisfies KnownAnswer)
  }

  function checkQuery(type: string, filename: string, sha256: string): void {
    const name = cleanFilename(filename)
    if (name === '') throw new MediaError('malformed_body', 'The query has no usable filename')
    if (!/^[0-9a-f]{64}$/i.test(sha256)) throw new MediaError('malformed_body', 'sha256 is not 64 hex digits')
    const refusal = checkClaim({ type, filename: name }, rules)
    if (refusal) throw refusalError(refusal)
  }

  /** A name without an extension hides the format, and the query no size: both stand with the file. */
  function checkKnown(
    { answer: { type }, format, bytes }: KnownFile,
    grant: Grant,
    corp: string | undefined,
    origin: string | undefined,
  ): void {
    const refusal = checkClaim({ type, filename: `.${format}`, size: bytes }, rules)
    if (refusal) throw refusalError(refusal)
    checkGrant(grant, { type, format, size: bytes, origin, corp })
  }
}

function unknown(): MediaError {
  return new MediaError('unknown_media', 'Not uploaded before, or not remembered')
}
