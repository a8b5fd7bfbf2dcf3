import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import type { UploadAnswer } from '../../contract/index.ts'
import { bigPng, eventually, png, refusalOf, setStage } from './testing/stage.ts'

const stage = setStage({ bodyIdleTimeoutMs: 500 })
const { send } = stage

/** What DingTalk has under this id. */
const stored = (mediaId: string) => Buffer.from(stage.emulator.control.media(mediaId)?.bytes ?? [])

for (const [way, body] of [
  ['small', png],
  ['large', bigPng],
] as const) {
  test(`sends a ${way} raw body on unchanged, with an exact length and a clean form`, async () => {
    const response = await send(body)
    assert.equal(response.status, 200)
    const { media_id, type, errcode } = (await response.json()) as UploadAnswer
    assert.deepEqual({ type, errcode }, { type: 'image', errcode: 0 })
    assert.deepEqual(stored(media_id), body)
    const [upload] = stage.emulator.control.uploads()
    assert.equal(upload?.framing, 'content-length')
    assert.deepEqual(upload?.findings, [])
    assert.deepEqual(
      [upload?.typeInQuery, upload?.typeInForm, upload?.filename],
      ['image', 'image', 'cat.png'],
    )
  })

  test(`sends a ${way} form on unchanged, with an exact length and a clean form`, async () => {
    const form = new FormData()
    form.set('type', 'image')
    form.set('media', new Blob([new Uint8Array(body)]), '猫.png')
    const response = await fetch(`${stage.relay.url}media/upload`, { method: 'POST', body: form })
    const { media_id } = (await response.json()) as UploadAnswer
    assert.deepEqual(stored(media_id), body)
    const [upload] = stage.emulator.control.uploads()
    assert.deepEqual([upload?.framing, upload?.findings, upload?.filename], ['content-length', [], '猫.png'])
  })
}

for (const ending of ['', ' ', '\r\n', '\r\nepilogue '.repeat(20), `\r\n${'epilogue '.repeat(20_000)}`]) {
  for (const [way, body] of [
    ['small', png],
    ['large', bigPng],
  ] as const) {
    test(`MP-12 takes a ${way} form that ends with ${JSON.stringify(ending.slice(0, 12))}`, async () => {
      const head = `--b\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\n\r\n`
      const response = await fetch(`${stage.relay.url}media/upload?type=image`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: Buffer.concat([Buffer.from(head), body, Buffer.from(`\r\n--b--${ending}`)]),
      })
      const { media_id } = (await response.json()) as UploadAnswer
      assert.deepEqual(stored(media_id), body)
    })
  }
}

test('measures a body without a length, and sends it with one', async () => {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(bigPng))
      controller.close()
    },
  })
  const response = await fetch(`${stage.relay.url}media/upload?type=image&filename=a.png`, {
    method: 'POST',
    body: stream,
    duplex: 'half',
  } as RequestInit)
  assert.equal(response.status, 200)
  assert.equal(stage.emulator.control.uploads()[0]?.framing, 'content-length')
})

test('finds the type by the file where it is told to', async () => {
  const response = await send(png, 'type=auto&filename=cat')
  assert.equal(response.status, 200)
  assert.deepEqual(stage.emulator.control.uploads()[0]?.filename, 'cat.png')
})

for (const [what, query, body, code, status] of [
  ['no type', 'filename=cat.png', png, 'type_not_allowed', 400],
  ['an unknown type', 'type=__proto__&filename=cat.png', png, 'type_not_allowed', 400],
  ['no file name', 'type=image', png, 'unsupported_body', 415],
  ['a name of nothing', 'type=image&filename=%2F..', png, 'malformed_body', 400],
  ['a format of another type', 'type=image&filename=cat.pdf', png, 'format_not_allowed', 415],
  ['a PNG named JPG', 'type=image&filename=cat.jpg', png, 'content_mismatch', 415],
  ['no bytes', 'type=image&filename=cat.png', Buffer.alloc(0), 'empty', 400],
  ['too much voice', 'type=voice&filename=a.wav', Buffer.alloc(2 * 2 ** 20 + 1), 'too_large', 413],
  ['two types', 'type=image&type=file&filename=cat.png', png, 'malformed_body', 400],
] as const) {
  test(`refuses ${what} as ${code}, and DingTalk hears nothing of it`, async () => {
    const answer = await refusalOf(await send(body, query))
    assert.deepEqual([answer.code, answer.status, answer.retriable], [code, status, false])
    assert.deepEqual(stage.emulator.control.uploads(), [])
    assert.equal(stage.emulator.control.state().tokenCalls, 0)
  })
}

test('HT-15 refuses a compressed body', async () => {
  const response = await fetch(`${stage.relay.url}media/upload?type=image&filename=a.png`, {
    method: 'POST',
    headers: { 'content-encoding': 'gzip' },
    body: new Uint8Array(png),
  })
  assert.equal((await refusalOf(response)).code, 'unsupported_body')
})

test('CL-01 takes the upload back from DingTalk when the client leaves half-way', async () => {
  const { hostname, port } = new URL(stage.relay.url)
  const socket = connect(Number(port), hostname)
  const head = `POST /media/upload?type=image&filename=a.png HTTP/1.1\r\nHost: x\r\nContent-Length: ${bigPng.length}\r\n\r\n`
  socket.write(head)
  socket.write(bigPng.subarray(0, 2 ** 20))
  await eventually(() => stage.emulator.control.state().uploads.opened === 1, 'the upload has begun')
  socket.resetAndDestroy()
  await eventually(() => stage.emulator.control.state().connections.open <= 1, 'its connection is gone')
  await eventually(() => stage.emulator.control.state().uploads.running.length === 0, 'nothing runs')
  assert.equal(stage.emulator.control.state().uploads.completed, 0)
})

test('CL-06 gives up on a client that stops sending', async () => {
  const response = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const upload = request(`${stage.relay.url}media/upload?type=image&filename=a.png`, {
      method: 'POST',
      headers: { 'content-length': bigPng.length },
    })
    upload.on('error', reject)
    upload.on('response', async (answer) => {
      let text = ''
      for await (const chunk of answer) text += chunk
      resolve({ status: answer.statusCode, text })
      upload.destroy()
    })
    upload.write(bigPng.subarray(0, 2 ** 20))
  })
  assert.equal(response.status, 408)
  assert.equal(JSON.parse(response.text).code, 'client_timeout')
  assert.equal(stage.emulator.control.state().uploads.completed, 0)
})
