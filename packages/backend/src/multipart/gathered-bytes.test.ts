import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latin1 } from '../streams/testing/sample-source.ts'
import { GatheredBytes } from './gathered-bytes.ts'

/** What is gathered of these pieces, of 5 bytes at most. */
function gathered(...pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new GatheredBytes(5, () => new RangeError('no more'))
  for (const piece of pieces) bytes.add(piece)
  return bytes.bytes
}

test('gives all pieces in their order', () => {
  assert.deepEqual(gathered(), latin1(''))
  assert.deepEqual(gathered(latin1('abcde')), latin1('abcde'))
  assert.deepEqual(gathered(latin1(''), latin1('ab'), latin1('c'), latin1(''), latin1('de')), latin1('abcde'))
})

test('looks at what came in one piece, and copies what came in more', () => {
  const piece = latin1('abc')
  assert.equal(gathered(latin1(''), piece, latin1('')), piece)
  assert.notEqual(gathered(piece, latin1('d')).buffer, piece.buffer)
  assert.deepEqual(piece, latin1('abc'))
})

test('refuses one byte more, in one piece or in more', () => {
  assert.throws(() => gathered(latin1('abcdef')), new RangeError('no more'))
  assert.throws(() => gathered(latin1('abc'), latin1('def')), new RangeError('no more'))
  assert.throws(() => gathered(latin1('a'), latin1('bcde'), latin1('f')), new RangeError('no more'))
})
