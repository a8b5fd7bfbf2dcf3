/**
 * How long a token is believed to live, whatever DingTalk says, and when another one is fetched.
 */

/** No token is taken to live shorter than this. */
export const MIN_LIFE_MS = 60_000
const MAX_LIFE_MS = 7_200_000

/** How long before a token's end another one is fetched, unless its whole life is short. */
export const RENEW_AHEAD_MS = 600_000

export interface TokenLife {
  readonly renewAt: number
  readonly endsAt: number
}

/** The life, from this time on, of a token that is said to expire after so many milliseconds. */
export function tokenLife(expiresInMs: number, time: number, renewAheadMs = RENEW_AHEAD_MS): TokenLife {
  const lifeMs = Math.min(MAX_LIFE_MS, Math.max(MIN_LIFE_MS, expiresInMs || MAX_LIFE_MS))
  const endsAt = time + lifeMs
  // A token that lives shorter than the margin is renewed half-way.
  return { endsAt, renewAt: endsAt - Math.min(renewAheadMs, lifeMs / 2) }
}
