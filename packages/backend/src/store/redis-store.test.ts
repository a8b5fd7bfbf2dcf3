import { after, before, test } from 'node:test'
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
    return { store, pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), close: store.close }
  })
}
