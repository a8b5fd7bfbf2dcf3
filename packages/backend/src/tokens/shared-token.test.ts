import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FetchedToken } from '../dingtalk/fetched-token.ts'
import { MediaError } from '../errors.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Store } from '../store/store.ts'
import { keepAccessToken } from './access-tokens.ts'
import { type SharedTokenOptions, shareToken } from './shared-token.ts'

const HOUR_MS = 3_600_000
const LOCK_MS = 15_000

/** Lets promises settle. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A DingTalk that gives another token each time, two replicas on one store, and a clock moved by hand. */
function stage({ store: down, ...options }: Partial<SharedTokenOptions> = {}) {
  let time = 1_700_000_000_000
  const now = () => time
  const store = down ?? createMemoryStore({ now })
  const calls: string[] = []
  let answer = async (call: number): Promise<FetchedToken> => ({
    accessToken: `token ${call}`,
    expiresInMs: 2 * HOUR_MS,
  })
  const replica = (name: string, replicaStore: Store = store) =>
    keepAccessToken(
      shareToken(
        async () => {
          calls.push(name)
          return answer(calls.length)
        },
        {
          store: replicaStore,
          key: 'token',
          now,
          wait: async (ms) => {
            time += ms
            await settle()
          },
          ...options,
        },
      ),
      { now },
    )
  return {
    store,
    calls,
    replica,
    a: replica('a'),
    b: replica('b'),
    pass: (ms: number) => {
      time += ms
    },
    dingtalk: (next: typeof answer) => {
      answer = next
    },
  }
}

/** A store that another machine has unplugged. */
function deadStore(): Store {
  const down = () => Promise.reject(new Error('ECONNREFUSED'))
  return { ...createMemoryStore(), get: down, set: down, setIfAbsent: down, compareAndDelete: down }
}

describe('replicas that share a token', () => {
  test('TK-08 fetch it once in total when they start', async () => {
    const { a, b, calls } = stage()
    assert.deepEqual(await Promise.all([a.get(), b.get(), a.get(), b.get()]), Array(4).fill('token 1'))
    assert.equal(calls.length, 1)
  })

  test('TK-08 fetch it once in total when it nears its end, and use the old one meanwhile', async () => {
    const { a, b, calls, pass } = stage()
    await Promise.all([a.get(), b.get()])
    pass(2 * HOUR_MS - 599_000)
    assert.deepEqual(await Promise.all([a.get(), b.get()]), ['token 1', 'token 1'])
    // The one without the lock looks at the store a few times.
    for (let i = 0; i < 20; i++) await settle()
    assert.deepEqual(await Promise.all([a.get(), b.get()]), ['token 2', 'token 2'])
    assert.equal(calls.length, 2)
  })

  test('TK-08 fetch it once in total when it is over', async () => {
    const { a, b, calls, pass } = stage()
    await Promise.all([a.get(), b.get()])
    pass(2 * HOUR_MS)
    assert.deepEqual(await Promise.all([a.get(), b.get()]), ['token 2', 'token 2'])
    assert.equal(calls.length, 2)
  })

  test('take over what is left of its life, and no more', async () => {
    const { a, b, pass } = stage()
    await a.get()
    pass(HOUR_MS)
    await b.get()
    pass(HOUR_MS - 1)
    assert.equal(b.ready, true)
    pass(1)
    assert.equal(b.ready, false)
  })

  test('TK-06 fetch another one once in total when DingTalk refuses it to both', async () => {
    const { a, b, calls } = stage()
    await Promise.all([a.get(), b.get()])
    for (const each of [a, b, a, b]) each.forget('token 1')
    assert.deepEqual(await Promise.all([a.get(), b.get()]), ['token 2', 'token 2'])
    assert.equal(calls.length, 2)
  })

  test('take the new one from the store when only one of them knew of the refusal', async () => {
    const { a, b, calls } = stage()
    await Promise.all([a.get(), b.get()])
    a.forget('token 1')
    await a.get()
    assert.equal(await b.get(), 'token 1')
    b.forget('token 1')
    assert.equal(await b.get(), 'token 2')
    assert.equal(calls.length, 2)
  })

  test('TK-07 take the same token again when DingTalk gives it again, without a loop', async () => {
    const { a, calls, dingtalk } = stage()
    dingtalk(async () => ({ accessToken: 'same', expiresInMs: 2 * HOUR_MS }))
    await a.get()
    a.forget('same')
    assert.equal(await a.get(), 'same')
    assert.equal(await a.get(), 'same')
    assert.equal(calls.length, 2)
  })

  test('look again under the lock, for another one may have been through since they looked', async () => {
    const { a, replica, store, calls } = stage()
    const late = replica('late', {
      ...store,
      async setIfAbsent(...args) {
        await a.get()
        return store.setIfAbsent(...args)
      },
    })
    assert.equal(await late.get(), 'token 1')
    assert.deepEqual(calls, ['a'])
  })

  test('leave a refused token to nobody while there is no other one', async () => {
    const { a, b, dingtalk } = stage()
    await a.get()
    dingtalk(() => Promise.reject(new MediaError('upstream_timeout', 'slow')))
    a.forget('token 1')
    await assert.rejects(a.get(), { code: 'token_unavailable' })
    await assert.rejects(b.get(), { code: 'token_unavailable' })
  })

  test('wait for a lock whose holder has crashed, and no longer than it lives', async () => {
    const { a, store, calls } = stage()
    await store.setIfAbsent('token:lock', 'crashed', { expiresInMs: LOCK_MS })
    assert.equal(await a.get(), 'token 1')
    assert.equal(calls.length, 1)
    assert.equal(await store.setIfAbsent('token:lock', 'next', { expiresInMs: 1 }), true)
  })

  test('give up when one after the other holds the lock and none gets a token', async () => {
    const { a, store, calls } = stage()
    await store.setIfAbsent('token:lock', 'slow', { expiresInMs: 10 * LOCK_MS })
    await assert.rejects(a.get(), { code: 'token_unavailable' })
    assert.equal(calls.length, 0)
  })

  test('leave the lock of another alone that took it when theirs was over', async () => {
    const { a, store, pass, dingtalk } = stage()
    dingtalk(async () => {
      pass(LOCK_MS)
      await store.setIfAbsent('token:lock', 'theirs', { expiresInMs: LOCK_MS })
      return { accessToken: 'slow', expiresInMs: 2 * HOUR_MS }
    })
    assert.equal(await a.get(), 'slow')
    assert.equal(await store.get('token:lock'), 'theirs')
  })

  test('let go of the lock when the fetch fails', async () => {
    const { a, b, calls, dingtalk } = stage()
    dingtalk((call) =>
      call === 1
        ? Promise.reject(new MediaError('upstream_timeout', 'slow'))
        : Promise.resolve({ accessToken: 'token', expiresInMs: 2 * HOUR_MS }),
    )
    await assert.rejects(a.get(), { code: 'token_unavailable' })
    assert.equal(await b.get(), 'token')
    assert.equal(calls.length, 2)
  })

  test('start with the old token while DingTalk gives no new one, to its last minute', async () => {
    const { a, replica, pass, dingtalk } = stage()
    await a.get()
    dingtalk(() => Promise.reject(new MediaError('upstream_timeout', 'slow')))
    pass(2 * HOUR_MS - 300_000)
    assert.equal(await replica('late').get(), 'token 1')
    pass(240_000)
    await assert.rejects(replica('too late').get(), { code: 'token_unavailable' })
  })

  test('start with the old token when whoever renews it takes too long', async () => {
    const { a, store, replica, pass, calls } = stage()
    await a.get()
    pass(2 * HOUR_MS - 300_000)
    await store.setIfAbsent('token:lock', 'slow', { expiresInMs: 10 * LOCK_MS })
    assert.equal(await replica('late').get(), 'token 1')
    assert.equal(calls.length, 1)
  })
})

describe('without its store', () => {
  test('a replica uses the token at hand to its end, and says then why there is none', async () => {
    const store = { ...createMemoryStore() }
    const { a, calls, pass } = stage({ store })
    await a.get()
    Object.assign(store, deadStore())
    pass(2 * HOUR_MS - 1)
    assert.equal(await a.get(), 'token 1')
    await settle()
    pass(1)
    await assert.rejects(a.get(), { code: 'store_unavailable', status: 503, retriable: true })
    assert.equal(calls.length, 1)
  })

  test('a token that every fetch gives again is fetched all the same', async () => {
    const { a } = stage({ store: deadStore(), repeatable: true })
    assert.equal(await a.get(), 'token 1')
  })

  test('a token in hand is not thrown away because it could not be stored', async () => {
    const { set: _set, ...works } = createMemoryStore()
    const { a } = stage({ store: { ...works, set: () => Promise.reject(new Error('down')) } })
    assert.equal(await a.get(), 'token 1')
  })

  test('an error names neither the token nor the key', async () => {
    // As Redis answers to a command that was renamed.
    const quote = "ERR unknown command 'SET', with args beginning with: 'the key' 'token 1'"
    const { a } = stage({ store: { ...deadStore(), get: () => Promise.reject(new Error(quote)) } })
    await assert.rejects(
      a.get(),
      (error) => error instanceof MediaError && /: ERR unknown command$/.test(error.message),
    )
  })
})
