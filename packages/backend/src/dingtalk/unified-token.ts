/**
 * The newest way to an access token, the same for every kind of app: the client credentials of
 * OAuth 2. A third-party app needs no suite ticket here.
 */

import { readObject } from './answer.ts'
import { type CallOptions, callDingTalk } from './call.ts'
import { type FetchedToken, fetchedToken, tokenRefused } from './fetched-token.ts'
import type { DingTalkHosts } from './hosts.ts'

/** An app in a corp: its app key or suite key, and the secret to it. */
export interface UnifiedClient {
  readonly clientId: string
  readonly clientSecret: string
  readonly corpId: string
}

/** `POST /v1.0/oauth2/{corpId}/token`. Throws `token_unavailable` when DingTalk refuses. */
export async function createUnifiedToken(
  hosts: DingTalkHosts,
  { clientId, clientSecret, corpId }: UnifiedClient,
  options: CallOptions,
): Promise<FetchedToken> {
  const { status, text } = await callDingTalk(
    `${hosts.api}/v1.0/oauth2/${encodeURIComponent(corpId)}/token`,
    { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' },
    options,
  )
  const body = readObject(status, text)
  if (status !== 200) throw tokenRefused(body.code)
  return fetchedToken(body.access_token, body.expires_in)
}
