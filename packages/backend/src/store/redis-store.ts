/**
 * A store that any number of replicas share. Each method is one command or one script, so nothing
 * of ours needs a lock. The server must not evict (`maxmemory-policy noeviction`): a used-up
 * grant that is forgotten could be used again.
 */

import { connectToRedis, type RedisConnection, type RedisConnectionOptions } from './redis-connection.ts'
import type { Store, StoreExpiry } from './store.ts'

export interface RedisStore extends Store, Pick<RedisConnection, 'ready' | 'close'> {}

export type RedisStoreOptions = RedisConnectionOptions

/** Creates a store that connects by itself; until it has, and when it cannot, its methods reject. */
export function createRedisStore(options: RedisStoreOptions): RedisStore {
  const connection = connectToRedis(options)

  return {
    get ready() {
      return connection.ready
    },
    close: connection.close,
    async get(key) {
      return (await connection.run((client) => client.get(key))) ?? undefined
    },
    async set(key, value, expiry) {
      await connection.run((client) => client.set(key, value, { expiration: lifeOf(expiry) }))
    },
    async setIfAbsent(key, value, expiry) {
      const options = { expiration: lifeOf(expiry), condition: 'NX' } as const
      return (await connection.run((client) => client.set(key, value, options))) === 'OK'
    },
    async compareAndDelete(key, value) {
      return (await connection.run((client) => client.compareAndDelete(key, value))) === 1
    },
    async increment(key, by, expiry) {
      if (!Number.isInteger(by)) throw new TypeError('A counter counts in whole numbers')
      return connection.run((client) => client.increment(key, `${by}`, `${lifeOf(expiry).value}`))
    },
    async reserveTurn(key, { spacingMs, maxWaitMs }) {
      const waitUs = await connection.run((client) =>
        client.reserveTurn(key, inMicroseconds(spacingMs), inMicroseconds(maxWaitMs)),
      )
      return waitUs / 1000
    },
  }
}

function lifeOf({ expiresInMs }: StoreExpiry): { readonly type: 'PX'; readonly value: number } {
  return { type: 'PX', value: Math.max(1, Math.ceil(expiresInMs)) }
}

function inMicroseconds(ms: number): string {
  return String(Math.round(ms * 1000))
}
