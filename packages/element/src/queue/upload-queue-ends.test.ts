import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uploadError } from '../transport/upload-error.ts'
import { picture, pictures, queueBench, settled } from './testing/queue-bench.ts'
// The queue loads it when it is needed; in a browser that takes its time, and no test here is of that.
import './upload-poster.ts'

test('refuses a second file of the same name and content, whatever its date (26)', async () => {
  const bench = queueBench()
  await bench.queue.add([picture('a.png', 100, 1), picture('a.png', 100, 2)])
  await bench.queue.add([picture('a.png', 100, 3)])
  assert.deepEqual(
    bench.details('media-rejected').map(({ code }) => code),
    ['duplicate', 'duplicate'],
  )
  assert.equal(bench.queue.items.length, 1)
})

test('takes files of one name and size that differ, and one content under two names (26)', async () => {
  const bench = queueBench()
  const other = new File([await picture('a.png', 99, 1).arrayBuffer(), 'x'], 'a.png', { lastModified: 2 })
  await bench.queue.add([picture('a.png', 100, 1), other, picture('b.png', 100, 1)])
  assert.deepEqual(bench.details('media-rejected'), [])
  assert.equal(bench.queue.items.length, 3)
})

test('gives up on a page’s check that hangs, and on one whose item is gone at once (24)', async () => {
  const signals: AbortSignal[] = []
  const bench = queueBench({
    validators: [
      (_, signal) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    ],
  })
  const added = bench.queue.add([picture()])
  while (signals.length === 0) await settled()
  assert.equal(bench.queue.busy, true)
  bench.queue.remove(bench.item(0))
  await added
  assert.equal(signals[0]?.aborted, true)
  assert.equal(bench.queue.busy, false)
  assert.deepEqual(bench.details('media-rejected'), [])
})

test('checks again what was stopped in the middle of a check, and uploads it once (24) (29)', async () => {
  let hang = true
  const bench = queueBench({ validators: [() => (hang ? new Promise(() => {}) : undefined)] })
  const added = bench.queue.add([picture()])
  await settled()
  bench.queue.abort(bench.item(0))
  await added
  hang = false
  bench.queue.retry(bench.item(0))
  await settled()
  assert.deepEqual(bench.phases(), ['uploading'])
  assert.equal(bench.attempts.length, 1)
})

test('fills a place as soon as one is free, after an end of any kind (27)', async () => {
  const bench = queueBench({ concurrency: 2, retries: 0 })
  await bench.queue.add(pictures(6))
  await settled()
  const most: number[] = []
  for (const end of [
    () => bench.open()[0]?.succeed(),
    () => bench.open()[0]?.fail(uploadError('upstream_refused')),
    () => bench.queue.abort(bench.queue.items.find(({ phase }) => phase === 'uploading')),
    () => bench.queue.remove(bench.item(bench.queue.items.findIndex(({ phase }) => phase === 'uploading'))),
  ]) {
    end()
    await settled()
    most.push(bench.open().length)
  }
  assert.deepEqual(most, [2, 2, 2, 2])
  assert.equal(bench.attempts.length, 6)
})

for (const concurrency of [0, -1]) {
  test(`uploads one at a time where concurrency is ${concurrency} (27)`, async () => {
    const bench = queueBench({ concurrency })
    await bench.queue.add(pictures(3))
    await settled()
    assert.equal(bench.open().length, 1)
  })
}

test('never lets the percentage go back, below 0, above 100 or astray (35)', async () => {
  const bench = queueBench()
  await bench.queue.add([picture()])
  await settled()
  const seen = [Number.NaN, -5, 50, 20, Number.NaN, 99, 1e9, 5].map((bytes) => {
    bench.attempts[0]?.onProgress(bytes)
    return bench.item(0).percent
  })
  assert.ok(seen.every((percent, i) => percent >= (seen[i - 1] ?? 0) && percent <= 100))
  assert.equal(seen.at(-1), 100)
  assert.equal(bench.item(0).phase, 'relaying')
  const details = bench.details('media-progress')
  assert.ok(details.every(({ loaded }) => Number(loaded) >= 0 && Number(loaded) <= 100))
})

test('tells media-progress at most ten times a second and item, however often bytes move (35)', async () => {
  const bench = queueBench()
  await bench.queue.add([picture('large.png', 1_000_000)])
  await settled()
  const startedAt = performance.now()
  for (let bytes = 0; bytes < 100_000; bytes += 10) bench.attempts[0]?.onProgress(bytes)
  const seconds = (performance.now() - startedAt) / 1000
  const told = bench.details('media-progress').length
  assert.ok(told >= 1 && told <= 1 + seconds * 10, `${told} in ${seconds} s`)
})

test('ends each of many files once, and tells so once (35)', async () => {
  const bench = queueBench({ concurrency: 10, uploader: undefined })
  const files = pictures(200)
  let running = 0
  let most = 0
  bench.queue.configure({
    uploader: async ({ mediaType, filename }) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve))
      running--
      if (filename.endsWith('7.png')) throw uploadError('upstream_refused')
      return {
        errcode: 0,
        errmsg: 'ok',
        type: mediaType,
        media_id: `@id-${filename}`.replace('.', '-'),
        created_at: 1,
      }
    },
  })
  await bench.queue.add(files)
  while (bench.queue.busy) await settled()
  assert.ok(most > 1 && most <= 10, `${most} at a time`)
  assert.deepEqual(
    bench.details('media-complete').map(({ uploaded, failed }) => [uploaded, failed]),
    [[180, 20]],
  )
  assert.ok(bench.phases().every((phase) => /done|failed/.test(phase)))
})

test('says of an upload that stands still for two seconds that it does (32)', async () => {
  const bench = queueBench()
  await bench.queue.add([picture()])
  await settled()
  bench.attempts[0]?.onProgress(10)
  assert.equal(bench.item(0).stalled, false)
  while (!bench.item(0).stalled) await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(bench.item(0).phase, 'uploading')
  bench.attempts[0]?.onProgress(100)
  assert.equal(bench.item(0).stalled, false)
})

const video = () => new File(['\0\0\0\x18ftypisom, and so on'], 'clip.mp4', { type: 'video/mp4' })

test('uploads the still of a video after it, as an image, and tells both ids', async () => {
  const still = picture('clip.jpg')
  const bench = queueBench({ poster: async () => still })
  await bench.queue.add([video()])
  await settled()
  assert.deepEqual([bench.attempts.length, bench.open()[0]?.mediaType], [1, 'video'])
  bench.open()[0]?.succeed({ media_id: '@the-video' })
  await settled()
  const [poster] = bench.open()
  assert.deepEqual([poster?.file, poster?.filename, poster?.mediaType], [still, 'clip.jpg', 'image'])
  assert.deepEqual(bench.details('media-uploaded'), [])
  poster?.succeed({ media_id: '@the-poster' })
  await settled()
  const [uploaded] = bench.details('media-uploaded')
  assert.deepEqual([uploaded?.media_id, uploaded?.poster_media_id], ['@the-video', '@the-poster'])
  assert.deepEqual(bench.tape, ['media-add', 'media-upload', 'media-uploaded', 'media-complete'])
})

for (const [what, poster] of [
  ['there is none', async () => undefined],
  ['it cannot be had', () => Promise.reject(new Error('no such codec'))],
  ['it is too large', async () => Object.defineProperty(picture(), 'size', { value: 2 ** 30 })],
] as const) {
  test(`uploads a video without a still where ${what}`, async () => {
    const bench = queueBench({ poster })
    await bench.queue.add([video()])
    await settled()
    bench.open()[0]?.succeed()
    await settled()
    assert.equal(bench.attempts.length, 1)
    const [uploaded] = bench.details('media-uploaded')
    assert.equal(uploaded && 'poster_media_id' in uploaded, false)
  })
}

test('has uploaded a video whose still is refused, and asks for no still of a picture', async () => {
  let asked = 0
  const bench = queueBench({
    poster: async () => {
      asked++
      return picture('clip.jpg')
    },
  })
  await bench.queue.add([video(), picture()])
  await settled()
  for (const attempt of bench.open()) attempt.succeed()
  await settled()
  bench.open()[0]?.fail(uploadError('grant_exceeded'))
  await settled()
  assert.deepEqual(bench.phases(), ['done', 'done'])
  assert.equal(asked, 1)
})

test('uploads no still of a video that failed or was removed', async () => {
  const bench = queueBench({ poster: async () => picture('clip.jpg') })
  await bench.queue.add([video()])
  await settled()
  bench.open()[0]?.fail(uploadError('upstream_refused'))
  await settled()
  assert.equal(bench.attempts.length, 1)
  bench.queue.retry(bench.item(0))
  await settled()
  bench.open()[0]?.succeed()
  await settled()
  bench.queue.remove(bench.item(0))
  await settled()
  assert.equal(bench.attempts.at(-1)?.signal.aborted, true)
  assert.deepEqual(bench.details('media-uploaded'), [])
})

test('takes nothing from an attempt that was stopped, however late it answers (28)', async () => {
  const late: (() => void)[] = []
  const bench = queueBench({
    uploader: ({ mediaType, onProgress }) =>
      new Promise((resolve) => {
        late.push(() => {
          onProgress(100)
          resolve({
            errcode: 0,
            errmsg: 'ok',
            type: mediaType,
            media_id: `@late-${late.length}`,
            created_at: 1,
          })
        })
      }),
  })
  await bench.queue.add([picture()])
  await settled()
  bench.queue.abort()
  bench.queue.retry()
  await settled()
  late[0]?.()
  await settled()
  assert.deepEqual(bench.phases(), ['uploading'])
  late[1]?.()
  await settled()
  assert.deepEqual(bench.phases(), ['done'])
  assert.equal(bench.details('media-uploaded').length, 1)
})

test('aborts what waits as what is sent, and only what is meant (28)', async () => {
  const bench = queueBench({ concurrency: 1 })
  await bench.queue.add(pictures(3))
  await settled()
  bench.queue.abort(bench.item(1))
  assert.deepEqual(bench.phases(), ['uploading', 'failed', 'waiting'])
  bench.queue.abort(bench.item(0))
  await settled()
  assert.deepEqual(bench.phases(), ['failed', 'failed', 'uploading'])
  assert.equal(bench.attempts.length, 2)
})

test('lists nothing more of what was being listed when it is cleared', async () => {
  const bench = queueBench({ manual: true, maxFiles: 10_000 })
  const added = bench.queue.add(pictures(20_000))
  assert.ok(bench.queue.items.length < 10_000)
  bench.queue.clear()
  await added
  assert.deepEqual(bench.queue.items, [])
  assert.deepEqual(bench.details('media-rejected'), [])
})

test('tells that it is drained only when all have heard of the last file, whatever they do then', async () => {
  const bench = queueBench()
  const told: string[] = []
  let added = bench.queue.add([picture('a.png')])
  const addAnother = () => {
    added = bench.queue.add([picture('b.png')])
  }
  bench.queue.addEventListener('media-uploaded', addAnother, { once: true })
  bench.queue.addEventListener('media-uploaded', () => bench.queue.configure({}))
  bench.queue.addEventListener('media-uploaded', () => told.push('uploaded'))
  bench.queue.addEventListener('media-complete', () => told.push('complete'))
  for (let index = 0; index < 2; index++) {
    // Browsers take their time to read a file's first bytes.
    await added
    await settled()
    bench.attempts[index]?.succeed()
    await settled()
  }
  assert.deepEqual(told, ['uploaded', 'uploaded', 'complete'])
})

test('leaves an item stopped that is stopped while its first bytes are read', async () => {
  const bench = queueBench({ fit: true })
  const webp = new File(['RIFF\x14\0\0\0WEBPVP8 \0\0\0\0'], 'a.png', { type: 'image/png' })
  let read = () => {}
  const bytes = new Promise<void>((resolve) => {
    read = resolve
  }).then(() => new Blob([webp]).arrayBuffer())
  Object.defineProperty(webp, 'slice', { value: () => ({ arrayBuffer: () => bytes }) })
  const added = bench.queue.add([webp])
  await settled()
  bench.queue.abort()
  read()
  await added
  assert.deepEqual(bench.phases(), ['failed'])
})

test('refuses what is no file at once, and is not busy with it', async () => {
  const { queue, tape } = queueBench()
  const message = 'Only files can be added; a Blob becomes one by new File([blob], name)'
  for (const wrong of [new Blob(['x']), 'a.png', undefined, null]) {
    await assert.rejects(queue.add([picture(), wrong as File]), { name: 'TypeError', message })
  }
  assert.equal(queue.busy, false)
  assert.deepEqual([queue.items, tape], [[], []])
})
