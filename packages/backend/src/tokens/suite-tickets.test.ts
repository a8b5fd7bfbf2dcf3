import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createMemoryStore } from '../store/memory-store.ts'
import { createSuiteTickets } from './suite-tickets.ts'

const DAY_MS = 24 * 3_600_000

describe('the suite ticket', () => {
  test('is waited for until one has been pushed', async () => {
    const tickets = createSuiteTickets({ store: createMemoryStore(), suiteKey: 's' })
    await assert.rejects(tickets.newest(), {
      code: 'token_unavailable',
      details: { waiting_for: 'suite_ticket' },
    })
  })

  test('that one replica received is used by all of the same suite', async () => {
    const store = createMemoryStore()
    await createSuiteTickets({ store, suiteKey: 's' }).keep({ suiteTicket: 't', bornAt: 1 })
    assert.equal(await createSuiteTickets({ store, suiteKey: 's' }).newest(), 't')
    await assert.rejects(createSuiteTickets({ store, suiteKey: 'other' }).newest())
  })

  test('CB-05 is the newest one, in whichever order they come', async () => {
    let kept = 0
    const onKept = () => kept++
    const tickets = createSuiteTickets({ store: createMemoryStore(), suiteKey: 's', onKept })
    for (const bornAt of [2, 1, 3, 3, 2]) await tickets.keep({ suiteTicket: `born at ${bornAt}`, bornAt })
    assert.equal(await tickets.newest(), 'born at 3')
    assert.equal(kept, 2)
  })

  test('CB-05 is the newest one of many that come at once', async () => {
    const tickets = createSuiteTickets({ store: createMemoryStore(), suiteKey: 's' })
    const born = [3, 1, 5, 2, 4]
    await Promise.all(born.map((bornAt) => tickets.keep({ suiteTicket: `born at ${bornAt}`, bornAt })))
    assert.equal(await tickets.newest(), 'born at 5')
  })

  test('outlives a night without a push, and a store full of other things', async () => {
    let time = 0
    const store = createMemoryStore({ maxEntries: 2, now: () => time })
    const tickets = createSuiteTickets({ store, suiteKey: 's' })
    await tickets.keep({ suiteTicket: 't', bornAt: 1 })
    time = 30 * DAY_MS
    for (let i = 0; i < 10; i++) await store.set(`value ${i}`, '', { expiresInMs: DAY_MS })
    assert.equal(await tickets.newest(), 't')
  })

  test('CB-09 is not said to be kept when the store is down', async () => {
    const down = () => Promise.reject(new Error('down'))
    const works = createMemoryStore()
    for (const broken of [{ get: down }, { setIfAbsent: down }]) {
      const tickets = createSuiteTickets({ store: { ...works, ...broken }, suiteKey: 's' })
      await assert.rejects(tickets.keep({ suiteTicket: 't', bornAt: 1 }), { code: 'store_unavailable' })
    }
  })
})
