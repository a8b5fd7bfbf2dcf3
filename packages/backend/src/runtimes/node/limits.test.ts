import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { ErrorCode } from '../../contract/index.ts'
import { signGrant } from '../../grants/index.ts'
import type { RunningRelay } from '../running-relay.ts'
import { type StartRelayOptions, startRelay } from './start-relay.ts'
import { bigPng, eventually, png, pointedAt, refusalOf, setStage } from './testing/stage.ts'

const secret = 'a-secret-of-at-least-thirty-two-bytes'
const stage = setStage()
const UPLOAD = 'media/upload?type=image&filename=a.png'

/** A relay of this test's own, with one limit to reach. */
async function relayWith(t: TestContext, options: Partial<StartRelayOptions>): Promise<RunningRelay> {
  const relay = await startRelay({
    ...pointedAt(stage.emulator),
    auth: 'none',
    uploadsPerMinute: 0,
    callsPerSecond: 0,
    port: 0,
    ...options,
  })
  t.after(() => relay.stop(0))
  return relay
}

function send(relay: RunningRelay, headers: Record<string, string> = {}, body: Uint8Array = png) {
  return fetch(`${relay.url}${UPLOAD}`, { method: 'POST', headers, body: new Uint8Array(body) })
}

/** Starts an upload that stays where it is: only half of its body is ever sent. */
function hold(t: TestContext, relay: RunningRelay, headers: Record<string, string> = {}): Socket {
  const socket = connect(relay.port, '127.0.0.1')
  socket.on('error', () => {})
  t.after(() => socket.destroy())
  const lines = Object.entries({ Host: 'x', 'Content-Length': bigPng.length, ...headers })
  socket.write(
    `POST /${UPLOAD} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  )
  socket.write(bigPng.subarray(0, 100_000))
  return socket
}

/** The whole answer to a request whose body is never sent: it was refused without it. */
async function answerWithoutBody(t: TestContext, relay: RunningRelay, headers = {}): Promise<string> {
  const socket = connect(relay.port, '127.0.0.1')
  socket.on('error', () => {})
  t.after(() => socket.destroy())
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const lines = Object.entries({ Host: 'x', 'Content-Length': bigPng.length, ...headers })
  socket.write(
    `POST /${UPLOAD} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  )
  await eventually(() => text.includes('request_id'), 'an answer comes')
  return text
}

function assertRefusal(text: string, code: ErrorCode, status: number): void {
  assert.match(text, new RegExp(`^HTTP/1.1 ${status} `))
  assert.match(text, new RegExp(`"code":"${code}"`))
  assert.match(text, /\r\nretry-after: [1-9]\d*\r\n/i)
}

const bearer = async (sub: string) => ({ Authorization: `Bearer ${await signGrant({ sub }, { secret })}` })
const opened = () => stage.emulator.control.state().uploads.opened
const running = () => stage.emulator.control.state().uploads.running.length

test('LD-01 refuses one upload more than there is room for, before its body, and has room again later', async (t) => {
  const relay = await relayWith(t, { maxUploads: 2 })
  const held = [hold(t, relay), hold(t, relay)]
  await eventually(() => running() === 2, 'two uploads run')
  assertRefusal(await answerWithoutBody(t, relay), 'overloaded', 503)
  assert.equal(opened(), 2)
  for (const socket of held) socket.destroy()
  await eventually(() => running() === 0, 'they are over')
  assert.equal((await send(relay)).status, 200)
})

test('LD-01 has room again after an upload that failed, in every place that it had taken', async (t) => {
  const limits = { maxUploads: 1, maxUploadsPerSubject: 1 }
  const relay = await relayWith(t, { auth: 'grant', grantSecrets: [secret], ...limits })
  const statuses: number[] = []
  for (const content of ['no picture', png, 'no picture', png]) {
    const body = new FormData()
    body.set('type', 'image')
    body.set('grant', await signGrant({ sub: 'alice' }, { secret }))
    body.set('media', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), 'cat.png')
    statuses.push((await fetch(`${relay.url}media/upload`, { method: 'POST', body })).status)
  }
  assert.deepEqual(statuses, [415, 200, 415, 200])
})

test('LD-10 lets a subject have so many uploads in flight, and others theirs', async (t) => {
  const relay = await relayWith(t, { auth: 'grant', grantSecrets: [secret], maxUploadsPerSubject: 2 })
  const alice = await bearer('alice')
  for (let i = 0; i < 2; i++) hold(t, relay, alice)
  await eventually(() => running() === 2, 'two uploads run')
  const refused = await Promise.all(
    Array.from({ length: 10 }, async () => answerWithoutBody(t, relay, await bearer('alice'))),
  )
  for (const text of refused) assertRefusal(text, 'too_many_uploads', 429)
  assert.equal(opened(), 2)
  assert.equal((await send(relay, await bearer('bob'))).status, 200)
})

test('LD-06 lets a subject begin so many uploads a minute, and others theirs', async (t) => {
  const relay = await relayWith(t, { auth: 'grant', grantSecrets: [secret], uploadsPerMinute: 3 })
  const statuses: number[] = []
  // Twice as many and one: a minute may turn in between, and then as many more get in.
  for (let i = 0; i < 7; i++) statuses.push((await send(relay, await bearer('alice'))).status)
  assert.deepEqual(statuses.slice(0, 3), [200, 200, 200])
  assert.equal(statuses.at(-1), 429)
  const before = opened()
  assertRefusal(await answerWithoutBody(t, relay, await bearer('alice')), 'too_many_uploads', 429)
  assert.equal(opened(), before)
  assert.equal((await send(relay, await bearer('bob'))).status, 200)
})

test('LD-06 counts by address where there is no grant, and believes no header about it', async (t) => {
  const relay = await relayWith(t, { uploadsPerMinute: 1 })
  const statuses: number[] = []
  for (let i = 0; i < 3; i++) statuses.push((await send(relay, { 'X-Forwarded-For': `192.0.2.${i}` })).status)
  assert.equal(statuses[0], 200)
  assert.equal(statuses.at(-1), 429)
})

test('LD-06 counts by the address that the trusted proxy saw, and by none that a client adds', async (t) => {
  const relay = await relayWith(t, { uploadsPerMinute: 1, trustedProxies: 1 })
  const from = async (forwardedFor: string) => (await send(relay, { 'X-Forwarded-For': forwardedFor })).status
  assert.equal(await from('192.0.2.1'), 200)
  assert.equal(await from('192.0.2.2'), 200)
  const posing: number[] = []
  for (let i = 0; i < 2; i++) posing.push(await from(`198.51.100.${i}, 192.0.2.1`))
  assert.equal(posing.at(-1), 429)
})

test('LD-07 spaces uploads to DingTalk evenly, and refuses one whose turn is too far off', async (t) => {
  const relay = await relayWith(t, { callsPerSecond: 20, maxUploadsPerSubject: 20 })
  await send(relay)
  stage.emulator.control.reset()
  const all = await Promise.all(Array.from({ length: 11 }, () => send(relay)))
  assert.ok(all.every(({ status }) => status === 200))
  const times = stage.emulator.control.uploads().map(({ openedAt }) => openedAt)
  // Ten turns of 50 ms; the first may have come late.
  assert.ok(Math.max(...times) - Math.min(...times) > 300)

  const slow = await relayWith(t, { callsPerSecond: 0.1 })
  assert.equal((await send(slow)).status, 200)
  const response = await send(slow)
  assert.ok(Number(response.headers.get('Retry-After')) > 5)
  const answer = await refusalOf(response)
  assert.deepEqual([answer.code, answer.status], ['too_many_uploads', 429])
})

test("UP-24 stops at the month's quota without a call, warns before, and says so in DingTalk's number", async (t) => {
  const warnings: unknown[] = []
  const relay = await relayWith(t, {
    auth: 'grant',
    grantSecrets: [secret],
    uploadsPerMonth: 5,
    observers: [{ warned: (message, fields) => warnings.push([message, fields]) }],
  })
  const statuses: number[] = []
  for (let i = 0; i < 7; i++) statuses.push((await send(relay, await bearer('alice'))).status)
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 422, 422])
  assert.deepEqual(warnings, [["Four fifths of the month's uploads are used", { used: 4 }]])
  assert.equal(opened(), 5)

  const grant = await signGrant({ sub: 'bob', maxUploads: 1, jti: 'kept' }, { secret })
  for (let i = 0; i < 2; i++) {
    const answer = await refusalOf(await send(relay, { Authorization: `Bearer ${grant}` }))
    assert.deepEqual([answer.code, answer.errcode], ['upstream_refused', 90020])
  }
})

for (const [what, options] of [
  ['stops sending', { bodyIdleTimeoutMs: 300 }],
  ['takes too long in all', { uploadTimeoutMs: 300 }],
] as const) {
  test(`CL-06 ends an upload whose client ${what}: the client is told, and DingTalk has nothing whole`, async (t) => {
    const relay = await relayWith(t, options)
    const socket = hold(t, relay)
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    await eventually(() => text.includes('client_timeout'), 'it is answered')
    assert.match(text, /^HTTP\/1.1 408 /)
    await eventually(() => running() === 0, "DingTalk's side is over")
    assert.equal(stage.emulator.control.state().uploads.completed, 0)
  })
}

test('LD-06 counts the subject of a grant that comes in a form, too, whatever address it comes from', async (t) => {
  const relay = await relayWith(t, {
    auth: 'grant',
    grantSecrets: [secret],
    uploadsPerMinute: 3,
    trustedProxies: 1,
  })
  const statuses: number[] = []
  for (const last of [1, 2, 3, 4, 5, 6, 7]) {
    const body = new FormData()
    body.set('type', 'image')
    body.set('grant', await signGrant({ sub: 'alice' }, { secret }))
    body.set('media', new Blob([new Uint8Array(png)]), 'cat.png')
    const headers = { 'X-Forwarded-For': `192.0.2.${last}` }
    statuses.push((await fetch(`${relay.url}media/upload`, { method: 'POST', body, headers })).status)
  }
  // Three in this minute, and three more should another one begin meanwhile.
  assert.ok(statuses.includes(429), statuses.join())
})
