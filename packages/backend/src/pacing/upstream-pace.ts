/**
 * Keeps uploads under DingTalk's calls per second: each gets its turn, evenly spaced. One that would
 * have to wait too long is told to come back instead. The turns are the store's, so replicas that
 * share it keep one pace in total.
 */

import { MediaError } from '../errors.ts'
import { reachStore } from '../store/reach-store.ts'
import type { Store } from '../store/store.ts'

export interface UpstreamPaceOptions {
  readonly store: Store
  /** Whose calls they are: DingTalk counts them for each app. */
  readonly appId: string
  /** 0 turns it off. */
  readonly callsPerSecond: number
  /** The longest wait for a turn, in milliseconds. @default 5000 */
  readonly maxWaitMs?: number
}

export interface UpstreamPace {
  /**
   * Resolves when it is this call's turn. Throws `too_many_uploads`, `store_unavailable` when there is
   * no telling whose turn it is, or what the signal was aborted with.
   */
  wait(signal: AbortSignal): Promise<void>
}

export function createUpstreamPace(options: UpstreamPaceOptions): UpstreamPace {
  const { store, appId, callsPerSecond, maxWaitMs = 5000 } = options
  const spacing = { spacingMs: 1000 / callsPerSecond, maxWaitMs }

  return {
    async wait(signal) {
      if (callsPerSecond === 0) return
      const turn = store.reserveTurn(`pace:${appId}`, spacing)
      const waitMs = await reachStore(turn, 'The pace of calls could not be kept')
      if (waitMs > maxWaitMs) {
        const retryAfter = Math.ceil(waitMs / 1000)
        throw new MediaError('too_many_uploads', 'The pace of calls to DingTalk is used up', { retryAfter })
      }
      if (waitMs > 0) await sleep(waitMs, signal)
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
    // Timers cut fractions off, and a turn is not to come early.
    const timer = setTimeout(done, Math.ceil(ms))
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
