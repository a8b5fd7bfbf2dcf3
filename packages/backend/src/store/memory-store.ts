/**
 * A store in this process alone, right for one replica. It is bounded: when full, the value longest
 * unused is forgotten, but never a lock or a counter, or a used-up grant could be used again.
 * Expired entries go when met and in a sweep on writing, so no timer keeps the process alive.
 */

import { type StoreEntry, stepsOnEntries } from './steps-on-entries.ts'
import type { Store } from './store.ts'

export interface MemoryStoreOptions {
  /** How many entries it holds at most. @default 100_000 */
  readonly maxEntries?: number
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

interface HeldEntry extends StoreEntry {
  /** Whether it may be forgotten early. */
  readonly evictable: boolean
}

const SWEEP_EVERY_MS = 60_000

/** Creates a store that rejects a write when it is full of locks and counters. */
export function createMemoryStore({ maxEntries = 100_000, now = Date.now }: MemoryStoreOptions = {}): Store {
  // In order of use, the longest unused first.
  const entries = new Map<string, HeldEntry>()
  let sweptAt = now()

  function live(key: string): StoreEntry | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    entries.delete(key)
    if (entry.expiresAt <= now()) return undefined
    entries.set(key, entry)
    return entry
  }

  function write(key: string, entry: StoreEntry, evictable: boolean): void {
    if (now() - sweptAt >= SWEEP_EVERY_MS) sweep()
    if (!entries.delete(key) && entries.size >= maxEntries) makeRoom()
    entries.set(key, { ...entry, evictable })
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

  return stepsOnEntries({ live, write, delete: (key) => entries.delete(key) }, now)
}
