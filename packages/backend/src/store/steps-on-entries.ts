/**
 * A store's steps where its entries are at hand at once, without waiting: a map, or a database within the
 * process. Nothing happens between reading and writing, so each step is atomic as it stands.
 */

import type { Store, StoreExpiry } from './store.ts'

export interface StoreEntry {
  readonly value: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** Where entries are kept. */
export interface StoreEntries {
  /** The entry, unless it has expired. */
  live(key: string): StoreEntry | undefined
  /** Writes over what was there; only one that is `evictable` may be forgotten early. */
  write(key: string, entry: StoreEntry, evictable: boolean): void
  delete(key: string): void
}

/** The steps on these entries. */
export function stepsOnEntries(entries: StoreEntries, now: () => number): Store {
  const expiryTime = ({ expiresInMs }: StoreExpiry): number => now() + Math.max(1, expiresInMs)

  return {
    async get(key) {
      return entries.live(key)?.value
    },
    async set(key, value, expiry) {
      entries.write(key, { value, expiresAt: expiryTime(expiry) }, true)
    },
    async setIfAbsent(key, value, expiry) {
      if (entries.live(key)) return false
      entries.write(key, { value, expiresAt: expiryTime(expiry) }, false)
      return true
    },
    async compareAndDelete(key, value) {
      if (entries.live(key)?.value !== value) return false
      entries.delete(key)
      return true
    },
    async increment(key, by, expiry) {
      const counter = entries.live(key)
      const before = counter?.value ?? '0'
      const count = Math.max(0, Number(before) + by)
      if (!/^\d+$/.test(before) || !Number.isInteger(by)) {
        throw new TypeError('A counter counts in whole numbers')
      }
      const expiresAt = counter?.expiresAt ?? expiryTime(expiry)
      if (counter || count > 0)
        entries.write(key, { value: String(count), expiresAt }, expiry.evictable ?? false)
      return count
    },
    async reserveTurn(key, { spacingMs, maxWaitMs }) {
      const time = now()
      const leftMs = Math.max(0, Number(entries.live(key)?.value ?? time) - time)
      // Nobody could have taken a turn so far ahead: the clock was set back. A millisecond is for rounding.
      const waitMs = leftMs > maxWaitMs + spacingMs + 1 ? 0 : leftMs
      if (waitMs <= maxWaitMs) {
        const nextAt = time + waitMs + spacingMs
        entries.write(key, { value: String(nextAt), expiresAt: nextAt }, false)
      }
      return waitMs
    },
  }
}
