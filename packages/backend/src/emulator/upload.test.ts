import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { formOf, PNG, startClient, type UploadOptions } from './testing/emulator-client.ts'

const MiB = 2 ** 20

test('an uploaded file is answered as DingTalk does, logged, and comes back byte for byte', async (t) => {
  const { emulator, control, client, token } = await startClient(t, { now: () => 1605863153573 })
  const answer = await client.upload({ token, filename: '中文 100%.png' })
  const { media_id, ...rest } = answer
  assert.deepEqual(rest, { errcode: 0, errmsg: 'ok', created_at: 1605863153573, type: 'image' })

  const query = new URLSearchParams({ access_token: token, media_id: String(media_id) })
  const download = await fetch(`${emulator.url}/media/downloadFile?${query}`)
  assert.deepEqual(Buffer.from(await download.arrayBuffer()), PNG)
  assert.equal(download.headers.get('Content-Type'), 'image/png')
  assert.match(
    download.headers.get('Content-Disposition') ?? '',
    /^attachment; .*''%E4%B8%AD%E6%96%87%20100%25\.png$/,
  )
  assert.deepEqual(Buffer.from(control.media(String(media_id))?.bytes ?? []), PNG)

  const [logged] = control.uploads()
  assert.equal(logged?.media_id, media_id)
  assert.equal(logged?.sha256, createHash('sha256').update(PNG).digest('hex'))
  assert.equal(logged?.filename, '中文 100%.png')
  assert.equal(logged?.framing, 'content-length')
  assert.deepEqual(logged?.findings, [])
  assert.ok(logged?.clean)
  const { opened, completed, stored, withContentLength, chunked } = control.state().uploads
  assert.deepEqual([opened, completed, stored, withContentLength, chunked], [1, 1, 1, 1, 0])
})

test('a chunked body is taken and counted as such, or refused where that is switched on', async (t) => {
  const form = formOf('B', PNG)
  const headers = { 'Content-Type': 'multipart/form-data; boundary=B' }
  for (const [chunkedRefused, errcode] of [
    [false, 0],
    [true, 43008],
  ] as const) {
    const { control, client, token } = await startClient(t, { chunkedRefused })
    const chunks = [...form].map((byte) => Buffer.of(byte))
    const answer = JSON.parse(await client.chunked(`/media/upload?access_token=${token}`, headers, chunks))
    assert.equal(answer.errcode, errcode)
    assert.equal(control.state().uploads.chunked, 1)
    assert.equal(control.uploads()[0]?.framing, 'chunked')
  }
})

test("the Java SDK's bytes are an upload", async (t) => {
  const { control, client, token } = await startClient(t)
  const body =
    '\r\n--9\r\nContent-Disposition:form-data;name="type"\r\nContent-Type:text/plain\r\n\r\nfile' +
    '\r\n--9\r\nContent-Disposition:form-data;name="media";filename="a.pdf"\r\n' +
    'Content-Type:application/octet-stream\r\n\r\n%PDF-\r\n--9--\r\n'
  const answer = await client.raw(
    `POST /media/upload?access_token=${token} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
      `Content-Type: multipart/form-data;charset=UTF-8;boundary=9\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  assert.match(answer, /"errcode":0.*"media_id":"@lAz.*"type":"file"/)
  assert.equal(control.uploads()[0]?.clean, false)
})

const bytes = (length: number) => new Uint8Array(length).fill(1)
const REFUSED: readonly (readonly [what: string, errcode: number, options: UploadOptions])[] = [
  ['an unknown type', 40004, { type: 'picture' }],
  ['no type', 40004, { type: '' }],
  ['an extension outside the type', 40005, { filename: 'a.pdf' }],
  ['an empty file', 44001, { bytes: bytes(0) }],
  ['a voice one byte above 2 MiB', 45001, { type: 'voice', filename: 'a.amr', bytes: bytes(2 * MiB + 1) }],
  ['a file one byte above 20 MiB', 45001, { type: 'file', filename: 'a.zip', bytes: bytes(20 * MiB + 1) }],
  ['an unknown access token', 40014, { token: 'wrong' }],
  ['no access token', 41001, { token: '' }],
]

for (const [what, errcode, options] of REFUSED) {
  test(`${what} gets ${errcode} with HTTP 200, and counts as completed but not as stored`, async (t) => {
    const { control, client, token } = await startClient(t)
    const response = await client.send({ token, ...options })
    assert.equal(response.status, 200)
    assert.equal((await client.json(response)).errcode, errcode)
    assert.equal(control.uploads()[0]?.errcode, errcode)
    const { completed, stored } = control.state().uploads
    assert.deepEqual([completed, stored], [1, 0])
  })
}

test('takes what the sources say DingTalk takes: the largest file, a .txt, a .jpeg', async (t) => {
  const { client, token } = await startClient(t)
  for (const options of [
    { type: 'file', filename: 'a.zip', bytes: bytes(20 * MiB) },
    { type: 'file', filename: 'a.txt' },
    { type: 'image', filename: 'A.JPEG' },
  ]) {
    assert.equal((await client.upload({ token, ...options })).errcode, 0, options.filename)
  }
})

test('type may stand in the query or the form; the query wins; an option narrows it', async (t) => {
  const either = await startClient(t)
  const inQuery = await either.client.upload({ token: either.token, type: '', query: '&type=image' })
  assert.equal(inQuery.type, 'image')
  const inBoth = await either.client.upload({ token: either.token, type: 'file', query: '&type=image' })
  assert.equal(inBoth.type, 'image')
  const fromForm = await startClient(t, { typeFrom: 'form' })
  const ignored = await fromForm.client.upload({ token: fromForm.token, type: '', query: '&type=image' })
  assert.equal(ignored.errcode, 40004)
})

test('options choose between what the sources contradict each other about', async (t) => {
  const options = { oversizeErrcode: 40006, errorShape: 'sub_code', strictFormats: true } as const
  const { client, token } = await startClient(t, options)
  const answer = await client.upload({ token, type: 'file', filename: 'a.txt' })
  assert.equal(answer.errcode, 88)
  assert.equal(answer.sub_code, '40005')
  const oversize = await client.upload({ token, type: 'voice', filename: 'a.amr', bytes: bytes(2 * MiB + 1) })
  assert.equal(oversize.sub_code, '40006')
})

test('a body that is no form, a form without media, a broken form and a GET get their own errcodes', async (t) => {
  const { emulator, control, client, token } = await startClient(t)
  const url = `${emulator.url}/media/upload?access_token=${token}&type=image`
  const post = (contentType: string, body: string) =>
    client.json(fetch(url, { method: 'POST', body, headers: { 'Content-Type': contentType } }))
  const empty = new FormData()
  empty.append('type', 'image')
  assert.equal((await post('application/json', '{}')).errcode, 43008)
  assert.equal((await post('multipart/form-data', '--B--')).errcode, 43008)
  assert.equal((await post('multipart/form-data; boundary=B', '--B\r\n\r\nx')).errcode, 40035)
  assert.equal((await client.json(fetch(url, { method: 'POST', body: empty }))).errcode, 41005)
  assert.equal((await client.json(fetch(url))).errcode, 43002)
  const { completed, broken } = control.state().uploads
  assert.deepEqual([completed, broken], [1, 4])
})

test('any other path is 404 as an errcode, with HTTP 200', async (t) => {
  const { emulator, control, client } = await startClient(t)
  const response = await fetch(`${emulator.url}/media/uploads`)
  assert.equal(response.status, 200)
  assert.deepEqual(await client.json(response), { errcode: 404, errmsg: '请求的URI地址不存在' })
  assert.equal(control.state().calls.unknown, 1)
})

test('a download needs an access token and a media id that exists', async (t) => {
  const { emulator, client, token } = await startClient(t)
  const get = (query: string) => client.json(fetch(`${emulator.url}/media/downloadFile?${query}`))
  assert.equal((await get('media_id=x')).errcode, 41001)
  assert.equal((await get(`access_token=${token}`)).errcode, 41006)
  assert.equal((await get(`access_token=${token}&media_id=%40lADnone`)).errcode, 40007)
})

test('a download gives the range that a player asks for', async (t) => {
  const { emulator, client, token } = await startClient(t)
  const { media_id } = await client.upload({ token })
  const url = `${emulator.url}/emulator/media/${encodeURIComponent(String(media_id))}`
  const size = PNG.length
  for (const [range, first, last] of [
    ['bytes=0-1', 0, 1],
    ['bytes=10-', 10, size - 1],
    ['bytes=-5', size - 5, size - 1],
    [`bytes=3-${size + 9}`, 3, size - 1],
  ] as const) {
    const part = await fetch(url, { headers: { Range: range } })
    assert.equal(part.status, 206, range)
    assert.equal(part.headers.get('Content-Range'), `bytes ${first}-${last}/${size}`)
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), PNG.subarray(first, last + 1))
  }
  for (const range of [`bytes=${size}-`, 'bytes=0-1,4-5', 'bytes=-']) {
    assert.equal((await fetch(url, { headers: { Range: range } })).status, 200, range)
  }
})

test('drops the oldest media when the shelf is full', async (t) => {
  const { control, client, token } = await startClient(t, { maxMediaBytes: 2 * PNG.length })
  const ids: string[] = []
  for (let i = 0; i < 3; i++) ids.push(String((await client.upload({ token })).media_id))
  assert.deepEqual(
    ids.map((id) => control.media(id) !== undefined),
    [false, true, true],
  )
  assert.deepEqual(control.state().media, { count: 2, bytes: 2 * PNG.length })
})
