import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { createClient } from '@redis/client'
import { createRedisStore, type RedisStore, type RedisStoreOptions } from './redis-store.ts'
import { type RunningRedis, startRedis, whyNoRedis } from './testing/start-redis.ts'

const MINUTE = { expiresInMs: 60_000 }

/** So long that a step which ends did not end for want of time. */
const PATIENT_MS = 600_000

describe('a Redis store', { skip: whyNoRedis() ?? false }, () => {
  let redis: RunningRedis
  const stores: RedisStore[] = []

  beforeEach(async () => {
    redis = await startRedis({ password: 'hush' })
  })
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()))
    await redis.close()
  })

  function openStore(options: Partial<RedisStoreOptions> = {}): RedisStore {
    const store = createRedisStore({ url: redis.url, ...options })
    stores.push(store)
    return store
  }

  test('is shared by all that use the server', async () => {
    const [a, b] = [openStore(), openStore()]
    const wrote = await Promise.all([a.setIfAbsent('lock', 'a', MINUTE), b.setIfAbsent('lock', 'b', MINUTE)])
    assert.equal(wrote.filter(Boolean).length, 1)
    await Promise.all([a, b, a, b].map((store) => store.increment('count', 1, MINUTE)))
    assert.equal(await a.get('count'), '4')
    const spacing = { spacingMs: 10_000, maxWaitMs: 60_000 }
    const waits = await Promise.all([a, b, a, b].map((store) => store.reserveTurn('turns', spacing)))
    assert.deepEqual(waits.map((ms) => Math.round(ms / 10_000)).sort(), [0, 1, 2, 3])
  })

  test('writes under a prefix of its own', async () => {
    await openStore().increment('count', 1, MINUTE)
    const client = await createClient({ url: redis.url }).connect()
    assert.deepEqual(await client.keys('*'), ['dt-media:count'])
    client.destroy()
  })

  test('GR-24 refuses at once while the server is gone, and goes on when it is back', async () => {
    const changes: boolean[] = []
    const store = openStore({ timeoutMs: PATIENT_MS, onReadyChange: (ready) => changes.push(ready) })
    await store.increment('count', 1, MINUTE)
    await Promise.allSettled([redis.kill(), store.get('count')])
    await untilLost(store)
    for (let i = 0; i < 100; i++) {
      await assert.rejects(store.get('count'))
      await assert.rejects(store.increment('count', 1, MINUTE))
    }
    await redis.start()
    assert.equal(await whenBack(() => store.increment('count', 1, MINUTE)), 1)
    assert.deepEqual(changes, [true, false, true])
  })

  test('GR-24 gives up on a server that does not answer, and goes on when it does', async () => {
    const reasons: (string | undefined)[] = []
    const store = openStore({ timeoutMs: 100, onReadyChange: (_, reason) => reasons.push(reason) })
    await store.set('key', 'value', MINUTE)
    redis.freeze()
    await assert.rejects(store.get('key'), /did not answer/)
    assert.equal(store.ready, false)
    await assert.rejects(store.get('key'))
    redis.thaw()
    assert.equal(await whenBack(() => store.get('key')), 'value')
    assert.deepEqual(reasons, [undefined, 'No answer within 100 ms', undefined])
  })

  test('finds a server that comes later than itself', async () => {
    await redis.kill()
    const store = openStore({ timeoutMs: 100 })
    await assert.rejects(store.get('key'))
    await redis.start()
    assert.equal(await whenBack(() => store.increment('count', 1, MINUTE)), 1)
  })

  test('GR-24 leaves a server that has become a replica, for the one that its name leads to', async () => {
    const successor = await startRedis({ password: 'hush' })
    let leader = redis
    const name = await nameOf(() => new URL(leader.url).port)
    const reasons: (string | undefined)[] = []
    try {
      const url = redis.url.replace(/\d+$/, name.port)
      const store = openStore({ url, onReadyChange: (_, reason) => reasons.push(reason) })
      await store.increment('count', 1, MINUTE)
      await tell(redis, 'REPLICAOF', '127.0.0.1', new URL(successor.url).port)
      leader = successor
      await assert.rejects(store.increment('count', 1, MINUTE), /READONLY/)
      assert.equal(await whenBack(() => store.increment('count', 1, MINUTE)), 1)
      assert.deepEqual(reasons, [undefined, 'It has become a read-only replica', undefined])
    } finally {
      await Promise.all(stores.splice(0).map((store) => store.close()))
      await name.close()
      await successor.close()
    }
  })

  test('takes no stall of this process for a silent server', async () => {
    const changes: boolean[] = []
    const connected = Promise.withResolvers<void>()
    const store = openStore({
      timeoutMs: 100,
      onReadyChange(ready) {
        changes.push(ready)
        connected.resolve()
      },
    })
    // On a busy machine that alone may take longer than a step may.
    await connected.promise
    await store.set('key', 'value', MINUTE)
    const answer = store.get('key')
    await nextRound() // The client writes at the end of a round.
    const end = performance.now() + 300
    while (performance.now() < end);
    assert.equal(await answer, 'value')
    assert.deepEqual(changes, [true])
  })

  test('rejects when it is closed', async () => {
    const store = openStore()
    await store.set('key', 'value', MINUTE)
    await store.close()
    await assert.rejects(store.get('key'))
    assert.equal(store.ready, false)
  })

  test('shows its password to nobody, whatever is wrong', async () => {
    const said: unknown[] = []
    const wrong = redis.url.replace('hush', 'wrong-secret')
    const store = openStore({ url: wrong, timeoutMs: 100, onReadyChange: (_, reason) => said.push(reason) })
    said.push(await rejection(() => store.get('key')))
    for (const url of [
      'http://:wrong-secret@127.0.0.1',
      'redis://:wrong-secret@127.0.0.1:99999',
      'redis://:wrong-secret@127.0.0.1/nine',
      'redis://:wrong-secret%@127.0.0.1',
      'wrong-secret',
      'redis://',
    ]) {
      const thrown = await rejection(async () => openStore({ url }))
      assert.ok(thrown instanceof TypeError, url)
      said.push(thrown)
    }
    assert.match(String(said[0]), /WRONGPASS/)
    assert.doesNotMatch(inspect(said, { depth: 9, showHidden: true }), /wrong-secret/)
  })
})

/** A port from which each new connection goes where the port asked for says; those that are open stay where they are. */
async function nameOf(port: () => string): Promise<{ readonly port: string; close(): Promise<void> }> {
  const server = createServer((socket) => {
    const behind = connect(Number(port()), '127.0.0.1')
    socket.on('error', () => behind.destroy()).on('close', () => behind.destroy())
    behind.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.pipe(behind).pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: String((server.address() as AddressInfo).port),
    async close() {
      server.close()
      await once(server, 'close')
    },
  }
}

async function tell({ url }: RunningRedis, ...command: string[]): Promise<void> {
  const client = await createClient({ url }).connect()
  await client.sendCommand(command)
  client.destroy()
}

async function rejection(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act()
  } catch (error) {
    return error
  }
  return assert.fail('It did not fail')
}

async function untilLost(store: RedisStore): Promise<void> {
  for (let i = 0; i < 1000 && store.ready; i++) await sleep(10)
  assert.equal(store.ready, false)
}

/** Tries until it works, for twenty seconds at most. */
async function whenBack<T>(step: () => Promise<T>): Promise<T> {
  for (let i = 0; i < 200; i++) {
    try {
      return await step()
    } catch {
      await sleep(100)
    }
  }
  return step()
}
