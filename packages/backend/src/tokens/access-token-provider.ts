/**
 * Which app, which way, which corp: the one place where a way to an access token is chosen.
 */

import { createAccessToken, getToken, type InternalApp } from '../dingtalk/access-token.ts'
import {
  type CorpTokenOptions,
  createCorpAccessToken,
  getCorpToken,
  type SuiteApp,
} from '../dingtalk/corp-token.ts'
import type { FetchedToken } from '../dingtalk/fetched-token.ts'
import type { DingTalkHosts } from '../dingtalk/hosts.ts'
import { createUnifiedToken } from '../dingtalk/unified-token.ts'

/** `oapi`: gettoken, get_corp_token. `v1`: accessToken, corpAccessToken. `unified`: oauth2/{corpId}/token. */
export type TokenApi = 'oapi' | 'v1' | 'unified'

/**
 * Resolves to a fresh token for a corp. `refused` is the one that DingTalk has just turned down:
 * whoever keeps tokens drops it.
 */
export type AccessTokenProvider = (corpId: string, refused: string | undefined) => Promise<FetchedToken>

export interface ProviderOptions extends CorpTokenOptions {
  readonly hosts: DingTalkHosts
  readonly tokenApi: TokenApi
}

/** For an internal app, which lives in one corp; only the unified way asks which. */
export function internalAppProvider(
  app: InternalApp,
  { hosts, tokenApi, ...options }: ProviderOptions,
): AccessTokenProvider {
  if (tokenApi === 'oapi') return () => getToken(hosts, app, options)
  if (tokenApi === 'v1') return () => createAccessToken(hosts, app, options)
  const client = { clientId: app.appKey, clientSecret: app.appSecret }
  return (corpId) => createUnifiedToken(hosts, { ...client, corpId }, options)
}

/** For a third-party app; only the unified way goes without a suite ticket. */
export function suiteAppProvider(
  app: SuiteApp,
  suiteTicket: () => Promise<string>,
  { hosts, tokenApi, ...options }: ProviderOptions,
): AccessTokenProvider {
  const client = { clientId: app.suiteKey, clientSecret: app.suiteSecret }
  if (tokenApi === 'unified') return (corpId) => createUnifiedToken(hosts, { ...client, corpId }, options)
  const fetchToken = tokenApi === 'v1' ? createCorpAccessToken : getCorpToken
  return async (corpId) => fetchToken(hosts, app, { corpId, suiteTicket: await suiteTicket() }, options)
}
