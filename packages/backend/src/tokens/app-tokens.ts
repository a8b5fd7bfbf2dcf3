/**
 * From an app's credentials to its access tokens: a provider, shared by replicas through the store,
 * kept per corp in this process.
 */

import type { InternalApp } from '../dingtalk/access-token.ts'
import type { SuiteApp } from '../dingtalk/corp-token.ts'
import type { FetchedToken } from '../dingtalk/fetched-token.ts'
import type { Store } from '../store/store.ts'
import {
  type AccessTokenProvider,
  internalAppProvider,
  type ProviderOptions,
  suiteAppProvider,
} from './access-token-provider.ts'
import { type FetchToken, keepAccessToken } from './access-tokens.ts'
import { type CorpTokens, keepCorpTokens } from './corp-tokens.ts'
import { shareToken } from './shared-token.ts'
import { createSuiteTickets } from './suite-tickets.ts'

/** Where uploads may go with an app. */
export interface AppCorps {
  /** The corp of an upload whose grant names none. */
  readonly corpId?: string | undefined
}

export interface InternalAppOptions extends InternalApp, AppCorps {}

export interface SuiteAppOptions extends SuiteApp, AppCorps {
  /** Corps that a grant may name. @default `corpId` alone */
  readonly allowedCorps?: readonly string[] | undefined
  /** A ticket that never changes, as customised and test apps have. @default the newest that was pushed */
  readonly suiteTicket?: string | undefined
}

/** An app whose tokens are kept elsewhere. */
export interface CustomAppOptions extends AppCorps {
  /** What tells it from others in a shared store: their pace, month and known files would be one. @default 'custom' */
  readonly appId?: string | undefined
  readonly allowedCorps?: readonly string[] | undefined
  /** Asked ahead of each token's end, and when DingTalk has refused one, by one flight at a time and replica. */
  readonly fetchToken: (corpId: string | undefined, refused: string | undefined) => Promise<FetchedToken>
}

export type AppOptions = InternalAppOptions | SuiteAppOptions | CustomAppOptions

export interface AppTokensOptions extends ProviderOptions {
  readonly store: Store
  /** Runs each fetch: for whoever counts and times them. @default just runs it */
  readonly around?: ((fetchToken: () => Promise<FetchedToken>) => Promise<FetchedToken>) | undefined
}

/** Keeps the access tokens of an app. Throws a `TypeError` on a corp id that is none, or is missing. */
export function keepAppTokens(app: AppOptions, options: AppTokensOptions): CorpTokens {
  const { store, around = (fetchToken) => fetchToken() } = options
  const suite = 'suiteKey' in app
  if ('appKey' in app && options.tokenApi === 'unified' && app.corpId === undefined) {
    throw new TypeError("The unified way to a token needs the app's corpId")
  }
  const provider = providerOf(app, options)

  function fetchTokenOf(corpId: string): FetchToken {
    const fetchToken: FetchToken = (refused) => around(() => provider(corpId, refused))
    // Whoever keeps tokens elsewhere shares them there.
    if ('fetchToken' in app) return fetchToken
    const id = suite ? app.suiteKey : app.appKey
    const key = `access-token:${JSON.stringify([options.hosts.oapi, options.tokenApi, id, corpId])}`
    return shareToken(fetchToken, { store, key, repeatable: !suite })
  }

  return keepCorpTokens((corpId) => keepAccessToken(fetchTokenOf(corpId)), { ...app, corpRequired: suite })
}

function providerOf(app: AppOptions, options: AppTokensOptions): AccessTokenProvider {
  if ('fetchToken' in app) return (corpId, refused) => app.fetchToken(corpId || undefined, refused)
  if ('appKey' in app) return internalAppProvider(app, options)
  const { suiteTicket } = app
  const tickets = createSuiteTickets({ store: options.store, suiteKey: app.suiteKey })
  return suiteAppProvider(app, suiteTicket === undefined ? tickets.newest : async () => suiteTicket, options)
}
