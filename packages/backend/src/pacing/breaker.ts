/**
 * Stops calling a DingTalk that is down: after a few failures in a row clients get their
 * answer at once, and one upload at a time finds out whether it is back.
 */

import type { ErrorCode } from '../contract/index.ts'
import { MediaError } from '../errors.ts'

export interface BreakerOptions {
  /** Failures within `windowMs` that open it. @default 5 */
  readonly maxFailures?: number
  /** @default 30 s */
  readonly windowMs?: number
  /** How long it stays open before a probe. @default 10 s */
  readonly openMs?: number
  /** Milliseconds on a clock that never goes back. @default performance.now */
  readonly now?: () => number
}

export interface Breaker {
  readonly open: boolean
  /** Throws `upstream_busy` while it is open. */
  check(): void
  /** Runs one call, unless it is open, and learns from how it ends. */
  run<T>(call: () => Promise<T>): Promise<T>
}

/** What says that DingTalk is down. Its own errcodes say that it is up. */
const OUTAGES: readonly ErrorCode[] = ['upstream_unreachable', 'upstream_timeout', 'upstream_invalid']

/** An answer that asks for so many seconds is an address ban: every call prolongs it. */
const BAN_SECONDS = 60

export function createBreaker(options: BreakerOptions = {}): Breaker {
  const { maxFailures = 5, windowMs = 30_000, openMs = 10_000, now = () => performance.now() } = options
  let failedAt: number[] = []
  /** It has opened, and DingTalk has not answered since. */
  let down = false
  let openUntil = Number.NEGATIVE_INFINITY
  let probeUntil = Number.NEGATIVE_INFINITY

  function check(): void {
    if (openUntil === Number.NEGATIVE_INFINITY) return
    const leftMs = openUntil - now()
    if (leftMs > 0) {
      const retryAfter = probing() ? 1 : Math.ceil(leftMs / 1000)
      throw new MediaError('upstream_busy', 'DingTalk has failed too often; it is left alone for a while', {
        retryAfter,
      })
    }
  }

  /** Whether only a probe keeps it open. */
  function probing(): boolean {
    return openUntil === probeUntil
  }

  function failed(error: unknown): void {
    if (!(error instanceof MediaError)) return
    const time = now()
    if (error.code === 'upstream_busy' && (error.retryAfter ?? 0) > BAN_SECONDS) {
      openUntil = time + (error.retryAfter ?? 0) * 1000
    } else if (OUTAGES.includes(error.code)) {
      failedAt = [...failedAt.filter((at) => at > time - windowMs), time]
      // A probe that fails is enough: when it ends the failures before it may be long past.
      down ||= failedAt.length >= maxFailures
      if (down) openUntil = time + openMs
    }
  }

  function probed(): void {
    if (probing()) openUntil = Number.NEGATIVE_INFINITY
  }

  function answered(): void {
    failedAt = []
    down = false
  }

  return {
    get open() {
      return openUntil > now()
    },
    check,
    async run(call) {
      check()
      const probe = down
      // No longer than that: a probe may be as slow as its client, and all others would wait for it.
      if (probe) openUntil = probeUntil = now() + openMs
      try {
        const result = await call()
        if (probe) probed()
        answered()
        return result
      } catch (error) {
        if (probe) probed()
        failed(error)
        // A refusal in DingTalk's own words means that it is back; what a client did means nothing.
        if (probe && hasErrcode(error) && openUntil <= now()) answered()
        throw error
      }
    },
  }
}

function hasErrcode(error: unknown): boolean {
  return error instanceof MediaError && error.upstreamErrcode !== undefined
}
