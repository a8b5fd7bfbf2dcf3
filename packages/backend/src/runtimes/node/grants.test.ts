import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { forgeToken } from '../../grants/testing/forge-token.ts'
import { bigPng, eventually, png, refusalOf, setStage } from './testing/stage.ts'

const secret = 'first-secret-of-at-least-32-bytes!'
const origin = 'https://app.example.com'
const stage = setStage({
  auth: 'grant',
  grantSecrets: [secret],
  allowedOrigins: [origin, 'https://other.example.com'],
})

const sign = (claims: object = {}) => signGrant({ sub: 'alice', ...claims }, { secret })
const bearer = (grant: string) => ({ headers: { authorization: `Bearer ${grant}` } })
const { send } = stage

/** Sends a file on a grant with these limits. */
async function sendOn(claims: object, body: Uint8Array = png, query?: string): Promise<Response> {
  return send(body, query, bearer(await sign(claims)))
}

const untouched = () => {
  const { tokenCalls, uploads } = stage.emulator.control.state()
  return uploads.opened === 0 && tokenCalls === 0
}

/** A signed token whose claims are off by so many seconds from what is right now. */
function forge(changes: Record<string, unknown>, header?: unknown): string {
  const now = Math.floor(Date.now() / 1000)
  const payload = { aud: 'dt-media', sub: 'alice', iat: now, exp: now + 300, ...changes }
  return forgeToken({ secret, payload, ...(header !== undefined && { header }) })
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

test('GR-02 refuses a request without a grant before its body, and tells DingTalk nothing', async () => {
  const { hostname, port } = new URL(stage.relay.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  socket.write(
    'POST /media/upload?type=image&filename=a.png HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n',
  )
  await eventually(() => answer.includes('grant_missing'), 'it is answered with no byte of the body sent')
  assert.match(answer, /^HTTP\/1\.1 401 /)
  assert.match(answer, /\r\nwww-authenticate: Bearer\r\n/i)
  assert.ok(untouched())
  socket.destroy()
})

test('GR-01 takes a file on a grant, and DingTalk has the same bytes', async () => {
  const response = await sendOn({ types: ['image'], maxUploads: 1 }, bigPng)
  assert.equal(response.status, 200)
  const [upload] = stage.emulator.control.uploads()
  assert.equal(upload?.sha256, createHash('sha256').update(bigPng).digest('hex'))
})

for (const [what, changes, code] of [
  ['an hour ago ended', () => ({ iat: inSeconds(-3600), exp: inSeconds(-60) }), 'grant_expired'],
  ['within the leeway ended', () => ({ iat: inSeconds(-300), exp: inSeconds(-10) }), undefined],
  ['begins in a minute', () => ({ iat: inSeconds(60), exp: inSeconds(90) }), 'grant_invalid'],
  ['begins within the leeway', () => ({ iat: inSeconds(15) }), undefined],
  ['is not to be used before a minute is over', () => ({ nbf: inSeconds(60) }), 'grant_invalid'],
  ['is not to be used before a moment within the leeway', () => ({ nbf: inSeconds(15) }), undefined],
  ['lives longer than an hour', () => ({ exp: inSeconds(3700) }), 'grant_invalid'],
] as const) {
  test(`GR-03 ${code ? `answers ${code} to` : 'takes'} a grant that ${what}`, async () => {
    const response = await send(png, undefined, bearer(forge(changes())))
    if (!code) return assert.equal(response.status, 200)
    const answer = await refusalOf(response)
    assert.deepEqual([answer.code, answer.status], [code, 401])
    assert.equal(answer.retriable, code === 'grant_expired')
    assert.ok(untouched())
  })
}

for (const [what, spoil] of [
  ['a changed payload', (token: string) => token.replace(/\.(...)/, (_, head) => `.${swapped(head)}`)],
  ['a changed signature', (token: string) => `${token.slice(0, -20)}${swapped(token.slice(-20))}`],
  ['half a signature', (token: string) => token.slice(0, -20)],
  ['a longer signature', (token: string) => `${token}A`],
  ['no signature', (token: string) => token.replace(/[^.]*$/, '')],
  ['another secret', () => forgeToken({ secret: 'x'.repeat(40), payload: { aud: 'dt-media' } })],
] as const) {
  test(`GR-04 refuses a grant with ${what}`, async () => {
    const answer = await refusalOf(await send(png, undefined, bearer(spoil(await sign()))))
    assert.deepEqual([answer.code, answer.status], ['grant_invalid', 401])
    assert.ok(untouched())
  })
}

function swapped(text: string): string {
  return [...text].reverse().join('') === text ? `_${text.slice(1)}` : [...text].reverse().join('')
}

for (const alg of ['none', 'None', 'nOnE', '', 'HS384', 'RS256', undefined]) {
  test(`GR-05 refuses the algorithm ${JSON.stringify(alg)}, signed or not`, async () => {
    const signed = forge({}, { alg, typ: 'JWT' })
    for (const token of [signed, signed.replace(/[^.]*$/, '')]) {
      const answer = await refusalOf(await send(png, undefined, bearer(token)))
      assert.deepEqual([answer.code, answer.status], ['grant_invalid', 401])
    }
    assert.ok(untouched())
  })
}

for (const [id, what, claims, body, query, code, status] of [
  ['GR-08', 'another type', { types: ['file'] }, png, undefined, 'grant_exceeded', 403],
  ['GR-08', 'no type at all', { types: [] }, png, undefined, 'grant_exceeded', 403],
  ['GR-09', 'one byte less', { maxBytes: png.length - 1 }, png, undefined, 'too_large', 413],
  ['GR-09', 'a million bytes', { maxBytes: 1_000_000 }, bigPng, undefined, 'too_large', 413],
  ['GR-10', 'another format', { formats: ['jpg'] }, png, undefined, 'grant_exceeded', 403],
  ['GR-11', 'a page, without an Origin', { origin }, png, undefined, 'grant_exceeded', 403],
  ['GR-13', 'a corp that this relay is not for', { corp: 'ding1' }, png, undefined, 'grant_exceeded', 403],
] as const) {
  test(`${id} holds an upload to its grant for ${what}, and costs no use of it`, async () => {
    const grant = await sign({ ...claims, maxUploads: 1, jti: `${id} ${what}` })
    for (let i = 0; i < 2; i++) {
      const answer = await refusalOf(await send(body, query, bearer(grant)))
      assert.deepEqual([answer.code, answer.status], [code, status])
      assert.ok(!('max_uploads' in (answer.details ?? {})))
    }
    assert.ok(untouched())
  })
}

test('GR-09 takes a file of exactly the size that the grant allows', async () => {
  assert.equal((await sendOn({ maxBytes: png.length })).status, 200)
})

test('GR-09 counts the bytes of a body without a length, and DingTalk sees none of them', async () => {
  const grant = await sign({ maxBytes: 1_000_000 })
  const response = await send(png, undefined, {
    ...bearer(grant),
    body: new Blob([new Uint8Array(bigPng)]).stream(),
    duplex: 'half',
  } as RequestInit)
  assert.equal((await refusalOf(response)).code, 'too_large')
  assert.equal(stage.emulator.control.state().uploads.opened, 0)
})

test('GR-09 counts the bytes of a form whose length allows more, and completes nothing', async () => {
  const maxBytes = bigPng.length - 1
  const grant = await sign({ maxBytes })
  const boundary = 'b'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Length: 5\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), bigPng, Buffer.from(`\r\n--${boundary}--`)])
  const response = await send(body, 'type=image', {
    headers: { ...bearer(grant).headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  assert.equal((await refusalOf(response)).code, 'too_large')
  assert.equal(stage.emulator.control.state().uploads.completed, 0)
})

test('GR-11 takes a grant only from the page it is for', async () => {
  const grant = await sign({ origin })
  const from = (page: string) => send(png, undefined, { headers: { ...bearer(grant).headers, origin: page } })
  const refused = await from('https://other.example.com')
  assert.equal(refused.headers.get('access-control-allow-origin'), 'https://other.example.com')
  assert.equal((await refusalOf(refused)).code, 'grant_exceeded')
  assert.equal((await refusalOf(await from('https://evil.example'))).code, 'origin_not_allowed')
  assert.ok(untouched())
  assert.equal((await from(origin)).status, 200)
})

for (const [way, body] of [
  ['small', png],
  ['large', bigPng],
] as const) {
  test(`GR-12 passes a ${way} file on only when it is the one its grant is for`, async () => {
    const sha256 = createHash('sha256').update(body).digest('hex')
    assert.equal((await sendOn({ sha256 }, body)).status, 200)
    stage.emulator.control.reset()
    const other = Buffer.from(body)
    other[other.length - 1] = 1
    assert.equal((await refusalOf(await sendOn({ sha256 }, other))).code, 'grant_exceeded')
    assert.equal(stage.emulator.control.state().uploads.completed, 0)
  })
}

for (const [aud, status] of [
  ['another', 401],
  [['another', 'dt-media'], 200],
  [[], 401],
  [undefined, 401],
] as const) {
  test(`GR-15 answers ${status} to the audience ${JSON.stringify(aud)}`, async () => {
    assert.equal((await send(png, undefined, bearer(forge({ aud })))).status, status)
  })
}
