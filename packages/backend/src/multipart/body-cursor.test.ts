import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drain, inChunks, latin1, SampleSource } from '../streams/testing/sample-source.ts'
import { BodyCursor, type Reading } from './body-cursor.ts'

/** What is unread of the next chunk that has something; `undefined` at the end. */
function* ahead(cursor: BodyCursor): Reading<Uint8Array | undefined> {
  while (cursor.needsChunk) yield
  return cursor.ended ? undefined : cursor.chunk.subarray(cursor.at)
}

test('shows what is unread of a chunk, and knows where it is, at the end too', async () => {
  const cursor = new BodyCursor(inChunks(latin1('abc'), 2)[Symbol.asyncIterator]())
  const read = []
  for (let i = 0; i < 5; i += 1) {
    const unread = await cursor.run(ahead(cursor))
    read.push([unread, cursor.readByte(), cursor.position])
  }
  assert.deepEqual(read, [
    [latin1('ab'), 97, 1],
    [latin1('b'), 98, 2],
    [latin1('c'), 99, 3],
    [undefined, undefined, 3],
    [undefined, undefined, 3],
  ])
})

test('passes over empty chunks, and gives the rest through a stage', async () => {
  const source = new SampleSource([latin1(''), latin1('abc'), latin1('de')])
  const cursor = new BodyCursor(source[Symbol.asyncIterator]())
  assert.deepEqual(await cursor.run(ahead(cursor)), latin1('abc'))
  cursor.goTo(2)
  const { chunks } = await drain(
    cursor.rest({ pass: (chunk) => chunk.subarray(1), end: () => [latin1('!')] }),
  )
  assert.deepEqual(chunks, [latin1(''), latin1('e'), latin1('!')])
})
