import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, before, beforeEach, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { FIXTURES } from '../fixtures/index.ts'
import { eventually } from './testing/eventually.ts'
import { type Backend, startBackend } from './testing/start-backend.ts'

let backend: Backend

before(async () => {
  backend = await startBackend()
})
beforeEach(() => backend.emulator.reset())
after(() => backend?.stop())

for (const name of ['sample.png', 'sample.wav', 'sample.mp4', 'sample.docx', 'sample.doc']) {
  test(`${name} may come byte by byte`, async () => {
    const upload = request(`${backend.relayUrl}/media/upload?type=auto&filename=${name}`, {
      method: 'POST',
      headers: { 'Content-Length': bytesOf(name).length },
    })
    upload.setNoDelay(true)
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>
    for (const byte of bytesOf(name).subarray(0, 64)) {
      upload.write(Buffer.of(byte))
      await turn()
    }
    upload.end(bytesOf(name).subarray(64))
    const [response] = await answered
    const answer = JSON.parse(await text(response)) as { media_id: string }
    assert.equal(response.statusCode, 200)
    assert.deepEqual(await backend.emulator.download(answer.media_id), bytesOf(name))
  })
}

for (const filename of ['photo.JPG', 'photo.jpeg', 'a.b.jpg', '照片 1.jpg', 'photo']) {
  test(`a JPEG named ${filename} reaches DingTalk under that name`, async () => {
    const response = await postRaw('image', filename, bytesOf('sample.jpg'))
    assert.equal(response.status, 200)
    const [upload] = await backend.emulator.uploads()
    assert.equal(upload?.filename, filename === 'photo' ? 'photo.jpg' : filename)
    assert.equal(upload?.partContentType, 'image/jpeg')
    assert.deepEqual(upload?.findings, [])
  })
}

for (const contentType of ['text/html', 'image/svg+xml', 'application/octet-stream', '\x7f'.repeat(20)]) {
  test(`DingTalk is told image/png, though the client said ${JSON.stringify(contentType)}`, async () => {
    const response = await postForm('image', 'photo.png', contentType, bytesOf('sample.png'))
    assert.equal(response.status, 200)
    const [upload] = await backend.emulator.uploads()
    assert.equal(upload?.partContentType, 'image/png')
  })
}

test('a file that is a GIF in front and a ZIP behind passes as a GIF and as nothing else', async () => {
  const polyglot = Buffer.concat([bytesOf('sample.gif'), bytesOf('sample.zip')])
  assert.equal((await postRaw('image', 'a.gif', polyglot)).status, 200)
  assert.equal((await postRaw('file', 'a.zip', polyglot)).status, 415)
  const uploads = await backend.emulator.uploads()
  assert.deepEqual(
    uploads.map(({ partContentType }) => partContentType),
    ['image/gif'],
  )
})

test('the first bytes reach DingTalk while the client still holds most of the file', async () => {
  const clip = Buffer.concat([bytesOf('sample.mp4'), Buffer.alloc(8 * 2 ** 20)])
  const upload = request(`${backend.relayUrl}/media/upload?type=video&filename=a.mp4`, {
    method: 'POST',
    headers: { 'Content-Length': clip.length },
  })
  const answered = once(upload, 'response') as Promise<[IncomingMessage]>
  upload.write(clip.subarray(0, 2 ** 20))
  await eventually(
    async () => (await backend.emulator.state()).uploads.running,
    ([running]) => (running?.receivedBytes ?? 0) > 2 ** 19,
  )
  upload.end(clip.subarray(2 ** 20))
  const [response] = await answered
  response.resume()
  assert.equal(response.statusCode, 200)
})

test('a file as large as the rule allows passes, and one byte more does not leave the relay', async () => {
  const tone = Buffer.concat([bytesOf('sample.wav'), Buffer.alloc(2 ** 21)]).subarray(0, 2 ** 21)
  const response = await postRaw('voice', 'tone.wav', tone)
  assert.equal(response.status, 200)
  const { media_id: mediaId } = (await response.json()) as { media_id: string }
  assert.ok((await backend.emulator.download(mediaId)).equals(tone))

  const tooLarge = await postRaw('voice', 'tone.wav', Buffer.concat([tone, Buffer.alloc(1)]))
  assert.equal(tooLarge.status, 413)
  assert.equal((await backend.emulator.state()).uploads.opened, 1)
})

function bytesOf(name: string): Buffer {
  return readFileSync(FIXTURES.find(({ file }) => file === name)?.path ?? name)
}

function postRaw(type: string, filename: string, body: Buffer): Promise<Response> {
  const query = new URLSearchParams({ type, filename })
  return fetch(`${backend.relayUrl}/media/upload?${query}`, { method: 'POST', body: new Uint8Array(body) })
}

/** Written by hand, for `FormData` would mend what this is meant to break. */
function postForm(type: string, filename: string, contentType: string, file: Buffer): Promise<Response> {
  const head = [
    '--line',
    'Content-Disposition: form-data; name="type"',
    '',
    type,
    '--line',
    `Content-Disposition: form-data; name="media"; filename="${filename}"`,
    `Content-Type: ${contentType}`,
    '',
    '',
  ].join('\r\n')
  return fetch(`${backend.relayUrl}/media/upload`, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=line' },
    body: Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--line--\r\n')]),
  })
}
