import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { collectGarbage } from './testing/collect-garbage.ts'
import { chunkOf, connectRaw, type RawClient, sendRaw, uploadHead } from './testing/raw-client.ts'
import { bigPng, eventually, png, setStage } from './testing/stage.ts'

const stage = setStage()

const uploads = () => stage.emulator.control.state().uploads
const BIG = uploadHead([`Content-Length: ${bigPng.length}`])

/** Resolves to how many milliseconds it took until DingTalk had no upload running. */
async function freedAfter(): Promise<number> {
  const begun = performance.now()
  await eventually(() => uploads().running.length === 0, 'DingTalk is free')
  return performance.now() - begun
}

/** A client that has sent so much of a large file. */
async function clientAt(share: number): Promise<RawClient> {
  const client = await connectRaw(stage.relay.url)
  await client.write(BIG, bigPng.subarray(0, bigPng.length * share))
  await eventually(() => (uploads().running[0]?.receivedBytes ?? 0) > 0, 'DingTalk hears of it')
  return client
}

for (const share of [0.01, 0.5, 0.99]) {
  for (const [id, how, leave] of [
    ['CL-01', 'resets the connection', (client: RawClient) => client.socket.resetAndDestroy()],
    ['CL-02', 'closes its half', (client: RawClient) => client.socket.end()],
  ] as const) {
    test(`${id} frees DingTalk within half a second when a client ${how} at ${share * 100} %`, async () => {
      leave(await clientAt(share))
      assert.ok((await freedAfter()) < 500)
      const { completed, cut } = uploads()
      assert.deepEqual({ completed, cut }, { completed: 0, cut: 1 })
    })
  }
}

test('CL-01 passes on all or nothing when a client resets behind its last byte', async () => {
  for (let i = 0; i < 20; i++) {
    const client = await connectRaw(stage.relay.url)
    await client.write(BIG, bigPng)
    await wait(i)
    client.socket.resetAndDestroy()
  }
  await freedAfter()
  for (const { outcome, size } of stage.emulator.control.uploads()) {
    if (outcome === 'completed') assert.equal(size, bigPng.length)
    else assert.equal(outcome, 'cut')
  }
})

const FORM_HEAD = uploadHead([
  `Content-Length: ${bigPng.length}`,
  'Content-Type: multipart/form-data; boundary=b',
])
const TYPE_PART = '--b\r\nContent-Disposition: form-data; name="type"\r\n\r\nimage\r\n'

for (const [where, pieces] of [
  ['before the first part', [FORM_HEAD]],
  ['before the part media', [FORM_HEAD, TYPE_PART]],
  ['inside the headers of media', [FORM_HEAD, TYPE_PART, '--b\r\nContent-Disposition: form-data; na']],
  ['inside the signature', [BIG, png.subarray(0, 7)]],
  ['between two chunks', [uploadHead(['Transfer-Encoding: chunked']), chunkOf(bigPng)]],
  ['inside a chunk', [uploadHead(['Transfer-Encoding: chunked']), chunkOf(bigPng).subarray(0, 2 ** 20)]],
] as const) {
  test(`CL-03 keeps DingTalk out of it when a client leaves ${where}`, async () => {
    for (const leave of ['end', 'resetAndDestroy'] as const) {
      const client = await connectRaw(stage.relay.url)
      await client.write(...pieces)
      await wait(20)
      client.socket[leave]()
      assert.doesNotMatch(await client.closed(), / 200 /)
    }
    assert.equal(
      (await sendRaw(stage.relay.url, uploadHead([`Content-Length: ${png.length}`]), png)).status,
      200,
    )
    assert.deepEqual([uploads().opened, uploads().completed], [1, 1])
  })
}

test('CL-05 leaves sockets, timers, listeners and memory where they were after 1,000 uploads cut off', async () => {
  const warnings: string[] = []
  const hear = (warning: Error) => warnings.push(warning.name)
  process.on('warning', hear)
  await cutOff(50)
  const before = await settled()
  await cutOff(1000)
  const after = await settled(before.count + 4)
  process.off('warning', hear)
  assert.ok(after.count <= before.count + 4, `${after.count} resources instead of ${before.count}`)
  assert.ok(after.rss - before.rss < 30 * 2 ** 20, `${(after.rss - before.rss) / 2 ** 20} MiB more`)
  assert.deepEqual(warnings, [])
  assert.equal(uploads().completed, 0)
})

/** Uploads that end in the head, in the body, or behind a refusal. */
async function cutOff(count: number): Promise<void> {
  const one = async (i: number) => {
    const client = await connectRaw(stage.relay.url)
    await client.write(
      i % 3 === 2 ? BIG.replace('a.png', 'a.gif') : BIG,
      png,
      Buffer.alloc(i % 3 ? 65_536 : 0),
    )
    await wait(i % 7)
    client.socket.resetAndDestroy()
  }
  for (let i = 0; i < count; i += 25) await Promise.all(Array.from({ length: 25 }, (_, k) => one(i + k)))
  await eventually(() => uploads().running.length === 0, 'nothing runs')
}

/** Sockets, timers and whatever else keeps Node busy, once they are no more than so many or two seconds are over. */
async function settled(enough = 0) {
  const count = () => process.getActiveResourcesInfo().length
  for (let i = 0; i < 40 && count() > enough; i++) await wait(50)
  // What is only not collected yet is not lost.
  collectGarbage()
  return { count: count(), rss: process.memoryUsage().rss }
}
