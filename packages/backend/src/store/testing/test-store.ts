/**
 * What every store must keep, whatever it stands on. Time passes through `pass`, by a clock in hand
 * or by waiting, so no test here asks that something is quick: what must outlast it lives a minute.
 */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { Store } from '../store.ts'

export interface StoreUnderTest {
  readonly store: Store
  /** Lets at least so much time go by, as the store sees it. */
  pass(ms: number): void | Promise<void>
  close?(): void | Promise<void>
}

const MINUTE = { expiresInMs: 60_000 }
const SHORT = { expiresInMs: 200 }
const FAR_APART = { spacingMs: 10_000, maxWaitMs: 1_000_000 }

/** Declares the tests of one store. */
export function testStore(name: string, createStore: () => StoreUnderTest | Promise<StoreUnderTest>): void {
  describe(name, () => {
    let tested: StoreUnderTest
    let store: Store
    let key: string

    beforeEach(async () => {
      tested = await createStore()
      store = tested.store
      // A store that outlives the test run still starts each test with nothing.
      key = `test:${randomUUID()}`
    })
    afterEach(() => tested.close?.())

    test('has nothing under a key that nobody wrote', async () => {
      assert.equal(await store.get(key), undefined)
    })

    test('gives back the last value, whatever text it is', async () => {
      await store.set(key, 'first', MINUTE)
      for (const value of ['', '0', '{"a":"中文 \u0000 🙂"}']) {
        await store.set(key, value, MINUTE)
        assert.equal(await store.get(key), value)
      }
    })

    test('tells keys apart that look alike', async () => {
      const keys = [key, `${key} `, key.toUpperCase(), `${key}:["中文",""]`]
      for (const each of keys) await store.set(each, each, MINUTE)
      for (const each of keys) assert.equal(await store.get(each), each)
    })

    test('forgets a value when its time is up', async () => {
      await store.set(key, 'value', SHORT)
      await tested.pass(210)
      assert.equal(await store.get(key), undefined)
    })

    test('takes a new time with a new value', async () => {
      await store.set(key, 'value', SHORT)
      await store.set(key, 'value', MINUTE)
      await tested.pass(210)
      assert.equal(await store.get(key), 'value')
    })

    test('counts a time of nothing or less as a millisecond', async () => {
      for (const expiresInMs of [0, -1, 0.4]) {
        await store.set(key, 'value', { expiresInMs })
        await tested.pass(2)
        assert.equal(await store.get(key), undefined)
      }
    })

    test('writes for one alone of many who ask at once', async () => {
      const names = Array.from({ length: 20 }, (_, i) => `replica ${i}`)
      const wrote = await Promise.all(names.map((each) => store.setIfAbsent(key, each, MINUTE)))
      assert.equal(wrote.filter(Boolean).length, 1)
      assert.equal(await store.get(key), names[wrote.indexOf(true)])
    })

    test('lets the next one in when a lock has expired', async () => {
      await store.setIfAbsent(key, 'crashed', SHORT)
      await tested.pass(210)
      assert.equal(await store.setIfAbsent(key, 'next', MINUTE), true)
      assert.equal(await store.get(key), 'next')
    })

    test('deletes what is still the same and nothing else', async () => {
      await store.setIfAbsent(key, 'mine', MINUTE)
      assert.equal(await store.compareAndDelete(key, 'theirs'), false)
      assert.equal(await store.get(key), 'mine')
      assert.equal(await store.compareAndDelete(key, 'mine'), true)
      assert.equal(await store.compareAndDelete(key, 'mine'), false)
      assert.equal(await store.setIfAbsent(key, 'theirs', MINUTE), true)
    })

    test('deletes nothing that has expired', async () => {
      await store.setIfAbsent(key, 'mine', SHORT)
      await tested.pass(210)
      assert.equal(await store.compareAndDelete(key, 'mine'), false)
    })

    test('counts from nothing, and shows the count as a text', async () => {
      assert.equal(await store.increment(key, 1, MINUTE), 1)
      assert.equal(await store.increment(key, 41, MINUTE), 42)
      assert.equal(await store.increment(key, 0, MINUTE), 42)
      assert.equal(await store.get(key), '42')
    })

    test('loses no step of many at once', async () => {
      const counts = await Promise.all(Array.from({ length: 20 }, () => store.increment(key, 1, MINUTE)))
      assert.deepEqual(
        counts.sort((a, b) => a - b),
        Array.from({ length: 20 }, (_, i) => i + 1),
      )
    })

    test('counts back down to nothing and never below', async () => {
      await store.increment(key, 2, MINUTE)
      assert.equal(await store.increment(key, -1, MINUTE), 1)
      assert.equal(await store.increment(key, -5, MINUTE), 0)
      assert.equal(await store.increment(key, 1, MINUTE), 1)
    })

    test('starts no counter by counting down', async () => {
      assert.equal(await store.increment(key, -1, MINUTE), 0)
      assert.equal(await store.get(key), undefined)
    })

    test('forgets a counter a fixed time after its first step', async () => {
      await store.increment(key, 1, SHORT)
      await store.increment(key, 1, MINUTE)
      await tested.pass(210)
      assert.equal(await store.increment(key, 1, MINUTE), 1)
    })

    test('refuses to count in fractions, and to count a text', async () => {
      for (const by of [0.5, -0.5, Number.NaN]) await assert.rejects(store.increment(key, by, MINUTE))
      for (const text of ['text', '']) {
        await store.set(key, text, MINUTE)
        await assert.rejects(store.increment(key, 1, MINUTE))
        assert.equal(await store.get(key), text)
      }
    })

    test('gives the first turn at once, and each of many who ask at once one of their own', async () => {
      const waits = await Promise.all(Array.from({ length: 20 }, () => store.reserveTurn(key, FAR_APART)))
      assert.equal(waits[0], 0)
      assert.deepEqual(
        waits.map(inTurns),
        waits.map((_, i) => i),
      )
    })

    test('tells who would wait too long how long, and takes no turn for them', async () => {
      const impatient = { ...FAR_APART, maxWaitMs: 15_000 }
      await store.reserveTurn(key, impatient)
      await store.reserveTurn(key, impatient)
      for (let i = 0; i < 3; i++) assert.equal(inTurns(await store.reserveTurn(key, impatient)), 2)
      assert.equal(inTurns(await store.reserveTurn(key, FAR_APART)), 2)
      assert.equal(inTurns(await store.reserveTurn(key, FAR_APART)), 3)
    })

    test('gives a turn to who can wait for exactly so long', async () => {
      const now = { spacingMs: 10_000, maxWaitMs: 0 }
      assert.equal(await store.reserveTurn(key, now), 0)
      assert.equal(inTurns(await store.reserveTurn(key, now)), 1)
    })

    test('keeps turns that nobody took for no one', async () => {
      const spacing = { spacingMs: 200, maxWaitMs: 60_000 }
      await store.reserveTurn(key, spacing)
      await tested.pass(650)
      const waits = await Promise.all([1, 2, 3].map(() => store.reserveTurn(key, spacing)))
      assert.equal(waits[0], 0)
      assert.ok(Number(waits[2]) > Number(waits[1]), String(waits))
    })

    test('keeps the turns of each key apart', async () => {
      await store.reserveTurn(key, FAR_APART)
      assert.equal(await store.reserveTurn(`${key}:other`, FAR_APART), 0)
    })
  })
}

/** How many turns a wait is, whatever little time has gone by since the first. */
function inTurns(waitMs: number): number {
  return Math.round(waitMs / FAR_APART.spacingMs)
}
