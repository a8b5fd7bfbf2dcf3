/**
 * Opens what replicas share. The client is loaded only where it is wanted: it costs every other
 * relay some megabytes.
 */

import type { RedisStore, RedisStoreOptions } from '../store/redis-store.ts'
import { SettingsError } from './read-settings.ts'
import type { Settings } from './settings.ts'

/** The store of `RELAY_REDIS_URL`, which connects by itself; `undefined` where none is set. Throws a {@link SettingsError}. */
export async function openStore(
  settings: Settings,
  onReadyChange: RedisStoreOptions['onReadyChange'],
): Promise<RedisStore | undefined> {
  const url = settings.RELAY_REDIS_URL
  if (url === undefined) return undefined
  const { createRedisStore } = await import('../store/redis-store.ts')
  try {
    return createRedisStore({ url, onReadyChange })
  } catch {
    throw new SettingsError([
      'RELAY_REDIS_URL takes an address like redis://host:6379 or rediss://host:6379.',
    ])
  }
}
