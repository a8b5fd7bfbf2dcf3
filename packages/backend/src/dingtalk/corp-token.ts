/**
 * Fetches the access token that a third-party app has in one corp, the older way and the newer
 * one. Unlike an internal app's, each call gives another token.
 */

import { readAnswer, readObject } from './answer.ts'
import { type CallOptions, callDingTalk } from './call.ts'
import { type FetchedToken, fetchedToken, tokenRefused } from './fetched-token.ts'
import type { DingTalkHosts } from './hosts.ts'
import { signSuiteTicket } from './suite-signature.ts'

export interface SuiteApp {
  readonly suiteKey: string
  readonly suiteSecret: string
}

/** Which corp's token, and the newest ticket that DingTalk has pushed. */
export interface CorpTokenClaim {
  readonly corpId: string
  readonly suiteTicket: string
}

export interface CorpTokenOptions extends CallOptions {
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined
}

/** `POST /service/get_corp_token`. Throws `token_unavailable` when DingTalk refuses. */
export async function getCorpToken(
  hosts: DingTalkHosts,
  { suiteKey, suiteSecret }: SuiteApp,
  { corpId, suiteTicket }: CorpTokenClaim,
  options: CorpTokenOptions,
): Promise<FetchedToken> {
  const timestamp = String((options.now ?? Date.now)())
  const signature = await signSuiteTicket({ timestamp, suiteTicket }, suiteSecret)
  const query = new URLSearchParams({ accessKey: suiteKey, timestamp, suiteTicket, signature })
  const { status, text } = await callDingTalk(
    `${hosts.oapi}/service/get_corp_token?${query}`,
    { auth_corpid: corpId },
    options,
  )
  const { errcode, body } = readAnswer(status, text)
  if (errcode !== 0) throw tokenRefused(errcode)
  return fetchedToken(body.access_token, body.expires_in)
}

/** `POST /v1.0/oauth2/corpAccessToken`. Throws `token_unavailable` when DingTalk refuses. */
export async function createCorpAccessToken(
  hosts: DingTalkHosts,
  { suiteKey, suiteSecret }: SuiteApp,
  { corpId, suiteTicket }: CorpTokenClaim,
  options: CallOptions,
): Promise<FetchedToken> {
  const { status, text } = await callDingTalk(
    `${hosts.api}/v1.0/oauth2/corpAccessToken`,
    { suiteKey, suiteSecret, authCorpId: corpId, suiteTicket },
    options,
  )
  const body = readObject(status, text)
  if (status !== 200) throw tokenRefused(body.code)
  return fetchedToken(body.accessToken, body.expireIn)
}
