import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { FAKES, FIXTURES } from '../../../../../fixtures/index.ts'
import { MEDIA_RULES, MEDIA_TYPES, mediaTypeOf } from '../../contract/index.ts'
import { chunkOf, connectRaw, sendRaw, uploadHead } from './testing/raw-client.ts'
import { png, refusalOf, setStage } from './testing/stage.ts'

const stage = setStage()

/** The file that stands for a format. */
function sampleOf(format: string): Buffer {
  const fixture = FIXTURES.find((one) => one.format === format) ?? assert.fail(format)
  return readFileSync(fixture.path)
}

function send(file: Uint8Array, type: string, filename: string): Promise<Response> {
  return stage.send(file, `${new URLSearchParams({ type, filename })}`)
}

async function assertRefused(
  file: Uint8Array,
  type: string,
  filename: string,
  code = 'content_mismatch',
): Promise<void> {
  const answer = await refusalOf(await send(file, type, filename))
  assert.deepEqual([answer.status, answer.code], [code === 'type_not_allowed' ? 400 : 415, code], filename)
  const { uploads, tokenCalls } = stage.emulator.control.state()
  assert.deepEqual([uploads.opened, tokenCalls], [0, 0])
}

/** One upload, whole and clean: DingTalk has exactly these bytes. */
function assertStored(file: Uint8Array): void {
  const { uploads } = stage.emulator.control.state()
  assert.deepEqual([uploads.opened, uploads.completed, uploads.stored], [1, 1, 1])
  const [upload] = stage.emulator.control.uploads()
  assert.equal(upload?.sha256, createHash('sha256').update(file).digest('hex'))
  assert.deepEqual(upload.findings, [])
}

for (const { file, path, mediaType } of FIXTURES) {
  test(`TY-01 TY-08 TY-09 TY-15 TY-20 passes ${file} on as it is, in a clean form`, async () => {
    const bytes = readFileSync(path)
    assert.equal((await send(bytes, mediaType, file)).status, 200)
    assertStored(bytes)
  })
}

const FORMATS = MEDIA_TYPES.flatMap((type) => MEDIA_RULES[type].formats.map((format) => ({ type, format })))

for (const { type, format } of FORMATS) {
  test(`TY-02 refuses a ${format} that is a page, a program, zeros or text`, async () => {
    for (const fake of [
      '<!doctype html><script>alert(1)</script>',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(510, 1)]),
      Buffer.alloc(512),
      'Only words, and enough of them to look like something.',
    ]) {
      await assertRefused(Buffer.from(fake), type, `a.${format}`)
    }
  })

  test(`TY-03 TY-04 refuses a ${format} under every name and type that are not its own`, async () => {
    const bytes = sampleOf(format)
    const kin = FORMATS.filter((other) => sampleOf(other.format).subarray(0, 4).equals(bytes.subarray(0, 4)))
    for (const other of FORMATS) {
      // Office files are archives, and the old ones share one container: told apart by name alone.
      if (!kin.includes(other)) await assertRefused(bytes, other.type, `a.${other.format}`)
    }
    for (const wrong of MEDIA_TYPES.filter((one) => one !== type)) {
      await assertRefused(bytes, wrong, `a.${format}`, 'format_not_allowed')
    }
    assert.equal(mediaTypeOf(format), type)
  })
}

for (const { file, path, mediaType, code } of FAKES.filter(({ code }) => code === 'content_mismatch')) {
  test(`TY-05 TY-12 TY-16 refuses ${file}`, () => assertRefused(readFileSync(path), mediaType, file, code))
}

for (const format of ['png', 'wav', 'mp3', 'mp4', 'docx', 'doc'] as const) {
  for (const framing of ['length', 'chunked'] as const) {
    test(`TY-06 knows a ${format} that comes byte by byte, sent with ${framing}`, async () => {
      const bytes = sampleOf(format)
      const client = await connectRaw(stage.relay.url)
      const length = framing === 'length' ? `Content-Length: ${bytes.length}` : 'Transfer-Encoding: chunked'
      await client.write(uploadHead([length], `type=${mediaTypeOf(format)}&filename=a.${format}`))
      const piece = (part: Uint8Array) => (framing === 'length' ? part : chunkOf(part))
      for (const byte of bytes.subarray(0, 32)) await client.write(piece(Buffer.of(byte)))
      await client.write(piece(bytes.subarray(32)), framing === 'length' ? '' : '0\r\n\r\n')
      assert.equal((await client.answer()).status, 200)
      client.socket.destroy()
      assertStored(bytes)
    })
  }
}

test('TY-07 takes what is a GIF in front and a ZIP behind for a GIF, and nothing else', async () => {
  const polyglot = Buffer.concat([sampleOf('gif'), sampleOf('zip')])
  await assertRefused(polyglot, 'file', 'a.zip')
  assert.equal((await send(polyglot, 'image', 'a.gif')).status, 200)
  assert.equal(stage.emulator.control.uploads()[0]?.partContentType, 'image/gif')
})

for (const filename of ['a.jpeg', 'a.JPG', 'A.b.Jpeg', 'a']) {
  test(`TY-10 takes a JPEG named ${filename}`, async () => {
    assert.equal((await send(sampleOf('jpg'), 'image', filename)).status, 200)
    assert.equal(stage.emulator.control.uploads()[0]?.partContentType, 'image/jpeg')
  })
}

for (const contentType of ['text/html', 'image/svg+xml', '\x7f'.repeat(7), 'image/png; charset=x', '']) {
  test(`TY-11 tells DingTalk image/png, whatever the part said: ${JSON.stringify(contentType)}`, async () => {
    const part = `--b\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Type: ${contentType}\r\n\r\n`
    const body = Buffer.concat([Buffer.from(part), png, Buffer.from('\r\n--b--\r\n')])
    const head = [`Content-Length: ${body.length}`, 'Content-Type: multipart/form-data; boundary=b']
    assert.equal((await sendRaw(stage.relay.url, uploadHead(head, 'type=image'), body)).status, 200)
    assert.equal(stage.emulator.control.uploads()[0]?.partContentType, 'image/png')
  })
}

for (const [what, bytes] of [
  ['seven of eight', png.subarray(0, 7)],
  ['one', png.subarray(0, 1)],
  ['half of a WAV', sampleOf('wav').subarray(0, 10)],
] as const) {
  test(`TY-12 refuses a file cut within its signature: ${what}`, () =>
    assertRefused(bytes, what.includes('WAV') ? 'voice' : 'image', what.includes('WAV') ? 'a.wav' : 'a.png'))
}

test('TY-14 SZ-12 looks into no archive, however many entries or zeros it has', async () => {
  const entries = Buffer.concat(Array.from({ length: 65_535 }, () => Buffer.from('PK\x01\x02aaaa')))
  const crowd = Buffer.concat([sampleOf('zip'), entries, Buffer.alloc(65_535, 'c')])
  const bomb = Buffer.concat([sampleOf('zip'), deflateRawSync(Buffer.alloc(20_000_000))])
  await send(sampleOf('zip'), 'file', 'a.zip')
  for (const archive of [crowd, bomb]) {
    const begun = process.cpuUsage()
    assert.equal((await send(archive, 'file', 'a.zip')).status, 200)
    const { user, system } = process.cpuUsage(begun)
    assert.ok((user + system) / 1000 < 200, `${user + system} µs`)
  }
})

for (const [what, front, status] of [
  ['behind 500 spaces', ' '.repeat(500), 200],
  ['behind 1100 spaces', ' '.repeat(1100), 415],
] as const) {
  test(`TY-16 answers ${status} to a PDF ${what}`, async () => {
    const bytes = Buffer.concat([Buffer.from(front), sampleOf('pdf')])
    assert.equal((await send(bytes, 'file', 'a.pdf')).status, status)
  })
}

test('TY-17 draws a new boundary for each of 1000 uploads, at least 128 bit long', async () => {
  const one = async () => assert.equal((await send(png, 'image', 'a.png')).status, 200)
  for (let i = 0; i < 125; i++) await Promise.all(Array.from({ length: 8 }, one))
  const boundaries = stage.emulator.control.uploads().map(({ boundary = '' }) => boundary)
  assert.equal(new Set(boundaries).size, 1000)
  // A character of hexadecimal holds 4 bits, the least that it could.
  assert.ok(boundaries.every((boundary) => /[\w-]{32}$/.test(boundary.replace(/^-+/, ''))))
})

test('TY-20 tells a name once, whatever it holds', async () => {
  const filename = 'a"; name="type\r\nX: y; 猫\u202Egnp.png'
  assert.equal((await send(png, 'image', filename)).status, 200)
  assertStored(png)
})

test('takes a document of .NET for what it is, whose name in Chinese hides the format', async () => {
  const disposition = `form-data; name=media; filename="=?utf-8?B?5oql5ZGKLmRvY3g=?="; filename*=utf-8''%E6%8A%A5%E5%91%8A.docx`
  const part = `--b\r\nContent-Disposition: ${disposition}\r\n\r\n`
  const body = Buffer.concat([Buffer.from(part), sampleOf('docx'), Buffer.from('\r\n--b--\r\n')])
  const head = [`Content-Length: ${body.length}`, 'Content-Type: multipart/form-data; boundary="b"']
  assert.equal((await sendRaw(stage.relay.url, uploadHead(head, 'type=file'), body)).status, 200)
  assert.equal(stage.emulator.control.uploads()[0]?.filename, '报告.docx')
})

test('takes the name in the query for a form whose client names the file by its place', async () => {
  const form = new FormData()
  form.set('media', new File([new Uint8Array(png)], 'resource.image'))
  assert.equal((await stage.send(png, 'type=image', { body: form })).status, 415)
  assert.equal((await stage.send(png, 'type=image&filename=photo', { body: form })).status, 200)
  assert.equal(stage.emulator.control.uploads()[0]?.filename, 'photo.png')
})
