import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { beforeEach, test } from 'node:test'
import type { EmulatorFault } from '../../emulator/index.ts'
import { startRelay } from './start-relay.ts'
import { bigPng, png, pointedAt, refusalOf, setStage } from './testing/stage.ts'

const stage = setStage({ upstreamTimeoutMs: 2000 })
const { send } = stage

// One upload that succeeds tells the relay that DingTalk is up, whatever the test before did.
beforeEach(async () => {
  await send(png)
  stage.emulator.control.reset()
})

for (const [id, what, fault, code, status, retriable] of [
  ['UP-05', 'a reset in mid-body', { resetAfterBytes: 2 ** 20 }, 'upstream_unreachable', 502, true],
  ['UP-07', 'a DingTalk that never answers', { hang: true }, 'upstream_timeout', 504, true],
  ['UP-08', 'a DingTalk that stops reading', { stallAfterBytes: 2 ** 20 }, 'upstream_timeout', 504, true],
  ['UP-10', 'a server error', { status: 500 }, 'upstream_invalid', 502, true],
  ['UP-11', 'a web page', { html: 'page' }, 'upstream_invalid', 502, true],
  ['UP-13', 'success without a media_id', { badAnswer: '{"errcode":0}' }, 'upstream_invalid', 502, true],
  [
    'UP-13',
    'a media_id of markup',
    { badAnswer: '{"errcode":0,"media_id":"<script>"}' },
    'upstream_invalid',
    502,
    true,
  ],
  [
    'UP-16',
    'an answer that is not HTTP',
    { wire: 'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n' },
    'upstream_invalid',
    502,
    true,
  ],
  ['UP-17', 'a redirect', { redirect: 'http://127.0.0.1:1/evil' }, 'upstream_invalid', 502, true],
  ['UP-22', 'a refused format', { errcode: 40005 }, 'upstream_refused', 422, false],
  ['UP-22', 'an address that is not on the whitelist', { errcode: 60020 }, 'upstream_refused', 422, false],
  ['UP-23', 'too many calls', { errcode: 90018 }, 'upstream_busy', 503, true],
  ['UP-23', 'a busy DingTalk', { errcode: -1 }, 'upstream_busy', 503, true],
  ['UP-24', 'a used-up quota', { errcode: 90020 }, 'upstream_refused', 422, false],
] satisfies [string, string, EmulatorFault, string | undefined, number | undefined, boolean][]) {
  test(`${id} answers ${code ?? 'a retriable error'} to ${what}`, async () => {
    stage.emulator.control.addFault(fault)
    const response = await send(bigPng)
    const answer = await refusalOf(response)
    if (code) assert.deepEqual([answer.code, answer.status], [code, status])
    assert.equal(answer.retriable, retriable)
    if ('errcode' in fault) assert.equal(answer.errcode, fault.errcode)
    if (answer.status === 503) assert.ok(Number(response.headers.get('Retry-After')) > 0)
  })
}

for (const errcode of [40014, 42001, 40001, 33001]) {
  test(`UP-19 UP-21 tells the browser to try again when the token is refused with ${errcode}, and then succeeds`, async () => {
    stage.emulator.control.addFault({ errcode })
    const answer = await refusalOf(await send(bigPng))
    assert.deepEqual([answer.code, answer.status, answer.retriable], ['token_rejected', 503, true])
    assert.equal((await send(bigPng)).status, 200)
  })

  test(`UP-19 sends a small file again by itself when the token is refused with ${errcode}`, async () => {
    stage.emulator.control.addFault({ errcode })
    assert.equal((await send(png)).status, 200)
  })
}

test('UP-20 asks for a new token once per upload, however often DingTalk refuses it', async () => {
  assert.equal((await send(png)).status, 200)
  stage.emulator.control.reset()
  stage.emulator.control.addFault({ errcode: 40014, times: 0 })
  const answer = await refusalOf(await send(png))
  assert.equal(answer.code, 'token_rejected')
  assert.equal(stage.emulator.control.state().tokenCalls, 1)
  assert.equal(stage.emulator.control.state().uploads.opened, 2)
})

test('UP-19 gets over a token that has expired at DingTalk', async () => {
  await send(png)
  stage.emulator.control.expireTokens()
  assert.equal((await send(png)).status, 200)
})

for (const answerEarly of ['close', 'keep', 'reset'] as const) {
  test(`UP-18 UP-28 hears an answer that comes before the file was sent, then ${answerEarly}`, async () => {
    stage.emulator.control.addFault({ answerEarly, errcode: 45001 })
    const answer = await refusalOf(await send(bigPng))
    // After a reset the answer may be lost with the connection; it is retriable then.
    const expected =
      answerEarly === 'reset' ? ['upstream_refused', 'upstream_unreachable'] : ['upstream_refused']
    assert.ok(expected.includes(answer.code), answer.code)
    assert.equal((await send(bigPng)).status, 200)
  })
}

test('UP-17 opens no connection to where a redirect points', async (t) => {
  let connections = 0
  const evil = createServer().on('connection', () => connections++)
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  t.after(() => evil.close())
  const address = evil.address()
  const port = typeof address === 'object' ? address?.port : 0
  for (const status of [301, 302, 303, 307, 308]) {
    stage.emulator.control.addFault({ redirect: `http://127.0.0.1:${port}/`, status })
    assert.equal((await refusalOf(await send(png))).code, 'upstream_invalid')
  }
  assert.equal(connections, 0)
})

test('UP-02 says within a second that nobody listens there', async () => {
  const relay = await startRelay({ ...pointedAt(stage.emulator), auth: 'none', port: 0 })
  const port = stage.emulator.port
  const deaf = await startRelay({
    ...pointedAt(stage.emulator),
    hosts: { oapi: 'http://127.0.0.1:1', api: `http://127.0.0.1:${port}` },
    tokenApi: 'v1',
    auth: 'none',
    port: 0,
  })
  const response = await fetch(`${deaf.url}media/upload?type=image&filename=a.png`, {
    method: 'POST',
    body: new Uint8Array(png),
  })
  assert.equal((await refusalOf(response)).code, 'upstream_unreachable')
  await Promise.all([deaf.stop(0), relay.stop(0)])
})

test('TK-02 says that no token can be had, and why in a number', async () => {
  const relay = await startRelay({
    ...pointedAt(stage.emulator),
    app: { appKey: 'wrong', appSecret: 'wrong' },
    auth: 'none',
    port: 0,
  })
  const response = await fetch(`${relay.url}media/upload?type=image&filename=a.png`, {
    method: 'POST',
    body: new Uint8Array(png),
  })
  const answer = await refusalOf(response)
  assert.deepEqual([answer.code, answer.status], ['token_unavailable', 503])
  assert.deepEqual(answer.details, { upstream_errcode: 40096 })
  assert.equal((await fetch(`${relay.url}readyz`)).status, 503)
  assert.equal((await fetch(`${relay.url}healthz`)).status, 200)
  await relay.stop(0)
})
