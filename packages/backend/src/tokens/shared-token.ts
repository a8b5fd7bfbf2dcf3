/**
 * One token for all replicas. Each fetch may give another token and end the one before, so one
 * replica fetches, under a lock in the store, and the others wait for what it stores. A holder
 * that crashes is waited for no longer than its lock lives.
 */

import type { FetchedToken } from '../dingtalk/fetched-token.ts'
import { MediaError } from '../errors.ts'
import { reachStore } from '../store/reach-store.ts'
import type { Store } from '../store/store.ts'
import type { FetchToken } from './access-tokens.ts'
import { MIN_LIFE_MS, type TokenLife, tokenLife } from './token-life.ts'

export interface SharedTokenOptions {
  readonly store: Store
  /** What it is stored under. Holds no secret. */
  readonly key: string
  /** Fetching again gives the same token: without the store it is done alone. @default false */
  readonly repeatable?: boolean
  /** Milliseconds that a lock lives, longer than a fetch may take. @default 15_000 */
  readonly lockMs?: number
  /** Milliseconds between two looks at the store. @default 100 */
  readonly pollMs?: number
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
  /** Resolves after so many milliseconds. @default setTimeout */
  readonly wait?: (ms: number) => Promise<unknown>
}

interface StoredToken extends TokenLife {
  readonly accessToken: string
}

/** Fetches through the store. Throws `store_unavailable` when it is down, and what the fetch throws. */
export function shareToken(fetchToken: FetchToken, options: SharedTokenOptions): FetchToken {
  const { store, key, repeatable = false, lockMs = 15_000, pollMs = 100 } = options
  const { now = Date.now, wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = options
  const lockKey = `${key}:lock`

  return async (refused) => {
    try {
      return await fetchOnce(refused)
    } catch (error) {
      const storeDown = error instanceof MediaError && error.code === 'store_unavailable'
      if (storeDown && repeatable) return fetchToken(refused)
      throw error
    }
  }

  async function fetchOnce(refused: string | undefined): Promise<FetchedToken> {
    const giveUpAt = now() + 2 * lockMs
    for (;;) {
      const stored = await read(refused)
      if (stored && now() < stored.renewAt) return left(stored)
      const holder = crypto.randomUUID()
      if (await reached(store.setIfAbsent(lockKey, holder, { expiresInMs: lockMs }))) {
        try {
          return await renew(refused)
        } finally {
          // A lock that cannot be let go of ends by itself.
          await store.compareAndDelete(lockKey, holder).catch(() => false)
        }
      }
      if (now() >= giveUpAt) {
        if (stored && isGood(stored)) return left(stored)
        throw new MediaError('token_unavailable', 'Another replica does not get one')
      }
      await wait(pollMs)
    }
  }

  async function renew(refused: string | undefined): Promise<FetchedToken> {
    // Between our look and our lock another replica may have been through.
    const stored = await read(refused)
    if (stored && now() < stored.renewAt) return left(stored)
    try {
      const fetched = await fetchToken(refused)
      await write(fetched)
      return fetched
    } catch (error) {
      if (stored && isGood(stored)) return left(stored)
      throw error
    }
  }

  async function read(refused: string | undefined): Promise<StoredToken | undefined> {
    const text = await reached(store.get(key))
    if (text === undefined) return undefined
    const stored = JSON.parse(text) as StoredToken
    if (stored.accessToken !== refused) return stored
    await reached(store.compareAndDelete(key, text))
    return undefined
  }

  async function write({ accessToken, expiresInMs }: FetchedToken): Promise<void> {
    const time = now()
    const stored: StoredToken = { accessToken, ...tokenLife(expiresInMs, time) }
    // A store that failed just now does not make the token in hand any worse.
    await store.set(key, JSON.stringify(stored), { expiresInMs: stored.endsAt - time }).catch(() => {})
  }

  function isGood({ endsAt }: StoredToken): boolean {
    return now() < endsAt - MIN_LIFE_MS
  }

  function left({ accessToken, endsAt }: StoredToken): FetchedToken {
    return { accessToken, expiresInMs: endsAt - now() }
  }
}

function reached<T>(step: Promise<T>): Promise<T> {
  return reachStore(step, 'The shared token is out of reach')
}
