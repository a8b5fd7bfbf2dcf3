import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import {
  codeOf,
  connectRaw,
  type RawAnswer,
  type RawClient,
  sendRaw,
  uploadHead,
} from './testing/raw-client.ts'
import { bigPng, eventually, png, setStage } from './testing/stage.ts'

const patient = setStage()
const hasty = setStage({ headersTimeoutMs: 1000, keepAliveTimeoutMs: 300 })
const silent = setStage({ silenceTimeoutMs: 1000 })

const SMALL = uploadHead([`Content-Length: ${png.length}`])
const HEALTH = 'GET /healthz HTTP/1.1\r\nHost: relay\r\n\r\n'

async function crowd(url: string): Promise<readonly RawClient[]> {
  const clients: RawClient[] = []
  for (let i = 0; i < 300; i++) clients.push(await connectRaw(url))
  return clients
}

/** What a client at 100 bytes a second is answered; the tests before its own use the time that it takes. */
let trickle: Promise<RawAnswer> | undefined

beforeEach(() => {
  trickle ??= sendSlowly()
})

async function sendSlowly(): Promise<RawAnswer> {
  const client = await connectRaw(patient.relay.url)
  await client.write(uploadHead([`Content-Length: ${bigPng.length}`]), bigPng.subarray(0, 2048))
  const timer = setInterval(() => client.socket.write(Buffer.alloc(10)), 100)
  return client.answer().finally(() => {
    clearInterval(timer)
    client.socket.destroy()
  })
}

test('CL-09 closes 300 connections with half a head, and serves a good upload meanwhile', async () => {
  const clients = await crowd(hasty.relay.url)
  await Promise.all(clients.map((client) => client.write(SMALL.slice(0, -10))))
  assert.equal((await sendRaw(hasty.relay.url, SMALL, png)).status, 200)
  for (const client of clients) assert.match(await client.closed(), /^(HTTP\/1\.1 408 |$)/)
})

test('CL-11 closes 300 connections that are kept open for nothing', async () => {
  const clients = await crowd(hasty.relay.url)
  for (const client of clients) await client.write(HEALTH)
  for (const client of clients) assert.match(await client.closed(), /^HTTP\/1\.1 200 .*"ok"\}$/s)
})

test('CL-10 gives up on a client that asks and asks and never reads', async () => {
  const client = await connectRaw(silent.relay.url)
  client.socket.pause()
  // Once the relay stops reading, our own writes pile up here and not there.
  while (client.socket.writableLength < 2 ** 20 && !client.socket.destroyed) {
    client.socket.write(HEALTH.repeat(1000))
    await wait(1)
  }
  assert.ok(client.socket.bytesWritten - client.socket.writableLength < 16 * 2 ** 20)
  await eventually(() => client.socket.destroyed, 'the relay has hung up')
})

test('CL-07 ends an upload at 100 bytes a second after ten seconds, and frees DingTalk', async () => {
  const answer = (await trickle) ?? assert.fail()
  assert.deepEqual([answer.status, codeOf(answer)], [408, 'client_timeout'])
  const uploads = () => patient.emulator.control.state().uploads
  await eventually(() => uploads().running.length === 0, 'DingTalk is free')
  assert.equal(uploads().completed, 0)
})
