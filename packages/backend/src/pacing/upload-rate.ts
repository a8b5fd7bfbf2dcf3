/**
 * How many uploads one subject may begin in a minute. Counted in the store, so that it holds
 * across replicas.
 */

import { MediaError } from '../errors.ts'
import { reachStore } from '../store/reach-store.ts'
import type { Store } from '../store/store.ts'

export interface UploadRateOptions {
  readonly store: Store
  /** 0 turns it off. */
  readonly uploadsPerMinute: number
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

export interface UploadRate {
  /** Counts one upload. Throws `too_many_uploads`, or `store_unavailable` when it cannot be counted. */
  take(subject: string): Promise<void>
}

const MINUTE_MS = 60_000

export function createUploadRate({ store, uploadsPerMinute, now = Date.now }: UploadRateOptions): UploadRate {
  return {
    async take(subject) {
      if (uploadsPerMinute === 0) return
      const time = now()
      const minute = Math.floor(time / MINUTE_MS)
      const leftMs = (minute + 1) * MINUTE_MS - time
      // Anybody may have a million IPv6 networks: their counters are not to take the room of all others.
      const expiry = { expiresInMs: leftMs, evictable: true }
      const count = await reachStore(
        store.increment(`rate:${minute}:${subject}`, 1, expiry),
        'The uploads of a minute could not be counted',
      )
      if (count > uploadsPerMinute) {
        throw new MediaError('too_many_uploads', `More than ${uploadsPerMinute} uploads in a minute`, {
          retryAfter: Math.ceil(leftMs / 1000),
        })
      }
    },
  }
}
