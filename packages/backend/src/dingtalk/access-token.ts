/**
 * Fetches an access token for an internal app, the older way and the newer one. Either
 * token works for `media/upload`, and a second call within its life gives the same one again.
 */

import { readAnswer, readObject } from './answer.ts'
import { type CallOptions, callDingTalk } from './call.ts'
import { type FetchedToken, fetchedToken, tokenRefused } from './fetched-token.ts'
import type { DingTalkHosts } from './hosts.ts'

export interface InternalApp {
  readonly appKey: string
  readonly appSecret: string
}

/** `GET /gettoken`. Throws `token_unavailable` when DingTalk refuses. */
export async function getToken(
  hosts: DingTalkHosts,
  app: InternalApp,
  options: CallOptions,
): Promise<FetchedToken> {
  const query = new URLSearchParams({ appkey: app.appKey, appsecret: app.appSecret })
  const { status, text } = await callDingTalk(`${hosts.oapi}/gettoken?${query}`, undefined, options)
  const { errcode, body } = readAnswer(status, text)
  if (errcode !== 0) throw tokenRefused(errcode)
  return fetchedToken(body.access_token, body.expires_in)
}

/** `POST /v1.0/oauth2/accessToken`. Throws `token_unavailable` when DingTalk refuses. */
export async function createAccessToken(
  hosts: DingTalkHosts,
  { appKey, appSecret }: InternalApp,
  options: CallOptions,
): Promise<FetchedToken> {
  const { status, text } = await callDingTalk(
    `${hosts.api}/v1.0/oauth2/accessToken`,
    { appKey, appSecret },
    options,
  )
  const body = readObject(status, text)
  if (status !== 200) throw tokenRefused(body.code)
  return fetchedToken(body.accessToken, body.expireIn)
}
