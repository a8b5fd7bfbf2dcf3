/**
 * Access tokens of an internal app: a fetch while one is valid gives the same one and renews it,
 * a fetch after that gives a new one.
 */

import type { ResolvedOptions } from './emulator-options.ts'

export interface AccessTokens {
  /** The app's access token, valid for the whole life from now on. */
  issue(): { readonly token: string; readonly lifeSeconds: number }
  /** The errcode that a call with this access token gets; 0 when it is valid. */
  check(token: string | undefined): 0 | 41001 | 40014 | 42001
  /** Makes every access token invalid now; the next fetch gives a new one. */
  expire(): void
}

/** Keeps the access tokens of one app. */
export function createAccessTokens({
  now,
  tokenLifeSeconds,
  mintAccessToken,
}: Pick<ResolvedOptions, 'now' | 'tokenLifeSeconds' | 'mintAccessToken'>): AccessTokens {
  const lapsed = new Set<string>()
  let current: { token: string; expiresAt: number } | undefined

  function retireLapsed(): void {
    if (!current || now() < current.expiresAt) return
    lapsed.add(current.token)
    current = undefined
  }

  return {
    issue() {
      retireLapsed()
      const token = current?.token ?? mintAccessToken()
      current = { token, expiresAt: now() + tokenLifeSeconds * 1000 }
      return { token, lifeSeconds: tokenLifeSeconds }
    },
    check(token) {
      retireLapsed()
      if (!token) return 41001
      if (token === current?.token) return 0
      return lapsed.has(token) ? 42001 : 40014
    },
    expire() {
      current = undefined
    },
  }
}
