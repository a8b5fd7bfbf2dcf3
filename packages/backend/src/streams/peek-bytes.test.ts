import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letGo } from './let-go.ts'
import { peekBytes } from './peek-bytes.ts'
import { drain, inChunks, joined, latin1, SampleSource } from './testing/sample-source.ts'

const digits = latin1('0123456789')

for (const chunkBytes of [1, 3, 4, 7, 10]) {
  test(`shows the first bytes and gives everything again, from chunks of ${chunkBytes}`, async () => {
    const { head, whole, rest } = await peekBytes(inChunks(digits, chunkBytes), 4)
    assert.deepEqual([head, whole], [latin1('0123'), false])
    assert.deepEqual(joined((await drain(rest)).chunks), digits)
  })

  test(`shows all of a source that is shorter, from chunks of ${chunkBytes}`, async () => {
    const { head, whole, rest } = await peekBytes(inChunks(digits, chunkBytes), 11)
    assert.deepEqual([head, whole], [digits, true])
    assert.deepEqual(joined((await drain(rest)).chunks), digits)
  })
}

test('shows nothing of an empty source', async () => {
  const { head, whole, rest } = await peekBytes(inChunks(latin1(''), 1), 4)
  assert.deepEqual([head.length, whole, await drain(rest)], [0, true, { chunks: [] }])
})

test('does not read on once it has enough', async () => {
  const source = new SampleSource([latin1('01'), latin1(''), latin1('23')], 'silence')
  assert.equal((await peekBytes(source, 4)).whole, false)
  assert.equal(source.reads, 3)
})

test('gives views of the chunk that the first bytes came in, however big', async () => {
  const chunk = new Uint8Array(100_000)
  const { rest } = await peekBytes(new SampleSource([chunk]), 16)
  const { chunks } = await drain(rest)
  assert.deepEqual(
    chunks.map(({ buffer, length }) => [buffer === chunk.buffer, length]),
    [
      [true, 16],
      [true, 100_000 - 16],
    ],
  )
})

test('lets go of the source when the rest is never read', async () => {
  const source = new SampleSource([digits])
  const { rest } = await peekBytes(source, 4)
  letGo(rest)
  assert.equal(source.returns, 1)
})

test('lets go of the source when the rest is read in part', async () => {
  const source = new SampleSource([digits, digits])
  const { rest } = await peekBytes(source, 4)
  for await (const _ of rest) break
  assert.deepEqual([source.reads, source.returns], [1, 1])
})

test('passes on an error among the first bytes, and one behind them', async () => {
  await assert.rejects(peekBytes(new SampleSource([latin1('01')], new Error('gone')), 4), new Error('gone'))
  const { rest } = await peekBytes(new SampleSource([digits], new Error('gone')), 4)
  assert.deepEqual((await drain(rest)).error, new Error('gone'))
})

test('copies first bytes that came in several chunks, and no more than those', async () => {
  const source = new SampleSource([latin1('01'), latin1('2'), latin1('3456789')])
  const { head, rest } = await peekBytes(source, 4)
  assert.deepEqual([head, head.buffer.byteLength], [latin1('0123'), 4])
  assert.deepEqual(joined((await drain(rest)).chunks), digits)
})
