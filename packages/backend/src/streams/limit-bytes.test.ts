import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limitBytes } from './limit-bytes.ts'
import { drain, inChunks, joined, latin1, SampleSource } from './testing/sample-source.ts'

test('passes on as many bytes as allowed', async () => {
  const { chunks, error } = await drain(limitBytes(inChunks(latin1('0123456789'), 3), 10))
  assert.deepEqual([joined(chunks), error], [latin1('0123456789'), undefined])
})

test('SZ-03 refuses one byte more, says the limit, and lets go of an endless source', async () => {
  const source = new SampleSource(
    (function* () {
      for (;;) yield latin1('0123')
    })(),
  )
  const { chunks, error } = await drain(limitBytes(source, 11))
  assert.equal(chunks.length, 2)
  assert.deepEqual(
    { ...(error as object) },
    {
      name: 'MediaError',
      code: 'too_large',
      errcode: 45001,
      details: { max_bytes: 11 },
      retryAfter: undefined,
    },
  )
  assert.deepEqual([source.reads, source.returns], [3, 1])
})
