/**
 * Keeps one access token fresh. It is renewed ahead of its end while uploads go on with the
 * old one, by one flight at a time; a failed flight is not repeated before its back-off is over.
 */

import type { FetchedToken } from '../dingtalk/fetched-token.ts'
import { MediaError } from '../errors.ts'
import { RENEW_AHEAD_MS, type TokenLife, tokenLife } from './token-life.ts'

/** Fetches a token: not this one, if it can, which DingTalk has refused. */
export type FetchToken = (refused: string | undefined) => Promise<FetchedToken>

export interface AccessTokens {
  /** A token that is good for a while. Throws `token_unavailable`, or `store_unavailable` when that is why. */
  get(): Promise<string>
  /** DingTalk refused this token: the next {@link get} fetches, unless it is not the current one any more. */
  forget(accessToken: string): void
  /** Whether a token is at hand now. */
  readonly ready: boolean
}

export interface AccessTokensOptions {
  /** Milliseconds before its end from which a token is renewed. @default 10 minutes */
  readonly renewAheadMs?: number
  /** Milliseconds on a clock that never goes back. @default performance.now */
  readonly now?: () => number
}

const MIN_BACK_OFF_MS = 1000
const MAX_BACK_OFF_MS = 30_000

interface HeldToken extends TokenLife {
  readonly accessToken: string
}

/** Keeps what is fetched, in this process. */
export function keepAccessToken(
  fetchToken: FetchToken,
  { renewAheadMs = RENEW_AHEAD_MS, now = () => performance.now() }: AccessTokensOptions = {},
): AccessTokens {
  let held: HeldToken | undefined
  let refused: string | undefined
  let flight: Promise<string> | undefined
  let failures = 0
  let lastFailure: MediaError | undefined
  let tryAgainAt = 0

  async function fly(): Promise<string> {
    try {
      const { accessToken, expiresInMs } = await fetchUnrefused()
      held = { accessToken, ...tokenLife(expiresInMs, now(), renewAheadMs) }
      refused = undefined
      failures = 0
      return accessToken
    } catch (cause) {
      // No call was made, and the next push may come at any moment.
      if (isWaitingForPush(cause)) throw unavailable(cause, MIN_BACK_OFF_MS)
      // What is there again as soon as the store is, is not to be kept waiting for half a minute.
      failures = isStoreDown(cause) ? 1 : failures + 1
      const backOffMs = Math.max(
        Math.min(MAX_BACK_OFF_MS, MIN_BACK_OFF_MS * 2 ** (failures - 1)),
        // DingTalk says so of an address that it has banned, and every call prolongs that.
        askedForMs(cause),
      )
      tryAgainAt = now() + backOffMs
      lastFailure = unavailable(cause, backOffMs)
      throw lastFailure
    } finally {
      flight = undefined
    }
  }

  async function fetchUnrefused(): Promise<FetchedToken> {
    const known = refused
    const fetched = await fetchToken(known)
    // Refused while it was under way: DingTalk, and the store, give the same one until they are told.
    const stale = refused !== known && fetched.accessToken === refused
    return stale ? fetchToken(refused) : fetched
  }

  function renew(): Promise<string> {
    if (!flight && failures > 0 && now() < tryAgainAt && lastFailure) return Promise.reject(lastFailure)
    flight ??= fly()
    return flight
  }

  return {
    async get() {
      const time = now()
      if (!held || time >= held.endsAt) return renew()
      // Uploads do not wait for a renewal, and do not fail with it either.
      if (time >= held.renewAt) renew().catch(() => {})
      return held.accessToken
    },
    forget(accessToken) {
      if (held?.accessToken !== accessToken) return
      held = undefined
      refused = accessToken
    },
    get ready() {
      return held !== undefined && now() < held.endsAt
    },
  }
}

/** Whether all that is missing is a suite ticket, which DingTalk is to push. */
export function isWaitingForPush(error: unknown): boolean {
  return error instanceof MediaError && error.details?.waiting_for === 'suite_ticket'
}

function askedForMs(cause: unknown): number {
  return cause instanceof MediaError && cause.code === 'upstream_busy' ? (cause.retryAfter ?? 0) * 1000 : 0
}

function unavailable(cause: unknown, backOffMs: number): MediaError {
  const known = cause instanceof MediaError ? cause : undefined
  const code = isStoreDown(cause) ? 'store_unavailable' : 'token_unavailable'
  return new MediaError(code, `No access token: ${known?.message ?? 'it failed'}`, {
    cause,
    details: known?.details,
    retryAfter: Math.ceil(backOffMs / 1000),
  })
}

function isStoreDown(error: unknown): boolean {
  return error instanceof MediaError && error.code === 'store_unavailable'
}
