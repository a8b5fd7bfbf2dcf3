import assert from 'node:assert/strict'
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

  test('a Redis whose clock is set back makes nobody wait for the hour to come again', async () => {
    const store = createRedisStore({ url: redis.url })
    const anHourAhead = String((Date.now() + 3_600_000) * 1000)
    await store.set('turns', anHourAhead, { expiresInMs: 3_600_000 })
    const spacing = { spacingMs: 10_000, maxWaitMs: 15_000 }
    const waits = [await store.reserveTurn('turns', spacing), await store.reserveTurn('turns', spacing)]
    await store.close()
    // A few milliseconds have gone by between the two.
    assert.deepEqual(
      waits.map((ms) => Math.round(ms / 10_000)),
      [0, 1],
    )
  })
}
