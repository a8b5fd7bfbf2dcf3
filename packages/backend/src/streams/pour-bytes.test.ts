import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ByteSink, Bytes } from './bytes.ts'
import { givenBytes } from './given-bytes.ts'
import { letGo } from './let-go.ts'
import { passBytes } from './pass-bytes.ts'
import { pourBytes } from './pour-bytes.ts'
import { SampleSink, turn } from './testing/sample-sink.ts'
import { drain, latin1, SampleSource } from './testing/sample-source.ts'
import { watchBody } from './watch-body.ts'

const abc = () => [latin1('a'), latin1('b'), latin1('c')]
const same = (chunk: Uint8Array) => chunk
const watch = { idleTimeoutMs: 60_000, minBytesPerSecond: 0 }

/** Every way a stream can be made here, around the same source. */
const ways: Readonly<Record<string, (source: SampleSource) => Bytes>> = {
  'a stream that can only be pulled': (source) => source,
  'a passed stream': (source) => passBytes(source, { pass: same }),
  'a passed stream of a passed stream': (source) =>
    passBytes(passBytes(source, { pass: same }), { pass: same }),
  'a watched stream': (source) => watchBody(source, watch),
}

for (const [what, around] of Object.entries(ways)) {
  describe(what, () => {
    test('gives all chunks, then its end', async () => {
      const sink = new SampleSink()
      pourBytes(around(new SampleSource(abc())), sink)
      await turn()
      assert.deepEqual([sink.text, sink.endings], ['abc', ['end']])
    })

    test('gives no more than there is room for, and goes on when it is told', async () => {
      const source = new SampleSource(abc())
      const sink = new SampleSink(1)
      const flow = pourBytes(around(source), sink)
      await turn()
      assert.deepEqual([sink.text, source.reads], ['a', 1])
      await sink.take(1, flow)
      assert.equal(sink.text, 'ab')
      await sink.take(9, flow)
      assert.deepEqual([sink.text, sink.endings], ['abc', ['end']])
    })

    test('passes on the error of the source, once', async () => {
      const sink = new SampleSink()
      pourBytes(around(new SampleSource(abc(), new Error('gone'))), sink)
      await turn()
      assert.deepEqual([sink.text, sink.endings], ['abc', [new Error('gone')]])
    })

    for (const step of ['write', 'end'] as const) {
      test(`tells the sink of its own failure in ${step}, and lets go of a source that goes on`, async () => {
        const source = new SampleSource(abc())
        const sink = new SampleSink()
        sink[step] = () => {
          throw new RangeError(step)
        }
        pourBytes(around(source), sink)
        await turn()
        assert.deepEqual(sink.endings, [new RangeError(step)])
        if (step === 'write') assert.equal(source.returns, 1)
      })
    }

    test('lets go of the source when it is stopped, and says nothing more', async () => {
      const source = new SampleSource(abc())
      const sink = new SampleSink(1)
      const flow = pourBytes(around(source), sink)
      await turn()
      flow.stop()
      await sink.take(9, flow)
      assert.deepEqual([sink.text, sink.endings, source.returns], ['a', [], 1])
    })

    test('can be read in part before it is poured', async () => {
      const sink = new SampleSink()
      const chunks = around(new SampleSource(abc()))[Symbol.asyncIterator]()
      assert.deepEqual((await chunks.next()).value, latin1('a'))
      pourBytes(chunks, sink)
      await turn()
      assert.deepEqual([sink.text, sink.endings], ['bc', ['end']])
    })

    test('ends at once when it was read to the end before', async () => {
      const sink = new SampleSink()
      const bytes = around(new SampleSource(abc()))
      await drain(bytes)
      pourBytes(bytes, sink)
      await turn()
      assert.deepEqual([sink.text, sink.endings], ['', ['end']])
    })
  })
}

describe('a passed stream', () => {
  test('gives what goes ahead and what comes at the end, no faster than it is taken', async () => {
    let made = 0
    function* padding() {
      for (const piece of 'xyz') {
        made += 1
        yield latin1(piece)
      }
    }
    const sink = new SampleSink(1)
    const poured = passBytes(new SampleSource(abc()), { first: [latin1('<')], pass: same, end: padding })
    const flow = pourBytes(poured, sink)
    await turn()
    assert.equal(sink.text, '<')
    await sink.take(4, flow)
    assert.deepEqual([sink.text, made], ['<abcx', 1])
    await sink.take(1, flow)
    assert.deepEqual([sink.text, made, sink.endings], ['<abcxy', 2, []])
    await sink.take(9, flow)
    assert.deepEqual([sink.text, sink.endings], ['<abcxyz', ['end']])
  })

  test('is ended from outside while it is poured', async () => {
    const source = new SampleSource(abc())
    const sink = new SampleSink(1)
    const poured = passBytes(source, { pass: same })
    const flow = pourBytes(poured, sink)
    await turn()
    letGo(poured)
    await sink.take(9, flow)
    assert.deepEqual([sink.text, sink.endings, source.returns], ['a', [], 1])
  })

  for (const [when, stage] of [
    ['at a chunk', { pass: () => assert.fail('no') }],
    ['at the end', { pass: same, end: () => assert.fail('no') }],
    [
      'in mid-end',
      {
        pass: same,
        *end() {
          yield latin1('x')
          assert.fail('no')
        },
      },
    ],
  ] as const) {
    test(`fails when its stage fails ${when}, and lets go of the source`, async () => {
      const source = new SampleSource(abc())
      const sink = new SampleSink()
      pourBytes(passBytes(source, stage), sink)
      await turn()
      assert.equal(sink.endings.length, 1)
      assert.ok(sink.endings[0] instanceof assert.AssertionError)
      assert.ok(source.returns >= 1)
    })
  }
})

test('bytes that are all here come in the same turn, end and all', () => {
  const sink = new SampleSink()
  pourBytes(givenBytes(Buffer.from('abc')), sink)
  assert.deepEqual([sink.text, sink.endings], ['abc', ['end']])
})

test('bytes that are all here can be pulled', async () => {
  assert.deepEqual((await drain(givenBytes(Buffer.from('abc')))).chunks, [Buffer.from('abc')])
})

test('a pull that never comes back does not keep a stopped source', async () => {
  const source = new SampleSource([], 'silence')
  const sink: ByteSink = new SampleSink()
  pourBytes(source, sink).stop()
  await turn()
  assert.equal(source.returns, 1)
})
