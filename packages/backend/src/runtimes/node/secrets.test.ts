/**
 * Canaries in place of every secret, the log at its loudest, and everything that can go wrong:
 * not one of them may come out anywhere.
 */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type RunningCli, readyUrl, startCli } from '../../cli/testing/run-cli.ts'
import { type EmulatorFault, type RunningEmulator, startEmulator } from '../../emulator/index.ts'
import { signGrant } from '../../grants/index.ts'
import { formsOf } from './testing/forms-of.ts'
import { bigPng, png } from './testing/stage.ts'

const appSecret = 'canary+app/secret=and&more%'
const accessToken = 'canary+access/token=and&more%'
const grantSecret = 'canary+grant/secret=of-at-least-32-bytes'
const folder = mkdtempSync(join(tmpdir(), 'dt-media-'))
const heard: string[] = []
const canaries = new Map([appSecret, accessToken, grantSecret].map((secret) => [secret, formsOf(secret)]))
let emulator: RunningEmulator
let relay: RunningCli
let url: string
let grant: string

before(async () => {
  emulator = await startEmulator({ appSecret, mintAccessToken: () => accessToken, queriesPerSecond: 0 })
  const secretFile = join(folder, 'grant-secret')
  writeFileSync(secretFile, grantSecret, { mode: 0o600 })
  relay = startCli(['serve'], {
    env: {
      ...emulator.settings,
      RELAY_GRANT_SECRET_FILE: secretFile,
      RELAY_GRANT_IN_QUERY: 'on',
      RELAY_ALLOWED_ORIGINS: 'https://app.example.com',
      RELAY_LOG_LEVEL: 'trace',
      RELAY_UPSTREAM_TIMEOUT: '200ms',
      RELAY_BODY_IDLE_TIMEOUT: '300ms',
      RELAY_UPLOADS_PER_MINUTE: '0',
      RELAY_PACE: '0',
      PORT: '0',
    },
  })
  url = await readyUrl(relay)
  grant = await signGrant({ sub: 'alice' }, { secret: grantSecret })
  canaries.set(grant, [grant, ...grant.split('.').slice(1), ...formsOf(grant)])
})

after(async () => {
  relay.kill('SIGKILL')
  await emulator.close()
  rmSync(folder, { recursive: true })
})

/** Sends a file and keeps all of the answer. */
async function send(init: RequestInit = {}, body: Uint8Array = png, query = 'type=image&filename=a.png') {
  const response = await fetch(`${url}media/upload?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${grant}` },
    body: new Uint8Array(body),
    ...init,
  })
  heard.push(JSON.stringify([...response.headers]), await response.text())
  return response.status
}

/** Fails when anything that came out so far holds a canary in any form. */
function assertSilent(): void {
  const everything = [relay.stdout(), relay.stderr(), ...heard].join('\n')
  for (const [secret, forms] of canaries) {
    for (const form of forms) {
      const at = everything.indexOf(form)
      assert.equal(at, -1, `${secret} came out: …${everything.slice(Math.max(0, at - 200), at + 200)}…`)
    }
  }
}

/** One upload that succeeds, so that no breaker keeps the next fault from striking. */
async function recover(): Promise<void> {
  emulator.control.clearFaults()
  await eventuallySent()
}

async function eventuallySent(): Promise<void> {
  for (let i = 0; i < 100; i++) if ((await send()) === 200) return
  assert.fail('no upload succeeds')
}

const FAULTS: readonly EmulatorFault[] = [
  { errcode: 40014 },
  { errcode: 42001, errmsg: `invalid access_token ${accessToken}` },
  { errcode: 60020, errmsg: `appKey and ${appSecret} from 192.0.2.1` },
  { errcode: 90018 },
  { errcode: 99999, errmsg: accessToken },
  { status: 500 },
  { html: 'page' },
  { badAnswer: `{"errcode":0,"media_id":"${accessToken}"}` },
  { badAnswer: `not JSON ${accessToken}` },
  { redirect: `http://127.0.0.1:1/?access_token=${encodeURIComponent(accessToken)}` },
  { wire: `HTTP/1.1 200 OK\r\nContent-Length: ${accessToken}\r\n\r\n` },
  { resetAfterBytes: 10 },
  { hang: true },
  { answerEarly: 'close', errcode: 45001 },
  { answerEarly: 'reset', errcode: 45001 },
]

for (const fault of FAULTS) {
  test(`SE-02 keeps every secret when an upload meets ${Object.keys(fault).join(' and ')} ${fault.errcode ?? ''}`, async () => {
    for (const body of [png, bigPng]) {
      emulator.control.addFault(fault)
      const status = await send({}, body)
      assert.ok(status === 200 || status >= 400)
      await recover()
    }
    assertSilent()
  })
}

for (const [what, spoil] of [
  ['no grant', { headers: {} }],
  ['another origin', { headers: { origin: 'https://evil.example' } }],
  ['a broken form', { headers: { 'content-type': 'multipart/form-data; boundary=b' } }],
  ['compression', { headers: { 'content-encoding': 'gzip' } }],
  ['another method', { method: 'PUT' }],
] as const) {
  test(`SE-01 keeps every secret when it refuses ${what}`, async () => {
    const headers = {
      ...(what !== 'no grant' && { authorization: `Bearer ${grant}` }),
      ...(spoil as RequestInit).headers,
    }
    assert.ok((await send({ ...spoil, headers })) >= 400)
    assertSilent()
  })
}

test('SE-01 keeps a grant that is refused to itself, wherever it stands', async () => {
  const bad = `${grant.slice(0, -10)}canarycana`
  canaries.set(bad, [bad, ...formsOf(bad), 'canarycana'])
  assert.equal(await send({ headers: { authorization: `Bearer ${bad}` } }), 401)
  assert.equal(await send({ headers: {} }, png, `type=image&filename=a.png&access_token=${bad}`), 401)
  const form = new FormData()
  form.set('grant', bad)
  form.set('media', new Blob([new Uint8Array(png)]), 'a.png')
  assert.equal(await send({ headers: {}, body: form }), 401)
  assertSilent()
})

test('SE-05 writes no query and no header down', async () => {
  assert.equal(await send({ headers: {} }, png, `type=image&filename=a.png&access_token=${grant}`), 200)
  for (const path of ['nowhere', 'media/rules', 'healthz', 'readyz']) {
    const response = await fetch(`${url}${path}?grant=${grant}&access_token=${grant}`, {
      headers: { referer: `https://app.example.com/?grant=${grant}` },
    })
    heard.push(JSON.stringify([...response.headers]), await response.text())
  }
  assertSilent()
})

test('SE-01 keeps every secret when a client breaks off, stalls, or sends what is not HTTP', async () => {
  const head = `POST /media/upload?type=image&filename=a.png HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${grant}\r\n`
  for (const [text, leaves] of [
    [`${head}Content-Length: 5000000\r\n\r\n`, true],
    [`${head}Content-Length: 5000000\r\n\r\n`, false],
    [`${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`, false],
    [`${head}bad header ${grant}\r\n\r\n`, false],
  ] as const) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      socket.on('error', () => {}).on('close', () => resolve())
      socket.on('data', (data) => {
        heard.push(data.toString('latin1'))
        socket.end()
      })
      socket.write(text)
      if (text.includes('5000000')) socket.write(bigPng.subarray(0, 100_000))
      if (leaves) setTimeout(() => socket.resetAndDestroy(), 50)
    })
  }
  await recover()
  assertSilent()
})

test('SE-06 says the same few things in the headers of every answer, and nothing of what it is made of', async () => {
  for (const [path, status] of [
    ['healthz', 200],
    ['media/rules', 200],
    ['nowhere', 404],
    ['media/upload', 405],
  ] as const) {
    const { status: answered, headers } = await fetch(`${url}${path}`)
    assert.equal(answered, status)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('content-security-policy'), "default-src 'none'")
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('vary'), 'Origin')
    assert.ok(headers.get('x-request-id'))
    assert.equal(headers.get('cache-control'), path === 'media/rules' ? 'public, max-age=300' : 'no-store')
    for (const name of ['server', 'x-powered-by']) assert.equal(headers.get(name), null)
  }
})

test('SE-02 keeps the app secret when no access token can be had', async () => {
  for (const tokenFault of [
    { errcode: 40096, errmsg: `invalid secret ${appSecret}` },
    { badAnswer: `{"errcode":0,"access_token":["${accessToken}"]}` },
    { redirect: `http://127.0.0.1:1/?appsecret=${encodeURIComponent(appSecret)}` },
  ] satisfies EmulatorFault[]) {
    const cold = startCli(['serve'], {
      env: { ...emulator.settings, RELAY_AUTH: 'none', RELAY_LOG_LEVEL: 'trace', PORT: '0' },
    })
    const coldUrl = await readyUrl(cold)
    emulator.control.addFault({ call: 'gettoken', times: 0, ...tokenFault })
    const response = await fetch(`${coldUrl}media/upload?type=image&filename=a.png`, {
      method: 'POST',
      body: new Uint8Array(png),
    })
    assert.ok(response.status >= 500)
    heard.push(await response.text(), await (await fetch(`${coldUrl}readyz`)).text())
    heard.push(await (await fetch(`${coldUrl}metrics`)).text())
    emulator.control.clearFaults()
    cold.kill('SIGTERM')
    await cold.ended
    heard.push(cold.stdout(), cold.stderr())
  }
  assertSilent()
})

test('SE-10 SE-01 keeps every secret from its metrics and its command line, to the end', async () => {
  heard.push(await (await fetch(`${url}metrics`)).text())
  relay.kill('SIGTERM')
  assert.equal(await relay.ended, 0)
  assert.match(relay.stdout(), /"outcome":"ok"/)
  assert.match(relay.stdout(), /"called DingTalk"/)
  assertSilent()
})

test('is able to find a canary', () => {
  heard.push(`…${encodeURIComponent(accessToken)}…`)
  assert.throws(assertSilent, /came out/)
  heard.pop()
})
