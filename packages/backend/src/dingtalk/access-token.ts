/**
 * Fetches an access token for an internal app, the older way and the newer one. Either
 * token works for `media/upload`, and a second call within its life gives the same one again.
 */

import { MediaError } from '../errors.ts'
import { readAnswer, readObject } from './answer.ts'
import { type CallOptions, callDingTalk } from './call.ts'
import type { DingTalkHosts } from './hosts.ts'

export interface InternalApp {
  readonly appKey: string
  readonly appSecret: string
}

export interface FetchedToken {
  readonly accessToken: string
  /** Milliseconds, as DingTalk says; it may say anything. */
  readonly expiresInMs: number
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
  if (errcode !== 0) throw refused(errcode)
  return fetched(body.access_token, body.expires_in)
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
  if (status !== 200) throw refused(body.code)
  return fetched(body.accessToken, body.expireIn)
}

function fetched(accessToken: unknown, expiresIn: unknown): FetchedToken {
  if (typeof accessToken !== 'string' || accessToken === '') throw refused('no token')
  return { accessToken, expiresInMs: Number(expiresIn) * 1000 }
}

function refused(reason: unknown): MediaError {
  // The reason is DingTalk's: shown only when it has the shape of a code.
  const code = /^[\w.-]{1,64}$/.test(String(reason)) ? String(reason) : 'unknown'
  return new MediaError('token_unavailable', `DingTalk gives no access token: ${code}`, {
    details: { upstream_errcode: typeof reason === 'number' ? reason : code },
  })
}
