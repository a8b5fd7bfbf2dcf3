import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bytes } from './bytes.ts'
import { deriveBytes } from './derive-bytes.ts'
import { letGo } from './let-go.ts'
import { drain, joined, latin1, SampleSource } from './testing/sample-source.ts'

async function* unchanged(chunks: Bytes): AsyncGenerator<Uint8Array> {
  yield* chunks
}

const abc = () => [latin1('a'), latin1('b'), latin1('c')]

test('gives what the transform makes of the chunks, and leaves an ended source alone', async () => {
  const source = new SampleSource(abc())
  const derived = deriveBytes(source, async function* (chunks) {
    for await (const chunk of chunks) yield latin1(`${String.fromCharCode(...chunk)}!`)
  })
  assert.deepEqual(joined((await drain(derived)).chunks), latin1('a!b!c!'))
  assert.equal(source.returns, 0)
})

test('asks the source for nothing before it is asked itself', async () => {
  const source = new SampleSource(abc())
  const chunks = deriveBytes(source, unchanged)[Symbol.asyncIterator]()
  assert.equal(source.reads, 0)
  await chunks.next()
  assert.equal(source.reads, 1)
})

test('lets go of a source that was never read', async () => {
  const source = new SampleSource(abc())
  letGo(deriveBytes(source, unchanged))
  assert.deepEqual([source.reads, source.returns], [0, 1])
})

test('lets go of the source when the reader stops early, once', async () => {
  const source = new SampleSource(abc())
  const derived = deriveBytes(source, unchanged)
  for await (const _ of derived) break
  letGo(derived)
  assert.deepEqual([source.reads, source.returns], [1, 1])
  assert.deepEqual(await drain(derived), { chunks: [] })
})

test('lets go of the source when the transform fails, and ends', async () => {
  const source = new SampleSource(abc())
  const derived = deriveBytes(source, async function* (chunks) {
    yield* chunks
    throw new RangeError('no')
  })
  assert.deepEqual((await drain(derived)).error, new RangeError('no'))
  assert.equal(source.returns, 1)
  assert.deepEqual(await drain(derived), { chunks: [] })
})

test('passes on the error of the source', async () => {
  const source = new SampleSource(abc(), new Error('gone'))
  const { chunks, error } = await drain(deriveBytes(source, unchanged))
  assert.deepEqual([chunks.length, error], [3, new Error('gone')])
})

test('does not wait for a read under way when it is ended', async () => {
  const source = new SampleSource([], 'silence')
  const chunks = deriveBytes(source, unchanged)[Symbol.asyncIterator]()
  void chunks.next()
  assert.deepEqual(await chunks.return?.(), { done: true, value: undefined })
  assert.equal(source.returns, 1)
})

test('letting go neither waits for a source nor hears its complaints', async () => {
  const refuses = {
    next: async () => ({ done: true as const, value: undefined }),
    return: () => Promise.reject(1),
  }
  letGo(refuses)
  const locked: Bytes = {
    [Symbol.asyncIterator]() {
      throw new TypeError('locked')
    },
  }
  letGo(locked)
  letGo({ next: refuses.next })
  await new Promise(setImmediate)
})
