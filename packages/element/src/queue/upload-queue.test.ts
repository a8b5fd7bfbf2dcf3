import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uploadError } from '../transport/upload-error.ts'
import { picture, pictures, queueBench, settled } from './testing/queue-bench.ts'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('takes a file from the pick to its media_id', async () => {
  const bench = queueBench()
  await bench.queue.add([picture()], 'picker')
  await settled()
  assert.deepEqual(bench.phases(), ['uploading'])
  bench.attempts[0]?.succeed({ media_id: '@lADPDe7s', created_at: 1605863153573 })
  await settled()
  const [uploaded] = bench.details('media-uploaded')
  assert.deepEqual(uploaded, {
    media_id: '@lADPDe7s',
    type: 'image',
    created_at: 1605863153573,
    known: false,
    item: bench.item(0),
    name: 'photo.png',
    size: 100,
  })
  assert.equal(bench.item(0).media_id, '@lADPDe7s')
  assert.deepEqual(bench.tape, ['media-add', 'media-upload', 'media-uploaded', 'media-complete'])
  assert.equal(bench.queue.progress, 100)
})

test('lists a file at once, while it is still being checked', async () => {
  const bench = queueBench()
  const added = bench.queue.add([picture()])
  assert.deepEqual(bench.phases(), ['checking'])
  assert.equal(bench.queue.busy, true)
  await added
})

for (const [what, verdict] of [
  ['a file that waits', undefined],
  ['a file that was refused', 'No.'],
] as const) {
  test(`says by a change that it is idle again after checking ${what}`, async () => {
    // Slower than a frame: the item's own change is then told while the check still counts.
    const slow = () => pause(50).then(() => verdict)
    const bench = queueBench({ manual: true, validators: [slow] })
    let heard: boolean | undefined
    bench.queue.addEventListener('change', () => {
      heard = bench.queue.busy
    })
    await bench.queue.add([picture()])
    for (let i = 0; i < 50 && heard; i++) await pause(10)
    assert.equal(heard, false)
  })
}

test('adds nothing when media-add is cancelled', async () => {
  const bench = queueBench()
  bench.queue.addEventListener('media-add', (event) => event.preventDefault())
  await bench.queue.add([picture()])
  assert.deepEqual(bench.queue.items, [])
})

test('rejects a program named like a picture, without uploading it (22) (23)', async () => {
  const bench = queueBench()
  await bench.queue.add([new File(['MZ\x90\0 and so on'], 'spoof.png', { type: 'image/png' })])
  await settled()
  const [rejected] = bench.details('media-rejected')
  assert.equal(rejected?.code, 'content_mismatch')
  assert.deepEqual(rejected?.details, { size: 15, format: 'png', looks_like: ['exe'] })
  assert.deepEqual(bench.queue.items, [])
  assert.equal(bench.attempts.length, 0)
})

test('counts, weighs and compares files the same within one addition and across several (17)', async () => {
  const bench = queueBench({ maxFiles: 3, maxTotalSize: 250 })
  await bench.queue.add([picture(), picture()])
  await bench.queue.add([picture(), picture('two.png'), picture('heavy.png'), picture('three.png', 50)])
  await bench.queue.add([picture('four.png')])
  const codes = bench.details('media-rejected').map(({ code }) => code)
  assert.deepEqual(codes, ['duplicate', 'duplicate', 'too_large', 'too_many_files'])
  assert.deepEqual(
    bench.queue.items.map(({ name }) => name),
    ['photo.png', 'two.png', 'three.png'],
  )
})

test('takes a file again that was removed', async () => {
  const bench = queueBench()
  await bench.queue.add([picture()])
  bench.queue.remove(bench.item(0))
  await bench.queue.add([picture()])
  assert.equal(bench.queue.items.length, 1)
  assert.deepEqual(bench.details('media-rejected'), [])
})

test('says that a file cannot be read any more (BR-16)', async () => {
  const bench = queueBench()
  const gone = picture()
  gone.slice = () => {
    throw new DOMException('gone', 'NotReadableError')
  }
  await bench.queue.add([gone])
  assert.equal(bench.details('media-rejected')[0]?.code, 'file_changed')
})

test('lets validators refuse in their own words, and refuses when one throws (24)', async () => {
  const bench = queueBench({
    validators: [
      async ({ name }) => (name === 'one.png' ? 'Not on Sundays.' : undefined),
      ({ name }) => {
        if (name === 'two.png') throw new Error('a defect')
        return undefined
      },
    ],
  })
  await bench.queue.add([picture('one.png'), picture('two.png'), picture('three.png')])
  const rejected = bench.details('media-rejected').map(({ code, message }) => [code, message])
  assert.deepEqual(rejected, [
    ['custom', 'Not on Sundays.'],
    ['custom', 'custom'],
  ])
  assert.deepEqual(
    bench.queue.items.map(({ name }) => name),
    ['three.png'],
  )
})

test('never uploads more at a time than told, and follows when that changes (27)', async () => {
  const bench = queueBench({ concurrency: 2 })
  await bench.queue.add(pictures(6))
  await settled()
  assert.equal(bench.open().length, 2)
  bench.queue.configure({ concurrency: 4 })
  await settled()
  assert.equal(bench.open().length, 4)
  bench.queue.configure({ concurrency: 1 })
  bench.open()[0]?.succeed()
  bench.open()[0]?.fail(uploadError('too_large'))
  bench.queue.abort(bench.queue.items.find(({ name }) => name === bench.open()[0]?.filename))
  await settled()
  assert.equal(bench.open().length, 1)
  bench.open()[0]?.succeed()
  await settled()
  // Files are read at the same time, so they need not begin in the order of the list.
  assert.deepEqual([...bench.phases()].sort(), ['done', 'done', 'failed', 'failed', 'uploading', 'waiting'])
})

test('waits for upload() when manual (34)', async () => {
  const bench = queueBench({ manual: true })
  await bench.queue.add([picture()])
  await settled()
  assert.deepEqual(bench.phases(), ['waiting'])
  assert.equal(bench.queue.busy, false)
  bench.queue.upload()
  await settled()
  assert.deepEqual(bench.phases(), ['uploading'])
})

test('keeps an item waiting when media-upload is cancelled, until it is told again (34)', async () => {
  const bench = queueBench()
  bench.queue.addEventListener('media-upload', (event) => event.preventDefault(), { once: true })
  await bench.queue.add([picture()])
  await settled()
  assert.deepEqual(bench.phases(), ['waiting'])
  assert.equal(bench.queue.busy, false)
  bench.queue.retry(bench.item(0))
  await settled()
  assert.deepEqual(bench.phases(), ['uploading'])
})

test('starts an item once, however often it is told to (29) (BR-24)', async () => {
  const bench = queueBench({ manual: true })
  await bench.queue.add([picture()])
  bench.queue.upload()
  bench.queue.upload()
  bench.queue.resume()
  bench.queue.retry()
  await settled()
  bench.queue.upload()
  await settled()
  assert.equal(bench.attempts.length, 1)
})

test('tells each byte count once, forward only, and relaying from the last byte on (35)', async () => {
  const bench = queueBench()
  await bench.queue.add([picture()])
  await settled()
  const [attempt] = bench.attempts
  attempt?.onProgress(40)
  attempt?.onProgress(30)
  assert.equal(bench.item(0).percent, 40)
  assert.deepEqual(
    bench.details('media-progress').map(({ loaded, total, percent }) => [loaded, total, percent]),
    [[40, 100, 40]],
  )
  attempt?.onProgress(1000)
  assert.equal(bench.item(0).phase, 'relaying')
  assert.equal(bench.item(0).percent, 100)
})

test('tells the end once per drained queue, with the ids in the order of the list (35)', async () => {
  const bench = queueBench()
  await bench.queue.add([...pictures(3), new File(['text'], 'x.txt')])
  await settled()
  bench.attempts[2]?.succeed({ media_id: '@third-one' })
  bench.attempts[1]?.fail(uploadError('upstream_refused'))
  await settled()
  bench.attempts[0]?.succeed({ media_id: '@first-one' })
  await settled()
  assert.deepEqual(bench.details('media-complete'), [
    { uploaded: 2, failed: 1, rejected: 1, media_ids: ['@first-one', '@third-one'] },
  ])
  bench.queue.configure({ retries: 0 })
  assert.equal(bench.details('media-complete').length, 1)
})

test('has nothing to tell as complete when every file was rejected', async () => {
  const bench = queueBench()
  await bench.queue.add([new File(['text'], 'x.txt')])
  assert.deepEqual(bench.tape, ['media-add', 'media-rejected'])
})

test('aborts as failed, silently, and can retry (28)', async () => {
  const bench = queueBench()
  await bench.queue.add(pictures(2))
  await settled()
  bench.queue.abort()
  await settled()
  assert.deepEqual(bench.phases(), ['failed', 'failed'])
  assert.equal(bench.item(0).error?.code, 'aborted')
  assert.equal(bench.attempts[0]?.signal.aborted, true)
  assert.deepEqual(bench.details('media-failed'), [])
  bench.queue.retry()
  await settled()
  assert.deepEqual(bench.phases(), ['uploading', 'uploading'])
  assert.equal(bench.item(0).attempts, 2)
})

test('checks a file before uploading it, even when it was aborted in mid-check and retried (23)', async () => {
  const bench = queueBench()
  const added = bench.queue.add([new File(['MZ'], 'spoof.png')])
  bench.queue.abort(bench.item(0))
  bench.queue.retry(bench.item(0))
  await added
  await settled()
  assert.equal(bench.attempts.length, 0)
  assert.deepEqual(bench.queue.items, [])
})

test('leaves files alone that were aborted before their turn to be checked came (28)', async () => {
  let release = () => {}
  const held = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined)
  })
  const bench = queueBench({ validators: [() => held] })
  const added = bench.queue.add(pictures(50))
  while (bench.queue.items.length < 50) await settled()
  bench.queue.abort()
  release()
  await added
  await settled()
  assert.deepEqual(new Set(bench.phases()), new Set(['failed']))
  assert.equal(bench.attempts.length, 0)
})

test('asks before it removes, then aborts and forgets (28)', async () => {
  const bench = queueBench()
  await bench.queue.add([picture()])
  await settled()
  bench.queue.addEventListener('media-remove', (event) => event.preventDefault(), { once: true })
  bench.queue.remove(bench.item(0))
  assert.equal(bench.queue.items.length, 1)
  bench.queue.remove(bench.item(0))
  await settled()
  assert.equal(bench.attempts[0]?.signal.aborted, true)
  assert.deepEqual(bench.queue.items, [])
  assert.deepEqual(bench.tape.slice(-2), ['media-remove', 'media-removed'])
})

test('never lists a file that was removed in mid-check (24)', async () => {
  const bench = queueBench()
  const added = bench.queue.add([picture()])
  bench.queue.remove(bench.item(0))
  await added
  await settled()
  assert.equal(bench.attempts.length, 0)
  assert.deepEqual(bench.queue.items, [])
})

test('stops what is sent when paused, lets finish what is relayed, and goes on', async () => {
  const bench = queueBench()
  await bench.queue.add(pictures(4))
  await settled()
  bench.attempts[0]?.onProgress(100)
  bench.queue.pause()
  await settled()
  assert.deepEqual(bench.phases(), ['relaying', 'paused', 'paused', 'paused'])
  bench.attempts[0]?.succeed()
  await settled()
  assert.deepEqual(bench.details('media-complete'), [])
  bench.queue.resume()
  await settled()
  assert.deepEqual(bench.phases(), ['done', 'uploading', 'uploading', 'uploading'])
})

test('is silent after dispose, and resumes (38) (BR-13)', async () => {
  const bench = queueBench()
  await bench.queue.add(pictures(2))
  await settled()
  bench.attempts[0]?.onProgress(100)
  const before = bench.tape.length
  bench.queue.dispose()
  await settled()
  assert.deepEqual(bench.phases(), ['paused', 'paused'])
  assert.equal(bench.attempts[0]?.signal.aborted, true)
  assert.equal(bench.tape.length, before)
  bench.queue.resume()
  await settled()
  assert.deepEqual(bench.phases(), ['uploading', 'uploading'])
})

test('starts in the order of the list after a move', async () => {
  const bench = queueBench({ concurrency: 1 })
  await bench.queue.add(pictures(3))
  await settled()
  bench.queue.move(bench.item(2), 1)
  bench.attempts[0]?.succeed()
  await settled()
  assert.equal(bench.attempts[1]?.filename, 'photo-2.png')
  assert.deepEqual(
    bench.queue.items.map(({ name }) => name),
    ['photo-0.png', 'photo-2.png', 'photo-1.png'],
  )
})

test('lists media uploaded before as done, and leaves out what has no usable id', () => {
  const bench = queueBench()
  bench.queue.restore([
    { media_id: '@lADPDe7s', name: 'contract.pdf' },
    { media_id: '<b>', name: 'x.pdf' },
  ])
  const { phase, media_id, media_type, percent } = bench.item(0)
  assert.deepEqual([phase, media_id, media_type, percent], ['done', '@lADPDe7s', 'file', 100])
  assert.equal(bench.queue.items.length, 1)
})

test('clears without asking, and tells what went', async () => {
  const bench = queueBench()
  await bench.queue.add(pictures(2))
  await settled()
  bench.attempts[0]?.succeed()
  await settled()
  bench.queue.clear()
  await settled()
  assert.deepEqual(bench.queue.items, [])
  assert.deepEqual(bench.tape.slice(-2), ['media-removed', 'media-removed'])
})

test('says errors in the language of now', async () => {
  const bench = queueBench({ messages: (code) => `en: ${code}` })
  await bench.queue.add([picture()])
  await settled()
  bench.attempts[0]?.fail(uploadError('upstream_refused'))
  await settled()
  assert.equal(bench.item(0).error?.message, 'en: upstream_refused')
  bench.queue.configure({ messages: (code) => `zh: ${code}` })
  assert.equal(bench.item(0).error?.message, 'zh: upstream_refused')
})

test('replaces items and never changes one', async () => {
  const bench = queueBench({ manual: true })
  await bench.queue.add([picture()])
  const before = bench.item(0)
  const list = bench.queue.items
  bench.queue.upload()
  await settled()
  assert.equal(before.phase, 'waiting')
  assert.notEqual(bench.item(0), before)
  assert.notEqual(bench.queue.items, list)
  assert.equal(bench.queue.items, bench.queue.items)
})

test('tells many changes as few', async () => {
  const bench = queueBench({ manual: true })
  let changes = 0
  bench.queue.addEventListener('change', () => changes++)
  await bench.queue.add(pictures(300))
  await settled()
  assert.equal(bench.queue.items.length, 300)
  // Each is listed, and then waits.
  assert.ok(changes > 0 && changes < 300, `${changes} changes`)
})
