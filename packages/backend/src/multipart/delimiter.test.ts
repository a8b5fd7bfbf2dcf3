import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { latin1 } from '../streams/testing/sample-source.ts'
import { Delimiter } from './delimiter.ts'

/** The same bytes, and how often one of them was looked at. */
function counted(bytes: Uint8Array): { chunk: ArrayLike<number>; reads: () => number } {
  let reads = 0
  const chunk = new Proxy(bytes, {
    get(target, key) {
      if (key === 'length') return target.length
      reads += 1
      return target[Number(key)]
    },
  })
  return { chunk, reads: () => reads }
}

test('finds the delimiter and where to go on', () => {
  const found = new Delimiter('B').search(latin1('content\r\n--B--'), 0)
  assert.deepEqual(found, { revokedBytes: 0, contentEnd: 7, next: 12, matched: 5 })
})

test('finds the delimiter from a place on, and none before it', () => {
  const found = new Delimiter('B').search(latin1('\r\n--B\r\n--B'), 0, 1)
  assert.deepEqual(found, { revokedBytes: 0, contentEnd: 5, next: 10, matched: 5 })
  const begun = new Delimiter('B').search(latin1('abc--'), 2, 3)
  assert.deepEqual(begun, { revokedBytes: 0, contentEnd: 3, next: 5, matched: 4 })
})

test('searches for several delimiters by turns', () => {
  const [a, b] = [new Delimiter('A'), new Delimiter('Bbb')]
  for (let turn = 0; turn < 2; turn += 1) {
    assert.equal(a.search(latin1('0123\r\n--Bbb\r\n--A'), 0).contentEnd, 11)
    assert.equal(b.search(latin1('0123\r\n--A\r\n--Bbb'), 0).contentEnd, 9)
  }
})

test('finds nothing in content', () => {
  const found = new Delimiter('B').search(latin1('--B\n--B\r--B'), 0)
  assert.deepEqual(found, { revokedBytes: 0, contentEnd: 11, next: 11, matched: 0 })
})

test('finds a delimiter that is cut anywhere', () => {
  const delimiter = new Delimiter('B')
  for (let cut = 1; cut < 5; cut += 1) {
    const begun = delimiter.search(latin1(`ab${'\r\n--B'.slice(0, cut)}`), 0)
    assert.deepEqual(begun, { revokedBytes: 0, contentEnd: 2, next: 2 + cut, matched: cut })
    const found = delimiter.search(latin1(`${'\r\n--B'.slice(cut)}!`), begun.matched)
    assert.deepEqual(found, { revokedBytes: 0, contentEnd: 0, next: 5 - cut, matched: 5 })
  }
})

test('gives back what looked like a delimiter at the end of the chunk before', () => {
  const found = new Delimiter('B').search(latin1('-A\r'), 3)
  assert.deepEqual(found, { revokedBytes: 3, contentEnd: 2, next: 3, matched: 1 })
})

test('finds the delimiter right behind broken ones', () => {
  const found = new Delimiter('B').search(latin1('\r\r\n\r\n-\r\n--\r\n--B'), 0)
  assert.deepEqual(found, { revokedBytes: 0, contentEnd: 10, next: 15, matched: 5 })
})

describe('the search is linear', () => {
  const BYTES = 30_000
  const boundaries = {
    short: 'x',
    dashes: '-'.repeat(70),
    long: `----${'ab'.repeat(33)}`,
    mixed: '-a-a-a-a-a-a',
  }
  for (const [title, boundary] of Object.entries(boundaries)) {
    const delimiter = `\r\n--${boundary}`
    const scraps = [
      '\r',
      '-',
      '\r\n--',
      '\r\n',
      delimiter.slice(0, -1),
      delimiter.slice(1),
      delimiter.slice(-2),
      'ab',
      '\r-',
    ]
    for (const chunkBytes of [BYTES, 100, 7, 1]) {
      test(`for a boundary that is ${title}, in chunks of ${chunkBytes}: at most three looks at a byte`, () => {
        for (const scrap of scraps) {
          const bytes = latin1(scrap.repeat(Math.ceil(BYTES / scrap.length)))
          const search = new Delimiter(boundary)
          let matched = 0
          let reads = 0
          for (let at = 0; at < bytes.length; at += chunkBytes) {
            const { chunk, reads: readsOf } = counted(bytes.subarray(at, at + chunkBytes))
            const found = search.search(chunk, matched)
            assert.equal(found.next, chunk.length)
            matched = found.matched
            reads += readsOf()
          }
          assert.ok(
            reads <= 3 * bytes.length,
            `${JSON.stringify(scrap)}: ${reads} reads for ${bytes.length} bytes`,
          )
        }
      })
    }
  }

  test('and looks at few bytes of content that is nothing like a delimiter', () => {
    const { chunk, reads } = counted(latin1('content '.repeat(8192)))
    new Delimiter('0123456789012345678901234567890123456789').search(chunk, 0)
    assert.ok(reads() < chunk.length / 20, `${reads()} reads`)
  })
})
