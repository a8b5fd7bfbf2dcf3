import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Bench, picture, queueBench, settled } from './testing/queue-bench.ts'

const spoof = (name: string) => new File(['MZ\x90\0 and so on'], name, { type: 'image/png' })
const refusals = (bench: Bench) =>
  bench.details('media-rejected').map(({ file, code }) => `${(file as File).name} ${code}`)
const names = ({ queue }: Bench) => queue.items.map(({ name }) => name)

for (const [title, options] of [
  ['max-files', { maxFiles: 1 }],
  ['a control for one file', { single: true }],
] as const) {
  test(`gives the place of a file that lies to the next that came with it: ${title}`, async () => {
    const bench = queueBench(options)
    await bench.queue.add([spoof('a.png'), spoof('b.png'), picture('c.png'), picture('d.png', 50)])
    await settled()
    assert.deepEqual(names(bench), ['c.png'])
    assert.deepEqual(refusals(bench), [
      'a.png content_mismatch',
      'b.png content_mismatch',
      'd.png too_many_files',
    ])
  })
}

test('gives the bytes of a file that lies to those that came with it, in their order', async () => {
  const bench = queueBench({ maxTotalSize: 150 })
  const spoofed = new File(['MZ', new Uint8Array(98)], 'a.png', { type: 'image/png' })
  const others = [160, 120, 60, 10, 20].map((size) => picture(`${size}.png`, size))
  await bench.queue.add([spoofed, ...others])
  assert.deepEqual(names(bench), ['10.png', '20.png', '120.png'])
  assert.deepEqual(refusals(bench), ['a.png content_mismatch', '160.png too_large', '60.png too_large'])
})

test('gives the place to a file that may have it, and tells what is wrong with one that may not', async () => {
  const bench = queueBench({ maxFiles: 2, accept: '.png' })
  await bench.queue.add([
    picture('a.png'),
    spoof('b.png'),
    picture('a.png'),
    picture('c.gif'),
    picture('d.png'),
  ])
  await bench.queue.add([picture('e.png')])
  assert.deepEqual(names(bench), ['a.png', 'd.png'])
  assert.deepEqual(refusals(bench).sort(), [
    'a.png duplicate',
    'b.png content_mismatch',
    'c.gif format_not_allowed',
    'e.png too_many_files',
  ])
})

test('lists nothing after it was cleared, though there is a place then', async () => {
  const bench = queueBench({ maxFiles: 1 })
  const adding = bench.queue.add([picture('a.png'), picture('b.png')])
  bench.queue.clear()
  await adding
  assert.deepEqual(names(bench), [])
})

test('keeps the one chosen last where it holds one, whichever is checked first', async () => {
  for (const slow of ['first.png', 'second.png']) {
    const bench = queueBench({
      single: true,
      validators: [async ({ name }) => (name === slow ? void (await settled()) : undefined)],
    })
    await Promise.all([bench.queue.add([picture('first.png')]), bench.queue.add([picture('second.png')])])
    assert.deepEqual(
      bench.queue.items.map(({ name }) => name),
      ['second.png'],
    )
  }
})

test('counts the file that is replaced no more for max-total-size', async () => {
  const bench = queueBench({ single: true, maxTotalSize: 150 })
  await bench.queue.add([picture('a.png', 100)])
  await bench.queue.add([picture('b.png', 120)])
  assert.deepEqual(names(bench), ['b.png'])
})
