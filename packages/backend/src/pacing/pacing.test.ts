import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MediaError } from '../errors.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { createBreaker } from './breaker.ts'
import { createMonthlyQuota } from './monthly-quota.ts'
import { createSubjectSlots } from './subject-slots.ts'
import { createUploadRate } from './upload-rate.ts'
import { createUpstreamPace } from './upstream-pace.ts'

const never = new AbortController().signal

test('LD-06 lets a subject begin so many uploads a minute, and another one as many', async () => {
  let time = 90_000
  const rate = createUploadRate({
    store: createMemoryStore({ now: () => time }),
    uploadsPerMinute: 2,
    now: () => time,
  })
  await rate.take('a')
  await rate.take('a')
  await assert.rejects(rate.take('a'), { code: 'too_many_uploads', retryAfter: 30 })
  await rate.take('b')
  time = 120_000
  await rate.take('a')
})

test('LD-06 counts more subjects than the store has room for, and forgets nothing else for it', async () => {
  const store = createMemoryStore({ maxEntries: 100, now: () => 0 })
  const rate = createUploadRate({ store, uploadsPerMinute: 2, now: () => 0 })
  const pace = { spacingMs: 50, maxWaitMs: 5000 }
  await store.increment('grant-uses', 1, { expiresInMs: 600_000 })
  await store.reserveTurn('pace', pace)
  for (let subject = 0; subject < 1000; subject++) await rate.take(`address:2001:db8:0:${subject}::/64`)
  assert.equal(await store.increment('grant-uses', 1, { expiresInMs: 600_000 }), 2)
  assert.equal(await store.reserveTurn('pace', pace), 50)
})

test('LD-10 lets a subject have so many uploads in flight', () => {
  const slots = createSubjectSlots(2)
  const leave = slots.take('a')
  slots.take('a')
  assert.throws(() => slots.take('a'), { code: 'too_many_uploads' })
  slots.take('b')
  leave()
  slots.take('a')
})

test('LD-07 spaces calls evenly, and sends those back that would wait too long', async () => {
  const store = createMemoryStore({ now: () => 0 })
  const pace = createUpstreamPace({ store, appId: 'app', callsPerSecond: 20, maxWaitMs: 100 })
  const begun = performance.now()
  await Promise.all([pace.wait(never), pace.wait(never), pace.wait(never)])
  assert.ok(performance.now() - begun >= 95)
  await assert.rejects(pace.wait(never), { code: 'too_many_uploads', retryAfter: 1 })
})

test('LD-07 keeps one pace for all that share the store, and another for another app', async () => {
  const store = createMemoryStore({ now: () => 0 })
  const replica = (appId: string) =>
    createUpstreamPace({ store, appId, callsPerSecond: 0.1, maxWaitMs: 5000 })
  await replica('app').wait(never)
  await assert.rejects(replica('app').wait(never), { code: 'too_many_uploads', retryAfter: 10 })
  await replica('other').wait(never)
})

test('GR-24 lets no call through while the store that keeps the pace is down', async () => {
  const store = { ...createMemoryStore(), reserveTurn: () => Promise.reject(new Error('down')) }
  await assert.rejects(createUpstreamPace({ store, appId: 'app', callsPerSecond: 20 }).wait(never), {
    code: 'store_unavailable',
  })
  await createUpstreamPace({ store, appId: 'app', callsPerSecond: 0 }).wait(never)
})

test('gives up its turn when the client leaves', async () => {
  const store = createMemoryStore({ now: () => 0 })
  const pace = createUpstreamPace({ store, appId: 'app', callsPerSecond: 1 })
  const gone = new AbortController()
  await pace.wait(gone.signal)
  const waiting = pace.wait(gone.signal)
  gone.abort(new MediaError('client_timeout', 'gone'))
  await assert.rejects(waiting, { code: 'client_timeout' })
})

test('stops at the monthly quota without a call, warns once before, and begins anew with the month', async () => {
  let time = Date.UTC(2026, 10, 30, 15)
  const warnings: number[] = []
  const quota = createMonthlyQuota({
    store: createMemoryStore({ now: () => time }),
    appId: 'app',
    uploadsPerMonth: 5,
    onNearlyUsed: (used) => warnings.push(used),
    now: () => time,
  })
  for (let i = 0; i < 5; i++) await quota.take()
  await assert.rejects(quota.take(), { code: 'upstream_refused', errcode: 90020 })
  assert.deepEqual(warnings, [4])
  time += 3_600_000 // midnight in China
  await quota.take()
})

function outage(): Promise<never> {
  return Promise.reject(new MediaError('upstream_unreachable', 'down'))
}

test('UP-26 leaves a DingTalk alone that fails again and again, and probes it with one upload', async () => {
  let time = 0
  const breaker = createBreaker({ now: () => time })
  for (let i = 0; i < 5; i++) await assert.rejects(breaker.run(outage), { code: 'upstream_unreachable' })
  for (let i = 0; i < 100; i++)
    assert.throws(() => breaker.check(), { code: 'upstream_busy', retryAfter: 10 })
  time = 10_000
  let answer: () => void = () => {}
  const probe = breaker.run(() => new Promise<void>((resolve) => (answer = resolve)))
  await assert.rejects(breaker.run(outage), { code: 'upstream_busy' })
  answer()
  await probe
  breaker.check()
})

test('UP-26 stays away when the probe fails', async () => {
  let time = 0
  const breaker = createBreaker({ now: () => time })
  for (let i = 0; i < 5; i++) await assert.rejects(breaker.run(outage))
  time = 10_000
  await assert.rejects(breaker.run(outage), { code: 'upstream_unreachable' })
  assert.equal(breaker.open, true)
})

test('UP-26 sends another probe where the first one is as slow as its client', async () => {
  let time = 0
  const breaker = createBreaker({ now: () => time })
  for (let i = 0; i < 5; i++) await assert.rejects(breaker.run(outage))
  time = 10_000
  const slow = breaker.run(() => new Promise<void>(() => {}))
  slow.catch(() => {})
  assert.throws(() => breaker.check(), { code: 'upstream_busy', retryAfter: 1 })
  time = 20_000
  await breaker.run(async () => {})
  breaker.check()
})

test('UP-26 does not take a client that leaves in the probe for an answer of DingTalk', async () => {
  let time = 0
  const breaker = createBreaker({ now: () => time })
  for (let i = 0; i < 5; i++) await assert.rejects(breaker.run(outage))
  time = 10_000
  const left = () => Promise.reject(new MediaError('client_timeout', 'The client is gone'))
  await assert.rejects(breaker.run(left), { code: 'client_timeout' })
  await assert.rejects(breaker.run(outage), { code: 'upstream_unreachable' })
  assert.equal(breaker.open, true)
})

test('UP-26 is back with a probe that DingTalk refuses', async () => {
  let time = 0
  const breaker = createBreaker({ now: () => time })
  for (let i = 0; i < 5; i++) await assert.rejects(breaker.run(outage))
  time = 10_000
  const refusal = new MediaError('upstream_refused', 'no', { upstreamErrcode: 40005 })
  await assert.rejects(
    breaker.run(() => Promise.reject(refusal)),
    refusal,
  )
  await assert.rejects(breaker.run(outage), { code: 'upstream_unreachable' })
  assert.equal(breaker.open, false)
})

test('UP-26 stays away when the probe fails only after a long silence', async () => {
  let time = 0
  const breaker = createBreaker({ now: () => time })
  for (let i = 0; i < 5; i++) await assert.rejects(breaker.run(outage))
  time = 10_000
  const silent = async () => {
    time = 40_001
    return outage()
  }
  await assert.rejects(breaker.run(silent), { code: 'upstream_unreachable' })
  assert.throws(() => breaker.check(), { code: 'upstream_busy', retryAfter: 10 })
})

test('UP-22 does not take a refusal for an outage', async () => {
  const breaker = createBreaker({ now: () => 0 })
  for (let i = 0; i < 20; i++) {
    await assert.rejects(breaker.run(() => Promise.reject(new MediaError('upstream_refused', 'no'))))
  }
  breaker.check()
})

test('UP-11 makes no call for minutes after an address ban', async () => {
  let time = 0
  const breaker = createBreaker({ now: () => time })
  await assert.rejects(
    breaker.run(() => Promise.reject(new MediaError('upstream_busy', 'ban', { retryAfter: 300 }))),
  )
  time = 299_000
  assert.throws(() => breaker.check(), { code: 'upstream_busy', retryAfter: 1 })
  time = 300_000
  breaker.check()
})

test('counts no upload against the month that it has stopped: neither for whoever watches, nor under a higher quota', async () => {
  const store = createMemoryStore()
  const taken: unknown[] = []
  const options = {
    store,
    appId: 'app',
    onNearlyUsed() {},
    onTaken: (...told: unknown[]) => taken.push(told),
  }
  const low = createMonthlyQuota({ ...options, uploadsPerMonth: 2 })
  for (let i = 0; i < 2; i++) await low.take()
  for (let i = 0; i < 5; i++) await assert.rejects(low.take(), { errcode: 90020 })
  const high = createMonthlyQuota({ ...options, uploadsPerMonth: 3 })
  await high.take()
  await high.take('corp')
  assert.deepEqual(taken, [...[1, 2, 2, 2, 2, 2, 2, 3].map((used) => [used, undefined]), [1, 'corp']])
})
