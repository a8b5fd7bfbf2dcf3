import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectBytes } from './collect-bytes.ts'
import { inChunks, latin1, SampleSource } from './testing/sample-source.ts'

for (const chunkBytes of [1, 3, 100]) {
  test(`gives all bytes in their order, from chunks of ${chunkBytes}`, async () => {
    const bytes = latin1('0123456789'.repeat(5))
    assert.deepEqual(await collectBytes(inChunks(bytes, chunkBytes), 50), bytes)
  })
}

test('gives nothing for nothing', async () => {
  assert.equal((await collectBytes(inChunks(latin1(''), 1), 0)).length, 0)
})

test('refuses one byte more, says the limit, and lets go of the source', async () => {
  const source = new SampleSource([latin1('12345'), latin1('6'), latin1('7')])
  await assert.rejects(collectBytes(source, 5), { code: 'too_large', details: { max_bytes: 5 } })
  assert.deepEqual([source.reads, source.returns], [2, 1])
})

test('throws the error that the caller wants for too many bytes', async () => {
  const refused = collectBytes(inChunks(latin1('ab'), 1), 1, () => new RangeError('no more'))
  await assert.rejects(refused, new RangeError('no more'))
})

test('does not keep the chunks it was given', async () => {
  const chunk = latin1('abc')
  const collected = await collectBytes(inChunks(chunk, 3), 3)
  chunk.fill(0)
  assert.deepEqual(collected, latin1('abc'))
})
