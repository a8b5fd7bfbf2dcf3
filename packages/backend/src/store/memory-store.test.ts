import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createMemoryStore } from './memory-store.ts'
import { testStore } from './testing/test-store.ts'

const MINUTE = { expiresInMs: 60_000 }

function clock(): { now: () => number; pass: (ms: number) => void } {
  let time = 1_700_000_000_000
  return {
    now: () => time,
    pass: (ms) => {
      time += ms
    },
  }
}

testStore('a memory store', () => {
  const { now, pass } = clock()
  return { store: createMemoryStore({ now }), pass }
})

test('a memory store keeps a value to its last millisecond, and for one at least', async () => {
  const { now, pass } = clock()
  const store = createMemoryStore({ now })
  await store.set('minute', 'value', MINUTE)
  await store.set('nothing', 'value', { expiresInMs: 0 })
  assert.equal(await store.get('nothing'), 'value')
  pass(59_999)
  assert.equal(await store.get('minute'), 'value')
  pass(1)
  assert.equal(await store.get('minute'), undefined)
})

test('a memory store whose clock is set back makes nobody wait for the hour to come again', async () => {
  const { now, pass } = clock()
  const store = createMemoryStore({ now })
  const spacing = { spacingMs: 50, maxWaitMs: 5000 }
  await store.reserveTurn('turns', spacing)
  pass(-3_600_000)
  assert.equal(await store.reserveTurn('turns', spacing), 0)
  assert.equal(await store.reserveTurn('turns', spacing), 50)
})

describe('a full memory store', () => {
  test('forgets the value that was longest unused', async () => {
    const store = createMemoryStore({ maxEntries: 2 })
    await store.set('used', '1', MINUTE)
    await store.set('unused', '2', MINUTE)
    await store.get('used')
    await store.set('new', '3', MINUTE)
    assert.deepEqual(
      [await store.get('used'), await store.get('unused'), await store.get('new')],
      ['1', undefined, '3'],
    )
  })

  test('rewrites what it has without forgetting anything', async () => {
    const store = createMemoryStore({ maxEntries: 2 })
    await store.set('a', '1', MINUTE)
    await store.set('b', '2', MINUTE)
    await store.set('b', '3', MINUTE)
    assert.deepEqual([await store.get('a'), await store.get('b')], ['1', '3'])
  })

  test('keeps locks and counters whatever is written', async () => {
    const store = createMemoryStore({ maxEntries: 3 })
    await store.increment('counter', 1, MINUTE)
    await store.setIfAbsent('lock', 'mine', MINUTE)
    for (let i = 0; i < 100; i++) await store.set(`value ${i}`, '', MINUTE)
    assert.deepEqual([await store.get('counter'), await store.get('lock')], ['1', 'mine'])
  })

  test('forgets an evictable counter rather than reject a write, the longest unused first', async () => {
    const store = createMemoryStore({ maxEntries: 3 })
    const evictable = { ...MINUTE, evictable: true }
    await store.increment('kept', 1, MINUTE)
    await store.increment('used', 1, evictable)
    await store.increment('unused', 1, evictable)
    await store.increment('used', 1, evictable)
    await store.increment('new', 1, evictable)
    assert.deepEqual(
      [await store.get('kept'), await store.get('used'), await store.get('unused'), await store.get('new')],
      ['1', '2', undefined, '1'],
    )
  })

  test('rejects a write rather than forget a counter', async () => {
    const store = createMemoryStore({ maxEntries: 2 })
    await store.increment('a', 1, MINUTE)
    await store.increment('b', 1, MINUTE)
    await assert.rejects(store.increment('c', 1, MINUTE), /full/)
    await assert.rejects(store.set('d', '', MINUTE), /full/)
    assert.equal(await store.increment('a', 1, MINUTE), 2)
  })

  test('has room again when a counter has expired', async () => {
    const { now, pass } = clock()
    const store = createMemoryStore({ maxEntries: 1, now })
    await store.increment('a', 1, { expiresInMs: 1000 })
    pass(1000)
    assert.equal(await store.increment('b', 1, MINUTE), 1)
  })
})

test('a memory store sweeps what expired unread, so that what is alive is not forgotten for it', async () => {
  const { now, pass } = clock()
  const store = createMemoryStore({ maxEntries: 3, now })
  await store.set('alive', '1', { expiresInMs: 600_000 })
  await store.set('expired 1', '', MINUTE)
  await store.set('expired 2', '', MINUTE)
  pass(60_000)
  await store.set('new 1', '', MINUTE)
  await store.set('new 2', '', MINUTE)
  assert.equal(await store.get('alive'), '1')
})
