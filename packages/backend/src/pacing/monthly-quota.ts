/**
 * An organisation has some thousand calls a month. The relay stops at a number its operator
 * sets, before DingTalk does for everything else the organisation runs.
 */

import { MediaError } from '../errors.ts'
import { reachStore } from '../store/reach-store.ts'
import type { Store } from '../store/store.ts'

export interface MonthlyQuotaOptions {
  readonly store: Store
  readonly appId: string
  /** 0 turns it off. */
  readonly uploadsPerMonth: number
  /** Called once when four fifths are used, as far as this process sees. */
  readonly onNearlyUsed: (used: number) => void
  /** Called with each count, and whose it is. @default nobody is told */
  readonly onTaken?: (used: number, corp: string | undefined) => void
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

export interface MonthlyQuota {
  /** Counts one call of an organisation's. Throws `upstream_refused` when none is left, `store_unavailable` when it cannot be told. */
  take(corp?: string): Promise<void>
}

/** The errcode that DingTalk itself has for it. */
const QUOTA_USED_UP = 90020

const MONTH_MS = 32 * 24 * 3_600_000

export function createMonthlyQuota(options: MonthlyQuotaOptions): MonthlyQuota {
  const { store, appId, uploadsPerMonth, onNearlyUsed, onTaken, now = Date.now } = options
  return {
    async take(corp) {
      if (uploadsPerMonth === 0) return
      // DingTalk counts calendar months, in China's time.
      const month = new Date(now() + 8 * 3_600_000).toISOString().slice(0, 7)
      const key = `quota:${appId}:${corp ?? ''}:${month}`
      const expiry = { expiresInMs: MONTH_MS }
      const count = store.increment(key, 1, expiry)
      const used = await reachStore(count, "The month's uploads could not be counted")
      // Told of one that is stopped, too: a process that starts late in the month has nothing else to tell.
      onTaken?.(Math.min(used, uploadsPerMonth), corp)
      if (used > uploadsPerMonth) {
        // No call is made of it: were it counted, a quota that is raised would be used up already.
        await store.increment(key, -1, expiry).catch(() => {})
        throw new MediaError('upstream_refused', "The month's uploads are used up", {
          errcode: QUOTA_USED_UP,
        })
      }
      if (used === Math.ceil(uploadsPerMonth * 0.8)) onNearlyUsed(used)
    },
  }
}
