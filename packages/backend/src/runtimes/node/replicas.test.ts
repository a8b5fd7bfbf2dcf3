import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createRedisStore, type RedisStore } from '@dt-media/backend/redis'
import { type RunningEmulator, startEmulator } from '../../emulator/index.ts'
import { type GrantClaims, signGrant } from '../../grants/sign-grant.ts'
import { type RunningRedis, startRedis, whyNoRedis } from '../../store/testing/start-redis.ts'
import type { RunningRelay } from '../running-relay.ts'
import { startRelay } from './start-relay.ts'
import { eventually, png, pointedAt, refusalOf } from './testing/stage.ts'

const secret = 'replicas-replicas-replicas-replicas'
const callsPerSecond = 10

describe('three relays on one Redis', { skip: whyNoRedis() ?? false }, () => {
  let redis: RunningRedis
  let emulator: RunningEmulator
  let stores: readonly RedisStore[]
  let relays: readonly RunningRelay[]

  before(async () => {
    redis = await startRedis()
    emulator = await startEmulator({ port: 0, queriesPerSecond: 0 })
    stores = [1, 2, 3].map(() => createRedisStore({ url: redis.url }))
    relays = await Promise.all(
      stores.map((store) =>
        startRelay({ ...pointedAt(emulator), grantSecrets: [secret], callsPerSecond, store, port: 0 }),
      ),
    )
  })
  after(async () => {
    await Promise.all(relays.map((relay) => relay.stop(0)))
    await Promise.all(stores.map((store) => store.close()))
    await Promise.all([redis.close(), emulator.close()])
  })
  beforeEach(() => emulator.control.reset())

  async function send(replica: number, claims: GrantClaims): Promise<Response> {
    const url = `${relays[replica % relays.length]?.url}media/upload?type=image&filename=cat.png`
    const headers = { Authorization: `Bearer ${await signGrant(claims, { secret })}` }
    return fetch(url, { method: 'POST', body: new Uint8Array(png), headers })
  }

  /** What becomes of so many uploads at once, one to each relay in turn. */
  async function sendMany(count: number, claims: GrantClaims): Promise<string[]> {
    const responses = await Promise.all(Array.from({ length: count }, (_, i) => send(i, claims)))
    return Promise.all(responses.map(async (each) => (each.ok ? 'ok' : (await refusalOf(each)).code)))
  }

  test('GR-25 count the uses of a grant together', async () => {
    const outcomes = await sendMany(9, { sub: 'ann', jti: 'thrice', maxUploads: 3 })
    assert.deepEqual(outcomes.sort(), [
      ...Array<string>(6).fill('grant_exceeded'),
      ...Array<string>(3).fill('ok'),
    ])
    assert.equal(emulator.control.uploads().length, 3)
  })

  test('LD-07 keep one pace in total', async () => {
    const begun = performance.now()
    const outcomes = await sendMany(13, { sub: 'ben' })
    assert.deepEqual(new Set(outcomes), new Set(['ok']))
    assert.ok(performance.now() - begun >= 12 * (1000 / callsPerSecond))
  })

  test('know together what one of them uploaded', async () => {
    const uploaded = (await (await send(0, { sub: 'cat' })).json()) as object
    const sha256 = createHash('sha256').update(png).digest('hex')
    for (const [sub, status] of [
      ['cat', 200],
      ['dog', 404],
    ] as const) {
      const headers = { Authorization: `Bearer ${await signGrant({ sub }, { secret })}` }
      const query = `type=image&filename=cat.png&sha256=${sha256}`
      const found = await fetch(`${relays[1]?.url}media/known?${query}`, { headers })
      assert.equal(found.status, status)
      if (found.ok) assert.deepEqual(await found.json(), { ...uploaded, known: true })
    }
    assert.equal(emulator.control.uploads().length, 1)
  })

  test('GR-24 refuse while Redis is gone, tell DingTalk nothing, and go on when it is back', async () => {
    const once = { sub: 'dan', jti: 'once', maxUploads: 1 }
    await redis.kill()
    await eventually(() => stores.every(({ ready }) => !ready), 'the relays notice')
    for (const replica of [0, 1, 2]) {
      const { status, code, retriable } = await refusalOf(await send(replica, once))
      assert.deepEqual([status, code, retriable], [503, 'store_unavailable', true])
    }
    assert.equal(emulator.control.uploads().length, 0)
    await redis.start()
    await eventually(() => stores.every(({ ready }) => ready), 'the relays find it again')
    assert.deepEqual((await sendMany(3, once)).sort(), ['grant_exceeded', 'grant_exceeded', 'ok'])
  })

  test('upload on while Redis is gone, where nothing of an upload has to be counted', async () => {
    const [store] = stores
    assert.ok(store)
    const uncounted = { callsPerSecond: 0, uploadsPerMinute: 0 }
    const relay = await startRelay({
      ...pointedAt(emulator),
      ...uncounted,
      grantSecrets: [secret],
      store,
      port: 0,
    })
    try {
      assert.equal((await fetch(`${relay.url}readyz`)).status, 200)
      await redis.kill()
      await eventually(() => !store.ready, 'the relay notices')
      const url = `${relay.url}media/upload?type=image&filename=cat.png`
      const upload = async (claims: GrantClaims) => {
        const headers = { Authorization: `Bearer ${await signGrant(claims, { secret })}` }
        return fetch(url, { method: 'POST', body: new Uint8Array(png), headers })
      }
      assert.equal((await upload({ sub: 'eve' })).status, 200)
      assert.equal((await upload({ sub: 'eve', jti: 'counted', maxUploads: 1 })).status, 503)
    } finally {
      await relay.stop(0)
      await redis.start()
    }
  })
})
