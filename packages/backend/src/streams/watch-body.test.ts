import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, mock, test } from 'node:test'
import { SampleSink, turn } from './testing/sample-sink.ts'
import { SampleSource } from './testing/sample-source.ts'
import { type WatchBodyOptions, watchBody } from './watch-body.ts'

/** A client whose chunks come when the test says so. */
class SampleClient implements AsyncIterableIterator<Uint8Array, undefined> {
  #arrived: ((result: IteratorResult<Uint8Array, undefined>) => void) | undefined
  returns = 0

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    return new Promise((resolve) => {
      this.#arrived = resolve
    })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  // It never answers, as a generator that waits for a socket does not.
  return(): Promise<IteratorReturnResult<undefined>> {
    this.returns += 1
    return new Promise(() => undefined)
  }

  send(byteLength: number): void {
    this.#arrived?.({ value: new Uint8Array(byteLength) })
  }

  end(): void {
    this.#arrived?.({ done: true, value: undefined })
  }
}

describe('a watched body', () => {
  let time = 0
  const pass = (ms: number) => {
    // Step by step: a leap is what a process that stood still sees.
    for (let passed = 0; passed < ms; passed += 1) {
      time += 1
      mock.timers.tick(1)
    }
    // What is due is judged a turn later.
    mock.timers.tick(1)
  }
  const watched = (options: Partial<WatchBodyOptions> = {}) => {
    const client = new SampleClient()
    const body = watchBody(client, { idleTimeoutMs: 1000, minBytesPerSecond: 0, now: () => time, ...options })
    return { client, chunks: body[Symbol.asyncIterator]() }
  }

  beforeEach(() => {
    time = 0
    mock.timers.enable({ apis: ['setTimeout'] })
  })

  afterEach(() => mock.timers.reset())

  test('passes on what comes in time', async () => {
    const { client, chunks } = watched()
    for (let count = 0; count < 5; count += 1) {
      const chunk = chunks.next()
      pass(999)
      client.send(1)
      assert.equal((await chunk).value?.length, 1)
    }
    const end = chunks.next()
    client.end()
    assert.deepEqual(await end, { done: true, value: undefined })
  })

  test('ends the pending read when no byte comes, although the source never answers', async () => {
    const { client, chunks } = watched()
    const chunk = chunks.next()
    pass(1000)
    await assert.rejects(chunk, { code: 'client_timeout' })
    assert.equal(client.returns, 1)
    assert.deepEqual(await chunks.next(), { done: true, value: undefined })
  })

  test('takes what came while this process stood still, although the time was over', async () => {
    const { client, chunks } = watched({ minBytesPerSecond: 100, graceMs: 2000 })
    const chunk = chunks.next()
    time += 60_000
    mock.timers.tick(1000)
    client.send(1)
    await turn()
    mock.timers.tick(1)
    assert.equal((await chunk).value?.length, 1)
    const next = chunks.next()
    pass(999)
    client.send(1)
    assert.equal((await next).value?.length, 1)
    const last = chunks.next()
    pass(1)
    await assert.rejects(last, { code: 'client_timeout' })
  })

  test('does not take an empty chunk for a sign of life', async () => {
    const { client, chunks } = watched()
    const empty = chunks.next()
    pass(600)
    client.send(0)
    await empty
    const chunk = chunks.next()
    pass(400)
    await assert.rejects(chunk, { code: 'client_timeout' })
  })

  test('does not count the time in which nobody reads', async () => {
    const { client, chunks } = watched({ minBytesPerSecond: 100, graceMs: 500 })
    for (let count = 0; count < 3; count += 1) {
      const chunk = chunks.next()
      pass(400)
      client.send(200)
      await chunk
      pass(60_000)
    }
    const chunk = chunks.next()
    client.send(1)
    assert.equal((await chunk).done, undefined)
  })

  test('still counts to the full after a time in which nobody read', async () => {
    const { client, chunks } = watched()
    const first = chunks.next()
    client.send(1)
    await first
    pass(60_000)
    const second = chunks.next()
    pass(999)
    client.send(1)
    await second
    const third = chunks.next()
    pass(1000)
    await assert.rejects(third, { code: 'client_timeout' })
  })

  test('ends a trickle once the grace is over', async () => {
    const { client, chunks } = watched({ minBytesPerSecond: 100, graceMs: 2000 })
    for (let count = 0; count < 3; count += 1) {
      const chunk = chunks.next()
      pass(500)
      client.send(1)
      await chunk
    }
    const chunk = chunks.next()
    pass(499)
    client.send(1)
    await chunk
    const last = chunks.next()
    pass(1)
    await assert.rejects(last, { code: 'client_timeout' })
  })

  test('lets a client go on that keeps the average', async () => {
    const { client, chunks } = watched({ minBytesPerSecond: 100, graceMs: 2000 })
    for (let count = 0; count < 30; count += 1) {
      const chunk = chunks.next()
      pass(500)
      client.send(70)
      assert.equal((await chunk).value?.length, 70)
    }
  })

  test('gives ten seconds of grace unless told otherwise', async () => {
    const { client, chunks } = watched({ idleTimeoutMs: 60_000, minBytesPerSecond: 100 })
    const early = chunks.next()
    pass(9_999)
    client.send(1)
    await early
    const late = chunks.next()
    pass(1)
    await assert.rejects(late, { code: 'client_timeout' })
  })

  test('sets one timer for many chunks', async () => {
    const setTimer = mock.method(globalThis, 'setTimeout')
    const { client, chunks } = watched()
    for (let count = 0; count < 100; count += 1) {
      const chunk = chunks.next()
      client.send(1)
      await chunk
    }
    assert.equal(setTimer.mock.callCount(), 1)
    setTimer.mock.restore()
  })

  test('lets go when the reader stops, in mid-read too', async () => {
    const { client, chunks } = watched()
    const chunk = chunks.next()
    assert.deepEqual(await chunks.return?.(), { done: true, value: undefined })
    assert.deepEqual(await chunk, { done: true, value: undefined })
    assert.equal(client.returns, 1)
    pass(60_000)
    client.send(1)
    assert.deepEqual(await chunks.next(), { done: true, value: undefined })
    assert.equal(client.returns, 1)
  })

  for (const [ending, source] of [
    ['the end', new SampleSource([new Uint8Array(1)])],
    ['an error', new SampleSource([new Uint8Array(1)], new Error('gone'))],
  ] as const) {
    test(`leaves no timer behind after ${ending}`, async () => {
      const clearTimer = mock.method(globalThis, 'clearTimeout')
      const body = watchBody(source, { idleTimeoutMs: 1000, minBytesPerSecond: 1, now: () => time })
      const chunks = body[Symbol.asyncIterator]()
      await chunks.next()
      await chunks.next().catch((error: unknown) => assert.deepEqual(error, new Error('gone')))
      assert.equal(clearTimer.mock.callCount(), 1)
      clearTimer.mock.restore()
      pass(60_000)
      assert.deepEqual(await chunks.next(), { done: true, value: undefined })
    })
  }

  test('fails what it is poured into when no byte comes, and lets go', async () => {
    const client = new SampleClient()
    const sink = new SampleSink()
    watchBody(client, { idleTimeoutMs: 1000, minBytesPerSecond: 0, now: () => time }).pour(sink)
    pass(999)
    assert.deepEqual(sink.endings, [])
    pass(1)
    assert.deepEqual(
      sink.endings.map((error) => (error as { code?: string }).code),
      ['client_timeout'],
    )
    assert.equal(client.returns, 1)
  })

  test('does not count the time in which what it is poured into has no room', async () => {
    const client = new SampleClient()
    const sink = new SampleSink(1)
    const body = watchBody(client, { idleTimeoutMs: 1000, minBytesPerSecond: 0, now: () => time })
    const flow = body.pour(sink)
    pass(500)
    client.send(1)
    await turn()
    pass(60_000)
    await sink.take(1, flow)
    pass(999)
    assert.deepEqual(sink.endings, [])
    pass(1)
    assert.equal(sink.endings.length, 1)
  })
})
