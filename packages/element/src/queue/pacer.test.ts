import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coalesce, forEachSliced } from './pacer.ts'
import { pictures, queueBench, settled } from './testing/queue-bench.ts'

test('lets the page breathe every few milliseconds, however long the list (60)', async (t) => {
  let now = 0
  t.mock.method(performance, 'now', () => now)
  let sinceBreath = 0
  let longest = 0
  let isOver = false
  const breathe = () => {
    sinceBreath = 0
    if (!isOver) setImmediate(breathe)
  }
  setImmediate(breathe)
  const seen: number[] = []
  await forEachSliced(
    Array.from({ length: 5000 }, (_, index) => index),
    (index) => {
      seen.push(index)
      // Each takes a millisecond.
      now++
      longest = Math.max(longest, ++sinceBreath)
    },
  )
  isOver = true
  assert.deepEqual([seen.length, seen[0], seen.at(-1)], [5000, 0, 4999])
  assert.ok(longest < 20, `${longest} ms without a breath`)
})

test('tells the first change at once, and all others of a frame as one', async () => {
  let told = 0
  const tell = coalesce(() => told++)
  tell()
  tell()
  await Promise.resolve()
  assert.equal(told, 1)
  for (let i = 0; i < 1000; i++) tell()
  assert.equal(told, 1)
  while (told === 1) await settled()
  await settled()
  assert.equal(told, 2)
})

test('brings five thousand files to an end, each (60) (BR-11)', async () => {
  const bench = queueBench({
    uploader: async ({ mediaType, filename }) => ({
      errcode: 0,
      errmsg: 'ok',
      type: mediaType,
      media_id: `@id-${filename.replace(/\W/g, '-')}`,
      created_at: 1,
    }),
  })
  await bench.queue.add(pictures(5000))
  while (bench.queue.busy) await settled()
  assert.equal(bench.queue.items.length, 5000)
  assert.deepEqual(new Set(bench.phases()), new Set(['done']))
  assert.deepEqual(
    bench.details('media-complete').map(({ uploaded }) => uploaded),
    [5000],
  )
})
