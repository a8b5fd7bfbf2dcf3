import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signGrant } from '../../grants/index.ts'
import { codeOf, connectRaw, type RawAnswer, sendRaw, uploadHead } from './testing/raw-client.ts'
import { png, setStage } from './testing/stage.ts'

const SECRET = 'a secret of at least thirty-two bytes'
const PAGE = 'https://page.example'
const EVIL = 'https://evil.example'

const stage = setStage({ auth: 'grant', grantSecrets: [SECRET], allowedOrigins: [PAGE] })
const everyone = setStage({ allowedOrigins: ['*'] })

const LENGTH = `Content-Length: ${png.length}`

/** A request without a body. */
function head(method: string, path = '/media/upload', headers: readonly string[] = []): string {
  return [`${method} ${path} HTTP/1.1`, 'Host: relay', ...headers, '', ''].join('\r\n')
}

async function granted(...headers: readonly string[]): Promise<readonly string[]> {
  return [`Authorization: Bearer ${await signGrant({ sub: 'someone' }, { secret: SECRET })}`, ...headers]
}

function assertUntouched(): void {
  const { uploads, tokenCalls } = stage.emulator.control.state()
  assert.deepEqual([uploads.opened, tokenCalls], [0, 0])
}

/** Whether the page may read the answer. */
function assertReadable({ headers }: RawAnswer): void {
  assert.equal(headers.get('access-control-allow-origin'), PAGE)
  assert.match(headers.get('vary') ?? '', /\bOrigin\b/)
  assert.equal(headers.get('access-control-allow-credentials'), undefined)
}

test('CO-01 answers a preflight of a listed page with a fixed list, and nothing else', async () => {
  const answer = await sendRaw(
    stage.relay.url,
    head('OPTIONS', '/media/upload?type=image&filename=a.png', [
      `Origin: ${PAGE}`,
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: authorization, x-evil',
    ]),
  )
  assert.deepEqual([answer.status, answer.body], [204, ''])
  assertReadable(answer)
  assert.equal(answer.headers.get('vary'), 'Origin, Access-Control-Request-Headers')
  assert.equal(
    answer.headers.get('access-control-allow-headers'),
    'Authorization, Content-Type, X-Request-Id',
  )
  assert.equal(answer.headers.get('access-control-allow-methods'), 'GET, POST')
  assert.ok(Number(answer.headers.get('access-control-max-age')) <= 600)
  assertUntouched()
})

const NEIGHBOURS = [
  EVIL,
  'null',
  '',
  'http://page.example',
  `${PAGE}:444`,
  `${PAGE}/`,
  `${PAGE}.evil.example`,
  'https://xpage.example',
  'https://pageXexample',
  'https://PAGE.example',
  `${PAGE}, ${EVIL}`,
]

for (const origin of NEIGHBOURS) {
  test(`CO-02 CO-03 refuses a preflight and an upload of "${origin}", grant or not`, async () => {
    const preflight = head('OPTIONS', undefined, [`Origin: ${origin}`, 'Access-Control-Request-Method: POST'])
    const upload = uploadHead(await granted(`Origin: ${origin}`, LENGTH))
    for (const answer of [
      await sendRaw(stage.relay.url, preflight),
      await sendRaw(stage.relay.url, upload, png),
    ]) {
      assert.deepEqual([answer.status, codeOf(answer)], [403, 'origin_not_allowed'])
      assert.equal(answer.headers.get('access-control-allow-origin'), undefined)
    }
    assertUntouched()
  })
}

test('CO-03 takes a page that the relay itself serves, and one that is on the list', async () => {
  for (const origin of ['https://relay', 'http://relay', PAGE]) {
    const answer = await sendRaw(stage.relay.url, uploadHead(await granted(`Origin: ${origin}`, LENGTH)), png)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('access-control-allow-origin'), origin)
  }
})

test('CO-03 leaves a grant unspent when the origin is refused', async () => {
  const grant = await signGrant({ sub: 'someone', maxUploads: 1 }, { secret: SECRET })
  const upload = (origin: string) =>
    sendRaw(stage.relay.url, uploadHead([`Authorization: Bearer ${grant}`, `Origin: ${origin}`, LENGTH]), png)
  assert.equal((await upload(EVIL)).status, 403)
  assert.equal((await upload(PAGE)).status, 200)
})

test('CO-05 lets a listed page read every kind of refusal', async () => {
  const good = await granted(`Origin: ${PAGE}`, LENGTH)
  const tooMuch = await granted(`Origin: ${PAGE}`, 'Content-Length: 31457280')
  const narrow = await signGrant({ sub: 'someone', types: ['file'] }, { secret: SECRET })
  for (const [request, status] of [
    [uploadHead([`Origin: ${PAGE}`, LENGTH]), 401],
    [uploadHead([`Origin: ${PAGE}`, LENGTH, 'Authorization: Bearer x.y.z']), 401],
    [uploadHead([`Origin: ${PAGE}`, LENGTH, `Authorization: Bearer ${narrow}`]), 403],
    [uploadHead(good, 'type=nothing&filename=a.png'), 400],
    [uploadHead(good, 'type=image&filename=a.jpg'), 415],
    [uploadHead(tooMuch), 413],
    [head('PUT', undefined, [`Origin: ${PAGE}`]), 405],
    [head('GET', '/media/elsewhere', [`Origin: ${PAGE}`]), 404],
  ] as const) {
    const answer = await sendRaw(stage.relay.url, request, request.startsWith('POST') ? png : '')
    assert.equal(answer.status, status, request)
    assertReadable(answer)
  }
  assertUntouched()
  for (const [errcode, status] of [
    [90018, 503],
    [45001, 422],
    [0, 502],
  ] as const) {
    stage.emulator.control.addFault(errcode ? { errcode } : { status: 500 })
    const answer = await sendRaw(stage.relay.url, uploadHead(good), png)
    assert.equal(answer.status, status)
    assertReadable(answer)
    assert.match(answer.headers.get('access-control-expose-headers') ?? '', /Retry-After/)
  }
})

test('CO-07 takes an upload without an origin when the grant names none', async () => {
  assert.equal((await sendRaw(stage.relay.url, uploadHead(await granted(LENGTH)), png)).status, 200)
  const bound = await signGrant({ sub: 'someone', origin: PAGE }, { secret: SECRET })
  const answer = await sendRaw(stage.relay.url, uploadHead([`Authorization: Bearer ${bound}`, LENGTH]), png)
  assert.equal(answer.status, 403)
})

test('CO-08 answers every origin with a star where the operator wrote one, never with credentials', async () => {
  const answer = await sendRaw(
    everyone.relay.url,
    uploadHead([`Origin: ${EVIL}`, 'Cookie: a=b', LENGTH]),
    png,
  )
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('access-control-allow-origin'), '*')
  assert.equal(answer.headers.get('access-control-allow-credentials'), undefined)
})

for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'QUERY', 'PROPFIND']) {
  test(`CO-09 answers 405 to ${method}, and names what there is`, async () => {
    const answer = await sendRaw(stage.relay.url, head(method))
    assert.deepEqual([answer.status, codeOf(answer)], [405, 'method_not_allowed'])
    assert.equal(answer.headers.get('allow'), 'POST, OPTIONS')
    assertUntouched()
  })
}

test('CO-09 answers OPTIONS that is no preflight with what there is', async () => {
  for (const headers of [[], [`Origin: ${PAGE}`]]) {
    const answer = await sendRaw(stage.relay.url, head('OPTIONS', undefined, headers))
    assert.deepEqual([answer.status, answer.body, answer.headers.get('allow')], [204, '', 'POST, OPTIONS'])
    assert.equal(answer.headers.get('access-control-allow-methods'), undefined)
  }
})

for (const [path, allow] of [
  ['/media/rules', 'GET, HEAD, OPTIONS'],
  ['/media/known', 'GET, HEAD, OPTIONS'],
  ['/healthz', 'GET, HEAD'],
  ['/readyz', 'GET, HEAD'],
] as const) {
  test(`CO-09 names HEAD among what ${path} has, for it is answered (RFC 9110 §9.3.2)`, async () => {
    const answer = await sendRaw(stage.relay.url, head('PUT', path))
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, allow])
  })
}

test('CO-09 answers HEAD with 405 and no body, and TRACE with no echo', async () => {
  const client = await connectRaw(stage.relay.url)
  await client.write(head('HEAD', undefined, ['Connection: close']))
  const all = await client.closed()
  assert.match(all, /^HTTP\/1\.1 405 /)
  assert.match(all, /\r\n\r\n$/)
  const trace = await sendRaw(stage.relay.url, head('TRACE', undefined, ['X-Secret: canary']))
  assert.ok([400, 405].includes(trace.status), String(trace.status))
  assert.doesNotMatch(trace.body, /canary/)
})

for (const [path, status] of [
  ['/nothing', 404],
  ['//media/upload', 404],
  ['/media/upload/', 404],
  ['/media/upload/../media', 404],
  ['/media/%2e%2e/media/elsewhere', 404],
  ['/media/elsewhere?<script>alert(1)</script>', 404],
  ['/media/%3Cscript%3E', 404],
  ['/media/%', 404],
  ['/media/%ff%fe', 404],
  ['/media/upload/..%2f..%2fhealthz', 404],
  ['/MEDIA/UPLOAD', 404],
] as const) {
  test(`CO-10 answers ${status} to ${path}, and does not repeat it`, async () => {
    const answer = await sendRaw(stage.relay.url, head('POST', path, [LENGTH]), png)
    assert.equal(answer.status, status, answer.body)
    assert.doesNotMatch(answer.body, /script|\.\./)
    assertUntouched()
  })
}

for (const target of ['http://other.example/media/upload', '*', 'media/upload', '/media/up\x80load']) {
  test(`CO-10 survives the request target ${JSON.stringify(target)}`, async () => {
    const { status } = await sendRaw(stage.relay.url, head('POST', target, [LENGTH]), png)
    assert.ok(status >= 400 && status < 500, String(status))
    assertUntouched()
  })
}

for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
  test(`CO-12 refuses ${type}, which a page can send without asking`, async () => {
    const headers = [`Origin: ${PAGE}`, `Content-Type: ${type}`, 'Cookie: session=1', LENGTH]
    const stranger = await sendRaw(stage.relay.url, uploadHead(headers, 'type=image'), png)
    assert.equal(stranger.status, 401)
    const answer = await sendRaw(everyone.relay.url, uploadHead(headers, 'type=image'), png)
    assert.deepEqual([answer.status, codeOf(answer)], [415, 'unsupported_body'])
    assertUntouched()
  })
}

test('CO-13 CO-15 minds neither Sec-Fetch-Site nor a private network', async () => {
  const headers = await granted(`Origin: ${PAGE}`, 'Sec-Fetch-Site: cross-site', LENGTH)
  assert.equal((await sendRaw(stage.relay.url, uploadHead(headers), png)).status, 200)
  const preflight = ['Access-Control-Request-Method: POST', 'Access-Control-Request-Private-Network: true']
  const answer = await sendRaw(stage.relay.url, head('OPTIONS', undefined, [`Origin: ${PAGE}`, ...preflight]))
  assert.equal(answer.headers.get('access-control-allow-private-network'), undefined)
})

test('CO-14 answers preflights without a token, at less than a millisecond each', async () => {
  const client = await connectRaw(stage.relay.url)
  const preflight = head('OPTIONS', undefined, [`Origin: ${PAGE}`, 'Access-Control-Request-Method: POST'])
  const begun = process.cpuUsage()
  void client.write(preflight.repeat(2000))
  for (let i = 0; i < 2000; i++) assert.equal((await client.answer()).status, 204)
  const { user, system } = process.cpuUsage(begun)
  assert.ok((user + system) / 1000 / 2000 < 1, `${user + system} µs`)
  client.socket.destroy()
  assertUntouched()
})
