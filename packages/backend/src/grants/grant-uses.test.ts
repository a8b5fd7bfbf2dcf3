import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createMemoryStore } from '../store/memory-store.ts'
import type { Store } from '../store/store.ts'
import type { Grant } from './grant.ts'
import { createGrantUses } from './grant-uses.ts'

const time = 1_750_000_000_000
const once: Grant = { sub: 'u', jti: 'j', maxUploads: 1, issuedAt: time, expiresAt: time + 600_000 }
const unavailable = {
  name: 'MediaError',
  code: 'store_unavailable',
  message: /uses of a grant/,
  cause: new Error('down'),
}
const exceeded = { name: 'MediaError', code: 'grant_exceeded', message: /max_uploads/ }

function memoryUses() {
  let passed = 0
  const now = () => time + passed
  const store = createMemoryStore({ now })
  return {
    store,
    uses: createGrantUses({ store, now }),
    pass: (ms: number) => {
      passed += ms
    },
  }
}

describe('the uses of a grant', () => {
  test('GR-16 are used up by one upload where one is granted', async () => {
    const { uses } = memoryUses()
    await uses.reserve(once)
    await assert.rejects(uses.reserve(once), { ...exceeded, details: { max_uploads: 1 } })
  })

  test('GR-18 are as many as granted', async () => {
    const { uses } = memoryUses()
    const three = { ...once, maxUploads: 3 }
    for (let i = 0; i < 3; i++) await uses.reserve(three)
    for (let i = 0; i < 2; i++) await assert.rejects(uses.reserve(three), exceeded)
  })

  test('GR-18 are no more when many ask at once', async () => {
    const { uses } = memoryUses()
    const three = { ...once, maxUploads: 3 }
    const asked = await Promise.allSettled(Array.from({ length: 50 }, () => uses.reserve(three)))
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 3)
  })

  test('GR-19 come back when released, once however often', async () => {
    const { uses } = memoryUses()
    const two = { ...once, maxUploads: 2 }
    await uses.reserve(two)
    const released = await uses.reserve(two)
    await Promise.all([released.release(), released.release()])
    await released.release()
    await uses.reserve(two)
    await assert.rejects(uses.reserve(two), exceeded)
  })

  test('GR-19 are not eaten up by those who were refused', async () => {
    const { uses } = memoryUses()
    const use = await uses.reserve(once)
    for (let i = 0; i < 5; i++) await assert.rejects(uses.reserve(once), exceeded)
    await use.release()
    assert.ok(await uses.reserve(once))
  })

  test('are counted for each subject and jti apart', async () => {
    const { uses } = memoryUses()
    for (const [sub, jti] of [
      ['u', 'j'],
      ['u', 'k'],
      ['v', 'j'],
      ['u","j', ''],
      ['u', '","j'],
      ['\ud800', 'j'],
    ]) {
      await uses.reserve({ ...once, sub: sub ?? '', jti })
    }
  })

  test('stay used for as long as a replica with a slow clock takes the grant', async () => {
    const { uses, store, pass } = memoryUses()
    await uses.reserve(once)
    pass(600_000 + 59_999)
    await assert.rejects(uses.reserve(once), exceeded)
    pass(1)
    assert.equal(await store.get('grant-uses:["u","j"]'), undefined)
  })

  test('are not counted where the grant sets no number', async () => {
    const uses = createGrantUses({ store: brokenStore() })
    const use = await uses.reserve({ ...once, maxUploads: undefined })
    await use.release()
  })

  test('GR-24 are used up, whether or not the store lives to hear that nobody took one more', async () => {
    const store = createMemoryStore()
    const uses = createGrantUses({
      store: {
        ...store,
        increment: (key, by, expiry) =>
          by < 0 ? Promise.reject(new Error('down')) : store.increment(key, by, expiry),
      },
    })
    const grant = { ...once, expiresAt: Date.now() + 600_000 }
    await uses.reserve(grant)
    await assert.rejects(uses.reserve(grant), exceeded)
  })

  test('GR-24 are refused while the store is down, and go on when it is back', async () => {
    const { store } = memoryUses()
    let down = true
    const flaky: Store = {
      ...store,
      increment: (...step) => (down ? Promise.reject(new Error('down')) : store.increment(...step)),
    }
    const uses = createGrantUses({ store: flaky, now: () => time })
    await assert.rejects(uses.reserve(once), unavailable)
    down = false
    const use = await uses.reserve(once)
    down = true
    await assert.rejects(use.release(), unavailable)
  })
})

function brokenStore(): Store {
  const fail = () => Promise.reject(new Error('down'))
  return {
    get: fail,
    set: fail,
    setIfAbsent: fail,
    compareAndDelete: fail,
    increment: fail,
    reserveTurn: fail,
  }
}
