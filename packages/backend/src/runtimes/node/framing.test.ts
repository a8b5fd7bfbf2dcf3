import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { chunkOf, codeOf, connectRaw, sendRaw, uploadHead } from './testing/raw-client.ts'
import { bigPng, eventually, png, setStage } from './testing/stage.ts'

const SECRET = 'a secret of at least thirty-two bytes'
const open = setStage()
const closed = setStage({ auth: 'grant', grantSecrets: [SECRET] })

// Whatever comes in, nothing of it is printed: a stack trace per bad request fills disks.
const printed: unknown[] = []
for (const name of ['error', 'info', 'warn', 'log'] as const) {
  console[name] = (...args: unknown[]) => {
    printed.push(args)
  }
}
afterEach(() => assert.deepEqual(printed.splice(0), []))

const url = () => open.relay.url

/** Nothing was completed, and, for a head that is wrong, nothing even begun. */
function assertUnheard(opened = 0): void {
  const { uploads } = open.emulator.control.state()
  assert.deepEqual([uploads.completed, uploads.opened], [0, opened])
}

const LENGTH = `Content-Length: ${png.length}`

test('says of an address with a name as it is, as curl sends it, that it has to be encoded', async () => {
  const head = uploadHead([LENGTH], 'type=image&filename=报告.png')
  const { status, body } = await sendRaw(url(), head, png)
  const { code, errmsg } = JSON.parse(body)
  assert.deepEqual([status, code], [400, 'malformed_body'])
  assert.match(errmsg, /percent-encoded/)
  assertUnheard()
})

for (const [id, what, headers] of [
  ['HT-01', 'a length and a coding', [LENGTH, 'Transfer-Encoding: chunked']],
  ['HT-01', 'a coding and a length', ['Transfer-Encoding: chunked', LENGTH]],
  ['HT-02', 'the same length twice', [LENGTH, LENGTH]],
  ['HT-02', 'two lengths', [LENGTH, 'Content-Length: 5']],
  ['HT-02', 'a list of lengths', ['Content-Length: 5, 5']],
  ...['+5', '-1', '0x5', '1e9', '5.0', '', '1 2', '18446744073709551616'].map(
    (value) => ['HT-03', `the length "${value}"`, [`Content-Length: ${value}`]] as const,
  ),
  ...['xchunked', 'identity', 'gzip', 'gzip, chunked', 'chunked, chunked', 'chunked, gzip', ''].map(
    (value) => ['HT-04', `the coding "${value}"`, [`Transfer-Encoding: ${value}`]] as const,
  ),
  ['HT-04', 'the coding twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked']],
  ['HT-12', 'a NUL in a header', [LENGTH, 'X-Test: a\0b']],
  ['HT-12', 'a bare CR in a header', [LENGTH, 'X-Test: a\rb']],
  ['HT-12', 'a folded header', [LENGTH, 'X-Test: a', ' b']],
  ['HT-12', 'a space before a colon', [LENGTH, 'X-Test : a']],
  ['HT-12', 'a second host', [LENGTH, 'Host: other']],
] as const) {
  test(`${id} refuses ${what} and closes`, async () => {
    const client = await connectRaw(url())
    await client.write(uploadHead(headers), png)
    const answer = await client.answer()
    assert.equal(answer.status, 400)
    assert.equal(await client.closed(), '')
    assertUnheard()
  })
}

test('HT-12 refuses a head of bare line feeds and closes', async () => {
  const client = await connectRaw(url())
  await client.write(uploadHead([LENGTH]).replaceAll('\r', ''), png)
  assert.equal((await client.answer()).status, 400)
  await client.closed()
  assertUnheard()
})

for (const [what, chunk] of [
  ['FFFFFFFFFFFFFFFFFF', 'FFFFFFFFFFFFFFFFFF\r\n'],
  ['zz', 'zz\r\n'],
  ['-5', '-5\r\n'],
  ['5 and a bare line feed', '5\nhello\n'],
  ['5 without a line break behind its bytes', '5\r\nhello5\r\nhello\r\n'],
  ['5 with an extension of 40 kB', `5;${'a'.repeat(40_000)}\r\nhello\r\n`],
] as const) {
  for (const [when, first] of [
    ['at once', Buffer.alloc(0)],
    ['behind a good one', chunkOf(png)],
  ] as const) {
    test(`HT-05 refuses a chunk of ${what} ${when} and closes`, async () => {
      const client = await connectRaw(url())
      await client.write(uploadHead(['Transfer-Encoding: chunked']), first, chunk)
      const { status } = await client.answer()
      assert.ok([400, 413].includes(status), String(status))
      await client.closed()
      assertUnheard()
    })
  }
}

for (const ending of ['FIN', 'RST'] as const) {
  test(`HT-06 never takes a body without its last chunk for whole, after a ${ending}`, async () => {
    const client = await connectRaw(url())
    await client.write(uploadHead(['Transfer-Encoding: chunked']), chunkOf(bigPng))
    if (ending === 'FIN') client.socket.end()
    else client.socket.resetAndDestroy()
    assert.doesNotMatch(await client.closed(), / 200 /)
    assertUnheard()
  })
}

test('HT-07 takes nothing from trailers', async () => {
  const grant = await signGrant({ sub: 'someone' }, { secret: SECRET })
  const trailers = `0\r\nContent-Length: 1\r\nAuthorization: Bearer ${grant}\r\n\r\n`
  const body = [uploadHead(['Transfer-Encoding: chunked', 'Trailer: X']), chunkOf(png), trailers]
  assert.ok([200, 400].includes((await sendRaw(url(), ...body)).status))
  const stranger = await sendRaw(closed.relay.url, ...body)
  assert.deepEqual([stranger.status, codeOf(stranger)], [401, 'grant_missing'])
  assert.equal(closed.emulator.control.state().uploads.opened, 0)
})

test('HT-09 keeps answers and requests together over 200 uploads, good and refused, on one connection', async () => {
  const client = await connectRaw(url())
  const kinds = [
    { body: png, query: undefined, status: 200 },
    { body: png, query: 'type=image&filename=a.jpg', status: 415 },
    { body: bigPng, query: 'type=image&filename=a.gif', status: 415 },
    { body: png, query: 'type=nothing&filename=a.png', status: 400 },
    { body: Buffer.alloc(0), query: undefined, status: 400 },
  ]
  for (let i = 0; i < 200; i++) {
    const { body, query, status } = kinds[i % kinds.length] ?? assert.fail()
    const id = `request-${String(i).padStart(4, '0')}`
    const chunked = i % 2 === 1
    const framing = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`
    const sent = client.write(
      uploadHead([framing, `X-Request-Id: ${id}`], query),
      ...(chunked ? [body.length ? chunkOf(body) : '', '0\r\n\r\n'] : [body]),
    )
    const answer = await client.answer()
    assert.deepEqual([answer.status, answer.headers.get('x-request-id')], [status, id], answer.body)
    await sent
  }
  client.socket.destroy()
  assert.equal(open.emulator.control.state().uploads.completed, 40)
})

test('HT-10 answers 401 instead of "100 Continue" to an upload without a grant', async () => {
  const client = await connectRaw(closed.relay.url)
  await client.write(uploadHead([`Content-Length: ${bigPng.length}`, 'Expect: 100-continue']))
  const answer = await client.answer()
  assert.deepEqual([answer.status, codeOf(answer)], [401, 'grant_missing'])
  assert.equal(answer.headers.get('connection'), 'close')
  assert.equal(await client.closed(), '')
})

test('HT-10 says "100 Continue" once to an upload that is welcome, and nothing before', async () => {
  const grant = await signGrant({ sub: 'someone' }, { secret: SECRET })
  const client = await connectRaw(closed.relay.url)
  const head = uploadHead([LENGTH, 'Expect: 100-continue', `Authorization: Bearer ${grant}`])
  for (let i = 0; i < 2; i++) {
    await client.write(head)
    assert.equal((await client.answer()).status, 100)
    await client.write(png)
    assert.equal((await client.answer()).status, 200)
  }
  client.socket.destroy()
})

test('HT-10 refuses a file that is too large before its first byte, though the client is welcome', async () => {
  const client = await connectRaw(url())
  await client.write(uploadHead(['Content-Length: 31457280', 'Expect: 100-continue']))
  const answer = await client.answer()
  assert.deepEqual([answer.status, codeOf(answer)], [413, 'too_large'])
  await client.closed()
})

for (const [what, headers, status] of [
  ['a header of 20 kB', [LENGTH, `X-Test: ${'a'.repeat(20_000)}`], 431],
  ['3000 headers', [LENGTH, ...Array.from({ length: 3000 }, () => 'a:1')], 431],
  ['300 headers', [LENGTH, ...Array.from({ length: 300 }, () => 'a:1')], 431],
  ['a header named __proto__', [LENGTH, '__proto__: x', 'constructor: y'], 200],
  ['an upgrade to a web socket', [LENGTH, 'Connection: Upgrade', 'Upgrade: websocket'], 200],
  ['an upgrade to h2c', [LENGTH, 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c'], 200],
  ['a method in a header', [LENGTH, 'X-HTTP-Method-Override: DELETE'], 200],
] as const) {
  const id = what.includes('upgrade') ? 'HT-16' : what.includes('method') ? 'CO-11' : 'HT-11'
  test(`${id} answers ${status} to ${what}`, async () => {
    assert.equal((await sendRaw(url(), uploadHead(headers), png)).status, status)
  })
}

for (const [what, bytes, statuses] of [
  ['HTTP/1.0 with a length', [uploadHead([LENGTH]).replace('HTTP/1.1', 'HTTP/1.0'), png], [200]],
  ['HTTP/1.0 without a host', ['GET /healthz HTTP/1.0\r\n\r\n'], [200]],
  [
    'HTTP/1.0 in chunks',
    [uploadHead(['Transfer-Encoding: chunked']).replace('HTTP/1.1', 'HTTP/1.0'), chunkOf(png), '0\r\n\r\n'],
    [400],
  ],
  ['the preface of HTTP/2', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], [400]],
  ['the hello of TLS', [Buffer.from('16030100a50100009f0303', 'hex'), Buffer.alloc(160, 1)], [400]],
  ['no host', [uploadHead([LENGTH]).replace('Host: relay\r\n', ''), png], [400]],
  ['an impossible host', [uploadHead([LENGTH]).replace('Host: relay', 'Host: a b/c'), png], [400]],
] as const) {
  test(`HT-13 answers ${statuses.join(' or ')} to ${what}`, async () => {
    const client = await connectRaw(url())
    await client.write(...bytes)
    const answer = await client.answer()
    assert.ok((statuses as readonly number[]).includes(answer.status), String(answer.status))
    client.socket.destroy()
  })
}

test('HT-15 refuses a compressed body, in a form too, and never looks inside', async () => {
  for (const type of ['application/octet-stream', 'multipart/form-data; boundary=b']) {
    const head = uploadHead([LENGTH, 'Content-Encoding: gzip', `Content-Type: ${type}`])
    const answer = await sendRaw(url(), head, png)
    assert.deepEqual([answer.status, codeOf(answer)], [415, 'unsupported_body'])
  }
  assertUnheard()
})

test('a good upload gets through after all of this, and its connection is free again', async () => {
  assert.equal((await sendRaw(url(), uploadHead([LENGTH]), png)).status, 200)
  await eventually(() => open.emulator.control.state().uploads.running.length === 0, 'nothing runs')
})
