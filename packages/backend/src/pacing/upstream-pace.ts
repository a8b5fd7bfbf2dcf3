/**
 * Keeps uploads under DingTalk's calls per second: each gets its turn, evenly spaced. One
 * that would have to wait too long is told to come back instead.
 */

import { MediaError } from '../errors.ts'

export interface UpstreamPaceOptions {
  /** 0 turns it off. */
  readonly callsPerSecond: number
  /** The longest wait for a turn, in milliseconds. @default 5000 */
  readonly maxWaitMs?: number
  /** Milliseconds on a clock that never goes back. @default performance.now */
  readonly now?: () => number
}

export interface UpstreamPace {
  /** Resolves when it is this call's turn. Throws `too_many_uploads`, or what the signal was aborted with. */
  wait(signal: AbortSignal): Promise<void>
}

export function createUpstreamPace(options: UpstreamPaceOptions): UpstreamPace {
  const { callsPerSecond, maxWaitMs = 5000, now = () => performance.now() } = options
  const spacingMs = 1000 / callsPerSecond
  let nextTurnAt = Number.NEGATIVE_INFINITY

  return {
    async wait(signal) {
      if (callsPerSecond === 0) return
      const time = now()
      const turnAt = Math.max(time, nextTurnAt)
      if (turnAt - time > maxWaitMs) {
        const retryAfter = Math.ceil((turnAt - time) / 1000)
        throw new MediaError('too_many_uploads', 'The pace of calls to DingTalk is used up', { retryAfter })
      }
      nextTurnAt = turnAt + spacingMs
      if (turnAt > time) await sleep(turnAt - time, signal)
    },
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
