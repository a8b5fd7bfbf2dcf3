/**
 * Access tokens. A fetch for an internal app gives the same one while that is valid, and renews it; a
 * fetch for a third-party app gives a new one each time.
 */

import type { ResolvedOptions } from './emulator-options.ts'

export interface IssuedToken {
  readonly token: string
  readonly lifeSeconds: number
}

export interface AccessTokens {
  /** The internal app's access token, valid for the whole life from now on. */
  issue(): IssuedToken
  /** Another access token of the third-party app in this corp. */
  issueForCorp(corpId: string): IssuedToken
  /** The errcode that a call with this access token gets; 0 when it is valid. */
  check(token: string | undefined): 0 | 41001 | 40014 | 42001
  /** The corp that a valid token is for. */
  corpOf(token: string): string | undefined
  /** Makes every access token invalid now; the next fetch gives a new one. */
  expire(): void
}

type AccessTokensOptions = Pick<
  ResolvedOptions,
  'now' | 'tokenLifeSeconds' | 'mintAccessToken' | 'corpId' | 'newTokenEndsOld'
>

interface Issued {
  readonly corpId: string
  readonly thirdParty: boolean
  readonly expiresAt: number
}

/** Keeps the access tokens of both apps. */
export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const { now, tokenLifeSeconds, mintAccessToken, newTokenEndsOld } = options
  const issued = new Map<string, Issued>()
  let own = ''

  function issueToken(token: string, corpId: string, thirdParty: boolean): IssuedToken {
    issued.set(token, { corpId, thirdParty, expiresAt: now() + tokenLifeSeconds * 1000 })
    return { token, lifeSeconds: tokenLifeSeconds }
  }

  function check(token: string | undefined): 0 | 41001 | 40014 | 42001 {
    if (!token) return 41001
    const known = issued.get(token)
    if (!known) return 40014
    return now() < known.expiresAt ? 0 : 42001
  }

  return {
    issue() {
      if (check(own) !== 0) own = mintAccessToken()
      return issueToken(own, options.corpId, false)
    },
    issueForCorp(corpId) {
      for (const [token, other] of newTokenEndsOld ? issued : []) {
        if (other.thirdParty && other.corpId === corpId) issued.delete(token)
      }
      return issueToken(mintAccessToken(), corpId, true)
    },
    check,
    corpOf: (token) => (check(token) === 0 ? issued.get(token)?.corpId : undefined),
    expire: () => issued.clear(),
  }
}
