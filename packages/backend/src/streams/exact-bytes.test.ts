import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exactBytes } from './exact-bytes.ts'
import { drain, inChunks, joined, latin1, SampleSource } from './testing/sample-source.ts'

const digits = latin1('0123456789')

for (const chunkBytes of [1, 3, 5, 10]) {
  test(`passes on a body of the declared length, in chunks of ${chunkBytes}`, async () => {
    const { chunks, error } = await drain(exactBytes(inChunks(digits, chunkBytes), 10))
    assert.deepEqual([joined(chunks), error], [digits, undefined])
  })

  for (const declared of [0, 1, 9, 11, 1000]) {
    test(`SZ-09 never completes ten bytes declared as ${declared}, in chunks of ${chunkBytes}`, async () => {
      const { chunks, error } = await drain(exactBytes(inChunks(digits, chunkBytes), declared))
      assert.equal((error as { code?: string }).code, 'malformed_body')
      const given = joined(chunks)
      assert.ok(given.length === 0 || given.length < declared)
      assert.deepEqual(given, digits.subarray(0, given.length))
    })
  }
}

test('passes on an empty body declared as empty', async () => {
  assert.deepEqual(await drain(exactBytes(inChunks(digits, 10), 10)), { chunks: [digits] })
  assert.deepEqual(await drain(exactBytes(inChunks(latin1(''), 1), 0)), { chunks: [] })
})

test('does not take an empty chunk at the end for one too many', async () => {
  const source = new SampleSource([latin1(''), digits, latin1('')])
  assert.deepEqual(await drain(exactBytes(source, 10)), { chunks: [digits] })
})

test('holds the completing chunk back until the source has ended well', async () => {
  const source = new SampleSource([latin1('01234'), latin1('56789'), latin1('')], new Error('gone'))
  const { chunks, error } = await drain(exactBytes(source, 10))
  assert.deepEqual([joined(chunks), error], [latin1('01234'), new Error('gone')])
})

test('lets go of a source that gives too much', async () => {
  const source = new SampleSource([digits, digits, digits])
  await drain(exactBytes(source, 10))
  assert.deepEqual([source.reads, source.returns], [2, 1])
})
