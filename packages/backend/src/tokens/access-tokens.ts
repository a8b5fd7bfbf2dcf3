/**
 * Keeps one access token fresh. It is renewed ahead of its end while uploads go on with the
 * old one, by one flight at a time; a failed flight is not repeated before its back-off is over.
 */

import type { FetchedToken } from '../dingtalk/fetched-token.ts'
import { MediaError } from '../errors.ts'

export interface AccessTokens {
  /** A token that is good for a while. Throws `token_unavailable`. */
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

const MIN_LIFE_MS = 60_000
const MAX_LIFE_MS = 7_200_000
const MAX_BACK_OFF_MS = 30_000

interface HeldToken {
  readonly accessToken: string
  readonly renewAt: number
  readonly endsAt: number
}

export function keepAccessToken(
  fetchToken: () => Promise<FetchedToken>,
  { renewAheadMs = 600_000, now = () => performance.now() }: AccessTokensOptions = {},
): AccessTokens {
  let held: HeldToken | undefined
  let flight: Promise<string> | undefined
  let failures = 0
  let lastFailure: MediaError | undefined
  let tryAgainAt = 0

  async function fly(): Promise<string> {
    try {
      const { accessToken, expiresInMs } = await fetchToken()
      const lifeMs = Math.min(MAX_LIFE_MS, Math.max(MIN_LIFE_MS, expiresInMs || MAX_LIFE_MS))
      const endsAt = now() + lifeMs
      // A token that lives shorter than the margin is renewed half-way.
      held = { accessToken, endsAt, renewAt: endsAt - Math.min(renewAheadMs, lifeMs / 2) }
      failures = 0
      return accessToken
    } catch (cause) {
      const backOffMs = Math.min(MAX_BACK_OFF_MS, 1000 * 2 ** failures++)
      tryAgainAt = now() + backOffMs
      lastFailure = unavailable(cause, backOffMs)
      throw lastFailure
    } finally {
      flight = undefined
    }
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
      if (held?.accessToken === accessToken) held = undefined
    },
    get ready() {
      return held !== undefined && now() < held.endsAt
    },
  }
}

function unavailable(cause: unknown, backOffMs: number): MediaError {
  const { message, details } =
    cause instanceof MediaError ? cause : { message: 'it failed', details: undefined }
  return new MediaError('token_unavailable', `No access token: ${message}`, {
    cause,
    details,
    retryAfter: Math.ceil(backOffMs / 1000),
  })
}
