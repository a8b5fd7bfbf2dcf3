import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeShort } from './encode-short.ts'

const encoder = new TextEncoder()

test('encodes each text as it is, however many share their memory', () => {
  const texts = Array.from({ length: 3000 }, (_, index) => `${index} ä 钉 😀 ${'x'.repeat(index % 70)}`)
  const encoded = texts.map(encodeShort)
  assert.deepEqual(
    encoded,
    texts.map((text) => encoder.encode(text)),
  )
})

test('encodes what has no room in the memory that is shared, and nothing', () => {
  for (const text of ['钉'.repeat(5461), '钉'.repeat(5462), 'a'.repeat(100_000), '', '\ud800'])
    assert.deepEqual(encodeShort(text), encoder.encode(text))
})
