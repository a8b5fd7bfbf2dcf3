import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type UploadError, uploadError } from '../transport/upload-error.ts'
import type { QueueOptions } from './queue-options.ts'
import { type Bench, picture, queueBench, settled } from './testing/queue-bench.ts'

/** A bench whose one item fails with each error in turn. */
async function failing(errors: readonly unknown[], options: Partial<QueueOptions> = {}): Promise<Bench> {
  const bench = queueBench(options)
  await bench.queue.add([picture()])
  await settled()
  for (const error of errors) {
    bench.open()[0]?.fail(error)
    await settled()
  }
  return bench
}

test('tries again what may succeed later, waiting twice as long each time (30)', async () => {
  const bench = await failing(Array<UploadError>(3).fill(uploadError('overloaded', true)))
  assert.deepEqual(bench.naps, [1000, 2000, 4000])
  bench.open()[0]?.succeed()
  await settled()
  assert.deepEqual(bench.phases(), ['done'])
  assert.equal(bench.item(0).attempts, 4)
  assert.deepEqual(
    bench.details('media-upload').map(({ attempt }) => attempt),
    [1, 2, 3, 4],
  )
  assert.deepEqual(bench.details('media-failed'), [])
})

test('gives up after the last retry, and says how often it tried (30) (BR-21)', async () => {
  const bench = await failing(Array<UploadError>(9).fill(uploadError('overloaded', true)), { retries: 2 })
  assert.equal(bench.attempts.length, 3)
  const [failed] = bench.details('media-failed')
  assert.equal(failed?.code, 'overloaded')
  assert.equal(failed?.attempts, 3)
  assert.equal(failed?.retriable, true)
  assert.deepEqual(bench.tape.slice(-2), ['media-failed', 'media-complete'])
})

test('sends what was refused exactly once (30) (BR-22)', async () => {
  const bench = await failing([uploadError('content_mismatch')])
  assert.equal(bench.attempts.length, 1)
  assert.deepEqual(bench.naps, [])
  assert.equal(bench.details('media-failed')[0]?.retriable, false)
})

test('never comes back sooner than Retry-After (30) (BR-21)', async () => {
  const bench = await failing([uploadError('too_many_uploads', true, { retryAfterMs: 2000 })], {
    random: () => 0.5,
  })
  assert.deepEqual(bench.naps, [2500])
})

test('waits at most 30 s by itself, however often it retries', async () => {
  const bench = await failing(Array<UploadError>(8).fill(uploadError('overloaded', true)), { retries: 100 })
  assert.deepEqual(bench.naps.slice(-3), [30_000, 30_000, 30_000])
})

test('asks once for a new grant without counting that as a retry (30)', async () => {
  const expired = uploadError('grant_expired', true)
  const bench = await failing([expired], { grant: () => 'a grant', retries: 0 })
  assert.equal(bench.attempts.length, 2)
  assert.deepEqual(bench.naps, [])
  bench.open()[0]?.fail(expired)
  await settled()
  assert.equal(bench.attempts.length, 2)
  assert.equal(bench.details('media-failed')[0]?.code, 'grant_expired')
})

test('does not send an expired grant again that nobody can renew (30)', async () => {
  const bench = await failing([uploadError('grant_expired', true)], { grant: 'a grant' })
  assert.equal(bench.attempts.length, 1)
  assert.equal(bench.item(0).error?.retriable, true)
})

test('treats whatever an uploader throws as internal, and no answer as invalid (34) (36)', async () => {
  const thrown = await failing([undefined])
  assert.equal(thrown.item(0).error?.code, 'internal')
  const bench = queueBench({ uploader: async () => JSON.parse('{}') })
  await bench.queue.add([picture()])
  await settled()
  assert.equal(bench.item(0).error?.code, 'upstream_invalid')
})

test('shows while it waits why the last attempt failed (32)', async () => {
  const bench = queueBench({ sleep: () => new Promise(() => {}) })
  await bench.queue.add([picture()])
  await settled()
  bench.open()[0]?.fail(uploadError('stalled', true))
  await settled()
  assert.equal(bench.item(0).phase, 'retrying')
  assert.equal(bench.item(0).error?.code, 'stalled')
  assert.equal(bench.queue.busy, true)
  bench.queue.retry(bench.item(0))
  await settled()
  assert.equal(bench.item(0).phase, 'uploading')
  assert.equal(bench.item(0).error, undefined)
})

test('begins anew with all retries when a person retries', async () => {
  const bench = await failing(Array<UploadError>(2).fill(uploadError('overloaded', true)), { retries: 1 })
  bench.queue.retry(bench.item(0))
  await settled()
  bench.open()[0]?.fail(uploadError('overloaded', true))
  await settled()
  assert.equal(bench.attempts.length, 4)
})

test('begins no further attempt in a pause with what was being relayed', async () => {
  for (const code of ['overloaded', 'grant_expired'] as const) {
    const bench = queueBench({ grant: () => 'a grant' })
    await bench.queue.add([picture('a.png', 100)])
    await settled()
    bench.attempts[0]?.onProgress(100)
    bench.queue.pause()
    bench.attempts[0]?.fail(uploadError(code, true))
    await settled()
    assert.equal(bench.attempts.length, 1, code)
    assert.deepEqual(bench.phases(), ['paused'])
    bench.queue.resume()
    await settled()
    bench.attempts[1]?.succeed()
    await settled()
    assert.deepEqual(bench.phases(), ['done'])
  }
})

test('takes a number that is none for none at all, and does not try for ever', async () => {
  const errors = Array<UploadError>(9).fill(uploadError('overloaded', true))
  const bench = await failing(errors, { retries: Number.NaN, concurrency: Number.NaN })
  assert.equal(bench.attempts.length, 4)
})
