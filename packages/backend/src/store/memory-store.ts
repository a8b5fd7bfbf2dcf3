/**
 * A store in this process alone, right for one replica. It is bounded: when full, what is evictable and longest
 * unused is forgotten, but never a lock or another counter, or a used-up grant could be used again.
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

const SWEEP_EVERY_MS = 60_000

/** Creates a store that rejects a write when it is full of locks and counters. */
export function createMemoryStore({ maxEntries = 100_000, now = Date.now }: MemoryStoreOptions = {}): Store {
  // In order of use, the longest unused first; apart, so that there is nothing to look through for room.
  const evictables = new Map<string, StoreEntry>()
  const kept = new Map<string, StoreEntry>()
  let sweptAt = now()

  function live(key: string): StoreEntry | undefined {
    const entries = kept.has(key) ? kept : evictables
    const entry = entries.get(key)
    if (!entry) return undefined
    entries.delete(key)
    if (entry.expiresAt <= now()) return undefined
    entries.set(key, entry)
    return entry
  }

  function write(key: string, entry: StoreEntry, evictable: boolean): void {
    if (now() - sweptAt >= SWEEP_EVERY_MS) sweep()
    if (!remove(key) && isFull()) makeRoom()
    const entries = evictable ? evictables : kept
    entries.set(key, entry)
  }

  function remove(key: string): boolean {
    return kept.delete(key) || evictables.delete(key)
  }

  function isFull(): boolean {
    return kept.size + evictables.size >= maxEntries
  }

  function sweep(): void {
    sweptAt = now()
    for (const entries of [kept, evictables])
      for (const [key, entry] of entries) if (entry.expiresAt <= sweptAt) entries.delete(key)
  }

  function makeRoom(): void {
    const longestUnused = evictables.keys().next()
    if (longestUnused.done) sweep()
    else evictables.delete(longestUnused.value)
    if (isFull()) throw new Error(`The memory store is full: ${maxEntries} locks and counters`)
  }

  return stepsOnEntries({ live, write, delete: remove }, now)
}
