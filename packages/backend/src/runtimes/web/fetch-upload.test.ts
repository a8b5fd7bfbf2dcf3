import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { MediaError } from '../../errors.ts'
import { createFetchUpload } from './fetch-upload.ts'

// Node's own `fetch` sends a stream in chunks; what goes out with a length is tried on the runtimes that do it.
const sendUpload = createFetchUpload((body) => ({ body }))

const chunk = new Uint8Array(1024)

async function* bodyOf(...steps: readonly (Uint8Array | Error | number)[]): AsyncGenerator<Uint8Array> {
  for (const step of steps) {
    if (step instanceof Error) throw step
    if (typeof step === 'number') await sleep(step, undefined, { ref: false })
    else yield step
  }
}

/** A server that hears of a request when its body is whole, or was cut off. */
async function startSink(t: TestContext, answer: RequestListener) {
  const heard: ('whole' | 'cut')[] = []
  const server = createServer((incoming, outgoing) => {
    incoming.on('end', () => {
      heard.push('whole')
      answer(incoming, outgoing)
    })
    incoming.on('close', () => incoming.complete || heard.push('cut'))
    incoming.on('error', () => {})
    incoming.resume()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    heard,
    send: (body: AsyncIterable<Uint8Array>, timeoutMs = 10_000, signal = new AbortController().signal) =>
      sendUpload({ url, headers: {}, contentLength: 1024, body, signal, timeoutMs }),
  }
}

const code = (expected: string) => (error: unknown) => error instanceof MediaError && error.code === expected

test('gives status and text of the answer, and follows no redirect', async (t) => {
  const { send } = await startSink(t, (_, outgoing) => {
    outgoing.writeHead(302, { location: 'http://127.0.0.1:9/' }).end('elsewhere')
  })
  assert.deepEqual(await send(bodyOf(chunk)), { status: 302, text: 'elsewhere' })
})

test('throws what the body throws, and completes nothing', async (t) => {
  const { send, heard } = await startSink(t, (_, outgoing) => void outgoing.end('{}'))
  const broken = new MediaError('malformed_body', 'The client left')
  await assert.rejects(send(bodyOf(chunk, broken)), broken)
  await until(() => heard.length > 0)
  assert.deepEqual(heard, ['cut'])
})

test('throws what the signal was aborted with, and breaks off', async (t) => {
  const { send, heard } = await startSink(t, () => {})
  const leave = new AbortController()
  const gone = new MediaError('client_timeout', 'The client is gone')
  const sending = assert.rejects(send(bodyOf(chunk, 600_000), 10_000, leave.signal), gone)
  await sleep(50)
  leave.abort(gone)
  await sending
  await until(() => heard.length > 0)
  assert.deepEqual(heard, ['cut'])
  await assert.rejects(send(bodyOf(chunk), 10_000, leave.signal), gone)
})

test('bears the silence of DingTalk for so long, and the silence of the client for as long as it takes', async (t) => {
  const silent = await startSink(t, () => {})
  await assert.rejects(silent.send(bodyOf(chunk), 50), code('upstream_timeout'))
  const quick = await startSink(t, (_, outgoing) => void outgoing.end('{}'))
  // A connection counts as DingTalk's; so the client comes first.
  assert.equal((await quick.send(bodyOf(chunk, 3000, chunk), 1500)).text, '{}')
})

test('reads no endless answer, and says when there is no connection', async (t) => {
  const { send } = await startSink(t, (_, outgoing) => void outgoing.end('x'.repeat(70_000)))
  await assert.rejects(send(bodyOf(chunk)), code('upstream_invalid'))
  const nobody = { url: 'http://127.0.0.1:9/', headers: {}, contentLength: 1024, timeoutMs: 10_000 }
  const { signal } = new AbortController()
  await assert.rejects(sendUpload({ ...nobody, body: bodyOf(chunk), signal }), code('upstream_unreachable'))
})

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !holds(); i++) await sleep(10)
  assert.ok(holds())
}
