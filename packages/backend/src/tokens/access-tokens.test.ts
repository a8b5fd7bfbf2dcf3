import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FetchedToken } from '../dingtalk/fetched-token.ts'
import { MediaError } from '../errors.ts'
import { keepAccessToken } from './access-tokens.ts'

const HOUR_MS = 3_600_000

/** A DingTalk that is answered by hand, and a clock that is moved by hand. */
function stage({ expiresInMs = 2 * HOUR_MS } = {}) {
  const flights: { answer: (accessToken: string) => void; fail: (error: Error) => void }[] = []
  let time = 0
  const tokens = keepAccessToken(
    () =>
      new Promise<FetchedToken>((resolve, reject) => {
        flights.push({ answer: (accessToken) => resolve({ accessToken, expiresInMs }), fail: reject })
      }),
    { now: () => time },
  )
  return { tokens, flights, pass: (ms: number) => (time += ms) }
}

/** Lets promises settle. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('TK-01 fetches once for two hundred uploads that begin at the same moment', async () => {
  const { tokens, flights } = stage()
  const waiting = Array.from({ length: 200 }, () => tokens.get())
  flights[0]?.answer('first')
  assert.deepEqual(new Set(await Promise.all(waiting)), new Set(['first']))
  assert.equal(flights.length, 1)
})

test('TK-05 renews ahead of the end, while uploads go on with the old token', async () => {
  const { tokens, flights, pass } = stage()
  tokens.get()
  flights[0]?.answer('old')
  await settle()
  pass(2 * HOUR_MS - 599_000)
  assert.equal(await tokens.get(), 'old')
  assert.equal(await tokens.get(), 'old')
  assert.equal(flights.length, 2)
  flights[1]?.answer('new')
  await settle()
  assert.equal(await tokens.get(), 'new')
})

test('goes on with the old token when a renewal fails', async () => {
  const { tokens, flights, pass } = stage()
  tokens.get()
  flights[0]?.answer('old')
  await settle()
  pass(2 * HOUR_MS - 1000)
  assert.equal(await tokens.get(), 'old')
  flights[1]?.fail(new Error('down'))
  await settle()
  assert.equal(await tokens.get(), 'old')
})

test('TK-02 fails all that wait, and does not try again before its back-off is over', async () => {
  const { tokens, flights, pass } = stage()
  const waiting = Array.from({ length: 50 }, () => tokens.get())
  flights[0]?.fail(new MediaError('upstream_timeout', 'slow'))
  for (const result of await Promise.allSettled(waiting)) {
    assert.equal(result.status, 'rejected')
    assert.equal(result.reason.code, 'token_unavailable')
    assert.equal(result.reason.retryAfter, 1)
  }
  await assert.rejects(tokens.get(), { code: 'token_unavailable' })
  assert.equal(flights.length, 1)
  pass(1001)
  const again = tokens.get()
  flights[1]?.answer('there')
  assert.equal(await again, 'there')
})

test('does not back off from what a push may end at any moment', async () => {
  const { tokens, flights } = stage()
  const waiting = tokens.get()
  const details = { waiting_for: 'suite_ticket' }
  flights[0]?.fail(new MediaError('token_unavailable', 'No suite ticket yet', { details }))
  await assert.rejects(waiting, { code: 'token_unavailable', retryAfter: 1, details })
  const again = tokens.get()
  flights[1]?.answer('there')
  assert.equal(await again, 'there')
})

test('backs off longer with every failure, to half a minute at most', async () => {
  const { tokens, flights, pass } = stage()
  const waits: (number | undefined)[] = []
  for (let i = 0; i < 7; i++) {
    const waiting = tokens.get()
    flights[i]?.fail(new Error('down'))
    await waiting.catch((error: MediaError) => waits.push(error.retryAfter))
    pass(30_001)
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 30, 30])
})

test('UP-11 waits as long as DingTalk asks for, where it has banned the address', async () => {
  const { tokens, flights, pass } = stage()
  const waiting = tokens.get()
  flights[0]?.fail(new MediaError('upstream_busy', 'banned', { retryAfter: 300 }))
  await assert.rejects(waiting, { code: 'token_unavailable', retryAfter: 300 })
  pass(299_999)
  await assert.rejects(tokens.get(), { code: 'token_unavailable' })
  assert.equal(flights.length, 1)
  pass(1)
  tokens.get()
  assert.equal(flights.length, 2)
})

test('tries a store that is down every second, however long it is', async () => {
  const { tokens, flights, pass } = stage()
  for (let i = 0; i < 7; i++) {
    const waiting = tokens.get()
    flights[i]?.fail(new MediaError('store_unavailable', 'down'))
    await assert.rejects(waiting, { code: 'store_unavailable', retryAfter: 1 })
    await assert.rejects(tokens.get(), { code: 'store_unavailable' })
    assert.equal(flights.length, i + 1)
    pass(1001)
  }
})

test('TK-06 forgets a refused token once, however many uploads report it', async () => {
  const { tokens, flights } = stage()
  tokens.get()
  flights[0]?.answer('dead')
  await settle()
  for (let i = 0; i < 10; i++) tokens.forget('dead')
  const waiting = tokens.get()
  flights[1]?.answer('alive')
  assert.equal(await waiting, 'alive')
  tokens.forget('dead')
  assert.equal(await tokens.get(), 'alive')
  assert.equal(flights.length, 2)
})

test('TK-07 takes the same token again when DingTalk gives it again', async () => {
  const { tokens, flights } = stage()
  tokens.get()
  flights[0]?.answer('same')
  await settle()
  tokens.forget('same')
  const waiting = tokens.get()
  flights[1]?.answer('same')
  assert.equal(await waiting, 'same')
  assert.equal(await tokens.get(), 'same')
  assert.equal(flights.length, 2)
})

test('tells the next fetch of a refused token, and no later one', async () => {
  const told: (string | undefined)[] = []
  let time = 0
  const tokens = keepAccessToken(
    async (refused) => {
      told.push(refused)
      return { accessToken: 'same', expiresInMs: 2 * HOUR_MS }
    },
    { now: () => time },
  )
  await tokens.get()
  tokens.forget('same')
  await tokens.get()
  time = 2 * HOUR_MS
  await tokens.get()
  assert.deepEqual(told, [undefined, 'same', undefined])
})

for (const [says, expiresInMs, livesMs] of [
  ['0', 0, 2 * HOUR_MS],
  ['-1', -1000, 60_000],
  ['nothing', Number.NaN, 2 * HOUR_MS],
  ['eleven days', 1e9, 2 * HOUR_MS],
] as const) {
  test(`TK-04 bounds a token's life when DingTalk says ${says}`, async () => {
    const { tokens, flights, pass } = stage({ expiresInMs })
    tokens.get()
    flights[0]?.answer('token')
    await settle()
    pass(livesMs - 1)
    assert.equal(tokens.ready, true)
    pass(1)
    assert.equal(tokens.ready, false)
  })
}

test('takes no token from a renewal under way that DingTalk has refused meanwhile', async () => {
  const asked: (string | undefined)[] = []
  const answers: ((accessToken: string) => void)[] = []
  let time = 0
  const tokens = keepAccessToken(
    (refused) => {
      asked.push(refused)
      return new Promise((resolve) => {
        answers.push((accessToken) => resolve({ accessToken, expiresInMs: 2 * HOUR_MS }))
      })
    },
    { now: () => time },
  )
  tokens.get()
  answers[0]?.('old')
  await settle()
  time += 2 * HOUR_MS - 599_000
  assert.equal(await tokens.get(), 'old')
  tokens.forget('old')
  const next = tokens.get()
  answers[1]?.('old')
  await settle()
  answers[2]?.('new')
  assert.equal(await next, 'new')
  assert.deepEqual(asked, [undefined, undefined, 'old'])
})
