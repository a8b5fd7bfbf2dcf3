import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRedisStore } from './redis-store.ts'
import { type RunningRedis, startRedis, whyNoRedis } from './testing/start-redis.ts'
import { testStore } from './testing/test-store.ts'

const missing = whyNoRedis()
if (missing) test('a Redis store', { skip: missing })
else {
  let redis: RunningRedis
  before(async () => {
    redis = await startRedis()
  })
  after(() => redis.close())

  testStore('a Redis store', () => {
    const store = createRedisStore({ url: redis.url })
    // Timers may be a millisecond early, and Redis keeps a key through the millisecond it expires in.
    const pass = (ms: number) => sleep(ms + 10)
    return { store, pass, close: store.close }
  })
}
