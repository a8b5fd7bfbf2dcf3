/**
 * What every way to an access token ends in, however DingTalk spells it: a token and its life,
 * or the code of a refusal.
 */

import { MediaError } from '../errors.ts'

export interface FetchedToken {
  readonly accessToken: string
  /** Milliseconds, as DingTalk says; it may say anything. */
  readonly expiresInMs: number
}

/** The token in an answer, its life given in seconds. Throws `token_unavailable` when there is none. */
export function fetchedToken(accessToken: unknown, expiresIn: unknown): FetchedToken {
  if (typeof accessToken !== 'string' || accessToken === '') throw tokenRefused('no token')
  return { accessToken, expiresInMs: Number(expiresIn) * 1000 }
}

/** A refusal by DingTalk's number or code, and by nothing else of what it said. */
export function tokenRefused(reason: unknown): MediaError {
  const code = shownCode(reason)
  return new MediaError('token_unavailable', `DingTalk gives no access token: ${code}`, {
    details: { upstream_errcode: typeof reason === 'number' ? reason : code },
  })
}

/** What DingTalk gives as a reason, where it has the shape of a code; else it may be anything, and is not shown. */
export function shownCode(reason: unknown): string {
  return /^[\w.-]{1,64}$/.test(String(reason)) ? String(reason) : 'unknown'
}
