/**
 * Counts the uploads made on a grant. A use is taken before the upload, so that two at once cannot
 * share the last one, and given back only if no byte went upstream.
 */

import { MediaError } from '../errors.ts'
import { reachStore } from '../store/reach-store.ts'
import type { Store } from '../store/store.ts'
import type { Grant } from './grant.ts'
import { DEFAULT_LEEWAY_MS } from './verify-grant.ts'

export interface GrantUsesOptions {
  readonly store: Store
  /** As for `verifyGrant`. @default 30_000 */
  readonly leewayMs?: number
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

/** One use of a grant. */
export interface GrantUse {
  /** Gives the use back, once however often it is called; throws `store_unavailable` when that fails. */
  release(): Promise<void>
}

export interface GrantUses {
  /** Takes one use; throws `grant_exceeded` when none is left, `store_unavailable` when that cannot be told. */
  reserve(grant: Grant): Promise<GrantUse>
}

/** Creates the count of uses, shared by all that share the store. */
export function createGrantUses(options: GrantUsesOptions): GrantUses {
  const { store, leewayMs = DEFAULT_LEEWAY_MS, now = Date.now } = options

  function step(grant: Grant, by: 1 | -1): Promise<number> {
    // Twice the leeway: a replica whose clock is behind takes the grant for longer than we do.
    const expiresInMs = grant.expiresAt + 2 * leewayMs - now()
    const key = `grant-uses:${JSON.stringify([grant.sub, grant.jti])}`
    return reachStore(store.increment(key, by, { expiresInMs }), 'The uses of a grant could not be counted')
  }

  return {
    async reserve(grant) {
      const { maxUploads } = grant
      if (maxUploads === undefined) return { release: async () => undefined }

      if ((await step(grant, 1)) > maxUploads) {
        // What it cannot give back is one that nobody has.
        await step(grant, -1).catch(() => {})
        throw new MediaError('grant_exceeded', "Beyond the grant's max_uploads", {
          details: { max_uploads: maxUploads },
        })
      }
      let released: Promise<number> | undefined
      return {
        async release() {
          released ??= step(grant, -1)
          await released
        },
      }
    },
  }
}
