/**
 * Knows which requests a route has begun and not answered, so that a shutdown can wait for those, too, that
 * take no upload's place.
 */

import type { Handler } from 'hono'
import type { RelayEnv } from './relay-env.ts'

export interface BegunRequests {
  /** The route, each of its requests noted. */
  readonly route: Handler<RelayEnv>
  /** Resolves when those that have begun by now are over, however they end. */
  over(): Promise<void>
}

export function noteBegun(route: Handler<RelayEnv>): BegunRequests {
  const begun = new Set<Promise<unknown>>()

  return {
    async route(c, next) {
      const answer = Promise.resolve(route(c, next))
      begun.add(answer)
      try {
        return await answer
      } finally {
        begun.delete(answer)
      }
    },
    async over() {
      await Promise.allSettled(begun)
    },
  }
}
