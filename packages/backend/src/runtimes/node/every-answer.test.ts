import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ErrorAnswer } from '../../contract/index.ts'
import { type RawAnswer, sendRaw, uploadHead } from './testing/raw-client.ts'
import { png, setStage } from './testing/stage.ts'

const stage = setStage({ basePath: '/relay', headersTimeoutMs: 300 })

/** What contract and clients rely on, whoever made the answer. */
function assertComplete({ headers }: RawAnswer): void {
  assert.match(headers.get('x-request-id') ?? '', /^[\w-]{8,64}$/)
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('content-security-policy'), "default-src 'none'")
  assert.equal(headers.get('referrer-policy'), 'no-referrer')
  assert.match(headers.get('vary') ?? '', /^Origin\b/)
  assert.equal(headers.get('server'), undefined)
}

function refusalOf(answer: RawAnswer): ErrorAnswer {
  assertComplete(answer)
  const refusal = JSON.parse(answer.body) as ErrorAnswer
  assert.equal(refusal.request_id, answer.headers.get('x-request-id'))
  return refusal
}

const get = (path: string) => sendRaw(stage.relay.url, `GET ${path} HTTP/1.1\r\nHost: relay\r\n\r\n`)

test('has its headers on every route under the prefix', async () => {
  for (const path of ['/relay/healthz', '/relay/readyz']) assertComplete(await get(path))
})

for (const path of ['/', '/media/rules', '/relay', '/relay/', '/relayhealthz', '/relay/nothing']) {
  test(`has its headers where nothing is: ${path}`, async () => {
    const answer = await get(path)
    assert.deepEqual([answer.status, refusalOf(answer).code], [404, 'not_found'])
  })
}

for (const [what, request, status] of [
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['two hosts', uploadHead(['Host: other', 'Content-Length: 0']), 400],
  ['a host that makes no URL', 'GET /relay/healthz HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
  ['a header of 20 kB', uploadHead([`X-Long: ${'x'.repeat(20_000)}`]), 431],
  ['three hundred headers', uploadHead(Array.from({ length: 300 }, (_, n) => `X-${n}: x`)), 431],
  [
    'a chunk extension without end',
    `${uploadHead(['Transfer-Encoding: chunked'])}5;${'x'.repeat(40_000)}\r\n`,
    413,
  ],
] as const) {
  test(`HT-11 HT-12 answers ${status} as JSON, with its headers, to ${what}`, async () => {
    const answer = await sendRaw(stage.relay.url, request)
    assert.equal(answer.status, status)
    assert.equal(answer.headers.get('connection'), 'close')
    assert.equal(refusalOf(answer).code, 'malformed_body')
  })
}

test('CL-09 answers 408 as JSON, with its headers, to half a head', async () => {
  const answer = await sendRaw(stage.relay.url, 'POST /relay/media/upload HTTP/1.1\r\nHost: re')
  assert.deepEqual([answer.status, refusalOf(answer).code], [408, 'client_timeout'])
})

for (const [id, kept] of [
  ['abcdefgh', true],
  ['0b2f6c1e-1111-4222-8333-944455556666', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['short', false],
  ['two words', false],
  ['<script>alert(1)</script>', false],
  ['a,bcdefgh', false],
  ['', false],
] as const) {
  test(`${kept ? 'keeps' : 'replaces'} the request id ${JSON.stringify(id.slice(0, 30))}`, async () => {
    const headers = [`Content-Length: ${png.length}`, `X-Request-Id: ${id}`]
    const request = uploadHead(headers).replace('/media', '/relay/media')
    for (const answer of [
      await sendRaw(stage.relay.url, request, png),
      await sendRaw(stage.relay.url, request.replace('type=image', 'type=x'), png),
    ]) {
      assertComplete(answer)
      assert.equal(answer.headers.get('x-request-id') === id, kept)
    }
  })
}

for (const [type, maxBytes] of [
  ['voice', 2_097_152],
  ['image', 20_971_520],
  ['auto', 20_971_520],
] as const) {
  test(`SZ-02 names the limit that a ${type} of 30 MB is beyond`, async () => {
    const head = uploadHead(['Content-Length: 31457280'], `type=${type}&filename=a.png`)
    const answer = await sendRaw(stage.relay.url, head.replace('/media', '/relay/media'))
    const { code, details } = refusalOf(answer)
    assert.deepEqual([answer.status, code, details], [413, 'too_large', { max_bytes: maxBytes }])
  })
}
