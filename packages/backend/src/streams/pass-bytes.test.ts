import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letGo } from './let-go.ts'
import { passBytes } from './pass-bytes.ts'
import { drain, joined, latin1, SampleSource } from './testing/sample-source.ts'

const abc = () => [latin1('a'), latin1('b'), latin1('c')]
const unchanged = { pass: (chunk: Uint8Array) => chunk }

test('gives what the stage makes of the chunks, and leaves an ended source alone', async () => {
  const source = new SampleSource(abc())
  const shouted = passBytes(source, { pass: (chunk) => latin1(`${String.fromCharCode(...chunk)}!`) })
  assert.deepEqual(joined((await drain(shouted)).chunks), latin1('a!b!c!'))
  assert.equal(source.returns, 0)
})

test('goes on to the next chunk while a stage holds one back, and gives what is left at the end', async () => {
  let held = ''
  const passed = passBytes(new SampleSource(abc()), {
    pass: (chunk) => {
      held += String.fromCharCode(...chunk)
      return undefined
    },
    end: () => [latin1(held)],
  })
  assert.deepEqual((await drain(passed)).chunks, [latin1('abc')])
})

test('asks the source for nothing before it is asked itself', async () => {
  const source = new SampleSource(abc())
  const chunks = passBytes(source, unchanged)[Symbol.asyncIterator]()
  assert.equal(source.reads, 0)
  await chunks.next()
  assert.equal(source.reads, 1)
})

test('lets go of a source that was never read', async () => {
  const source = new SampleSource(abc())
  letGo(passBytes(source, unchanged))
  assert.deepEqual([source.reads, source.returns], [0, 1])
})

test('lets go of the source when the reader stops early, once', async () => {
  const source = new SampleSource(abc())
  const passed = passBytes(source, unchanged)
  for await (const _ of passed) break
  letGo(passed)
  assert.deepEqual([source.reads, source.returns], [1, 1])
  assert.deepEqual(await drain(passed), { chunks: [] })
})

for (const [when, stage] of [
  ['at a chunk', { pass: () => assert.fail('no') }],
  ['at the end', { ...unchanged, end: () => assert.fail('no') }],
] as const) {
  test(`lets go of the source when the stage fails ${when}, and ends`, async () => {
    const source = new SampleSource(abc())
    const passed = passBytes(source, stage)
    assert.equal((await drain(passed)).error instanceof assert.AssertionError, true)
    assert.equal(source.returns, 1)
    assert.deepEqual(await drain(passed), { chunks: [] })
  })
}

test('passes on the error of the source', async () => {
  const source = new SampleSource(abc(), new Error('gone'))
  const { chunks, error } = await drain(passBytes(source, unchanged))
  assert.deepEqual([chunks.length, error], [3, new Error('gone')])
})

test('does not wait for a read under way when it is ended', async () => {
  const source = new SampleSource([], 'silence')
  const chunks = passBytes(source, unchanged)[Symbol.asyncIterator]()
  void chunks.next()
  assert.deepEqual(await chunks.return?.(), { done: true, value: undefined })
  assert.equal(source.returns, 1)
})
