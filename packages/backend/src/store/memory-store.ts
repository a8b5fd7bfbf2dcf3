/**
 * A store in this process alone, right for one replica. It is bounded: when full, the value longest
 * unused is forgotten, but never a lock or a counter, or a used-up grant could be used again.
 * Expired entries go when met and in a sweep on writing, so no timer keeps the process alive.
 */

import type { Store, StoreExpiry } from './store.ts'

export interface MemoryStoreOptions {
  /** How many entries it holds at most. @default 100_000 */
  readonly maxEntries?: number
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

interface Entry {
  readonly value: string
  readonly expiresAt: number
  /** Whether it may be forgotten early. */
  readonly evictable: boolean
}

const SWEEP_EVERY_MS = 60_000

/** Creates a store that rejects a write when it is full of locks and counters. */
export function createMemoryStore({ maxEntries = 100_000, now = Date.now }: MemoryStoreOptions = {}): Store {
  // In order of use, the longest unused first.
  const entries = new Map<string, Entry>()
  let sweptAt = now()

  function live(key: string): Entry | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    entries.delete(key)
    if (entry.expiresAt <= now()) return undefined
    entries.set(key, entry)
    return entry
  }

  function write(key: string, value: string, expiresAt: number, evictable: boolean): void {
    if (now() - sweptAt >= SWEEP_EVERY_MS) sweep()
    if (!entries.delete(key) && entries.size >= maxEntries) makeRoom()
    entries.set(key, { value, expiresAt, evictable })
  }

  function sweep(): void {
    sweptAt = now()
    for (const [key, entry] of entries) if (entry.expiresAt <= sweptAt) entries.delete(key)
  }

  function makeRoom(): void {
    for (const [key, entry] of entries) {
      if (!entry.evictable && entry.expiresAt > now()) continue
      entries.delete(key)
      return
    }
    throw new Error(`The memory store is full: ${maxEntries} locks and counters`)
  }

  const expiryTime = ({ expiresInMs }: StoreExpiry): number => now() + Math.max(1, expiresInMs)

  return {
    async get(key) {
      return live(key)?.value
    },
    async set(key, value, expiry) {
      write(key, value, expiryTime(expiry), true)
    },
    async setIfAbsent(key, value, expiry) {
      if (live(key)) return false
      write(key, value, expiryTime(expiry), false)
      return true
    },
    async compareAndDelete(key, value) {
      return live(key)?.value === value && entries.delete(key)
    },
    async increment(key, by, expiry) {
      const counter = live(key)
      const before = counter?.value ?? '0'
      const count = Math.max(0, Number(before) + by)
      if (!/^\d+$/.test(before) || !Number.isInteger(by)) {
        throw new TypeError('A counter counts in whole numbers')
      }
      if (counter || count > 0) write(key, String(count), counter?.expiresAt ?? expiryTime(expiry), false)
      return count
    },
    async reserveTurn(key, { spacingMs, maxWaitMs }) {
      const time = now()
      const waitMs = Math.max(0, Number(live(key)?.value ?? time) - time)
      if (waitMs <= maxWaitMs) {
        const nextAt = time + waitMs + spacingMs
        write(key, String(nextAt), nextAt, false)
      }
      return waitMs
    },
  }
}
