import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { FIXTURES } from '../../../../../fixtures/index.ts'
import { type ErrorAnswer, MEDIA_RULES, type MediaType } from '../../contract/index.ts'
import { chunkOf, codeOf, connectRaw, sendRaw, uploadHead } from './testing/raw-client.ts'
import { bigPng, eventually, png, setStage } from './testing/stage.ts'

const stage = setStage({}, { maxMediaBytes: 1 })

/** Takes no voice. */
const mute = setStage({ rules: { voice: false } })

const uploads = () => stage.emulator.control.state().uploads

/** A file of a type, filled up to a size. */
function fileOf(type: MediaType, bytes: number): { name: string; file: Buffer } {
  const fixture = FIXTURES.findLast(({ mediaType }) => mediaType === type) ?? assert.fail()
  const file = Buffer.alloc(bytes, 7)
  readFileSync(fixture.path).copy(file)
  return { name: fixture.file, file }
}

for (const type of ['voice', 'image', 'video', 'file'] as const) {
  const { maxBytes } = MEDIA_RULES[type]
  for (const [over, status] of [
    [-1, 200],
    [0, 200],
    [1, 413],
  ] as const) {
    for (const framing of ['length', 'chunked'] as const) {
      test(`SZ-01 answers ${status} to ${type} of its largest size and ${over}, sent with ${framing}`, async () => {
        const { name, file } = fileOf(type, maxBytes + over)
        const query = `type=${type}&filename=${name}`
        const answer =
          framing === 'length'
            ? await sendRaw(stage.relay.url, uploadHead([`Content-Length: ${file.length}`], query), file)
            : await sendRaw(
                stage.relay.url,
                uploadHead(['Transfer-Encoding: chunked'], query),
                chunkOf(file),
                '0\r\n\r\n',
              )
        assert.equal(answer.status, status, answer.body)
        const [upload] = stage.emulator.control.uploads()
        if (status === 200) {
          assert.equal(upload?.sha256, createHash('sha256').update(file).digest('hex'))
        } else {
          assert.equal(codeOf(answer), 'too_large')
          assert.deepEqual(JSON.parse(answer.body).details, { max_bytes: maxBytes })
          assert.deepEqual([uploads().opened, stage.emulator.control.state().tokenCalls], [0, 0])
        }
      })
    }
  }
}

test('SZ-02 answers a length of 30 MB before any byte of the body', async () => {
  const answer = await sendRaw(stage.relay.url, uploadHead(['Content-Length: 31457280']))
  assert.deepEqual([answer.status, codeOf(answer)], [413, 'too_large'])
  assert.deepEqual([uploads().opened, stage.emulator.control.state().tokenCalls], [0, 0])
})

for (const [query, code] of [
  ['type=voice&filename=a.wav', 'too_large'],
  ['type=image&filename=a.exe', 'format_not_allowed'],
  ['type=nothing&filename=a.png', 'type_not_allowed'],
] as const) {
  test(`SZ-02 answers ${code} before a byte of 3 MB has come`, async () => {
    const answer = await sendRaw(stage.relay.url, uploadHead(['Content-Length: 3145728'], query))
    assert.equal(codeOf(answer), code)
  })
}

test('SZ-02 answers a length of 30 MB of a type that is switched off with the largest of the others', async () => {
  const head = uploadHead(['Content-Length: 31457280'], 'type=voice&filename=a.wav')
  const { status, body } = await sendRaw(mute.relay.url, head)
  assert.equal(status, 413)
  assert.equal((JSON.parse(body) as ErrorAnswer).details?.max_bytes, 20 * 2 ** 20)
})

test('SZ-03 ends an endless body at the limit, and holds no more than twice that meanwhile', async () => {
  const client = await connectRaw(stage.relay.url)
  const base = process.memoryUsage()
  const held = ({ rss }: NodeJS.MemoryUsage) => rss - base.rss
  const piece = chunkOf(Buffer.alloc(2 ** 20))
  let sentBytes = 0
  let mostHeld = 0
  await client.write(uploadHead(['Transfer-Encoding: chunked']), chunkOf(png))
  while (!client.socket.destroyed && !client.socket.readableEnded && sentBytes < 400 * 2 ** 20) {
    await client.write(piece)
    sentBytes += 2 ** 20
    mostHeld = Math.max(mostHeld, held(process.memoryUsage()))
  }
  const answer = await client.answer()
  assert.deepEqual([answer.status, codeOf(answer)], [413, 'too_large'])
  await client.closed()
  // The limit, as much again for the browsers' sake, and what the kernel holds.
  assert.ok(sentBytes < 64 * 2 ** 20, `${sentBytes / 2 ** 20} MiB went out`)
  assert.ok(mostHeld < 80 * 2 ** 20, `${mostHeld / 2 ** 20} MiB were held`)
  assert.deepEqual([uploads().opened, stage.emulator.control.state().tokenCalls], [0, 0])
})

test('SZ-04 answers what comes behind the declared length once at most, and uploads it never', async () => {
  const form = uploadHead(['Content-Length: 100', 'Content-Type: multipart/form-data; boundary=b'])
  const rest = 'GET /healthz HTTP/1.1\r\nHost: relay\r\n\r\n'
  const part = '--b\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\n\r\n'
  const client = await connectRaw(stage.relay.url)
  await client.write(form, (part + 'x'.repeat(100)).slice(0, 100), rest)
  const answer = await client.answer()
  assert.deepEqual([answer.status, codeOf(answer)], [415, 'content_mismatch'])
  assert.equal((await client.answer()).status, 200)
  await wait(50)
  client.socket.destroy()
  assert.doesNotMatch(await client.closed(), /HTTP/)
  assert.equal(uploads().opened, 0)
})

test('SZ-04 sends on one upload at most when a body goes on behind its declared length', async () => {
  const client = await connectRaw(stage.relay.url)
  await client.write(uploadHead([`Content-Length: ${png.length}`]), png, png)
  const all = await client.closed()
  assert.match(all, /HTTP\/1\.1 400 /)
  await eventually(() => uploads().running.length === 0, 'nothing runs')
  assert.ok(uploads().opened <= 1)
})

test('SZ-05 ends for both sides when a body is shorter than it said', async () => {
  for (const body of [png, bigPng]) {
    const client = await connectRaw(stage.relay.url)
    await client.write(uploadHead([`Content-Length: ${body.length + 10}`]), body)
    client.socket.end()
    assert.doesNotMatch(await client.closed(), / 200 /)
  }
  await eventually(() => uploads().running.length === 0, 'DingTalk is free')
  assert.equal(uploads().completed, 0)
})

test('SZ-06 does not believe a part about its length', async () => {
  const part =
    '--b\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Length: 1\r\n\r\n'
  const body = Buffer.concat([Buffer.from(part), png, Buffer.from('\r\n--b--\r\n')])
  const head = [`Content-Length: ${body.length}`, 'Content-Type: multipart/form-data; boundary=b']
  assert.equal((await sendRaw(stage.relay.url, uploadHead(head, 'type=image'), body)).status, 200)
  assert.equal(stage.emulator.control.uploads()[0]?.size, png.length)
})

for (const [what, framing, body] of [
  ['no byte and a length', 'Content-Length: 0', ''],
  ['no byte and no length', 'X: y', ''],
  ['no byte in chunks', 'Transfer-Encoding: chunked', '0\r\n\r\n'],
] as const) {
  test(`SZ-11 answers empty to ${what}`, async () => {
    const answer = await sendRaw(stage.relay.url, uploadHead([framing]), body)
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'empty'])
    assert.equal(uploads().opened, 0)
  })
}

test('SZ-11 answers content_mismatch to a single byte', async () => {
  const answer = await sendRaw(stage.relay.url, uploadHead(['Content-Length: 1']), png.subarray(0, 1))
  assert.deepEqual([answer.status, codeOf(answer)], [415, 'content_mismatch'])
})
