import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:http2'
import { after, before, describe, test } from 'node:test'
import { type RunningEmulator, startEmulator } from '../packages/backend/src/emulator/index.ts'
import { type RunningRelay, startRelay } from '../packages/backend/src/runtimes/node/index.ts'
import { eventually } from './testing/eventually.ts'
import { findFreePorts } from './testing/free-ports.ts'
import { type RunningCaddy, startCaddy, whyNoCaddy } from './testing/start-caddy.ts'

const MiB = 2 ** 20
const QUERY = 'type=image&filename=a.png'
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

describe('Caddy in front of a relay, and of one that is down', { skip: whyNoCaddy() ?? false }, () => {
  let dingtalk: RunningEmulator
  let relay: RunningRelay
  let caddy: RunningCaddy

  before(async () => {
    dingtalk = await startEmulator()
    const { DINGTALK_APP_KEY: appKey = '', DINGTALK_APP_SECRET: appSecret = '' } = dingtalk.settings
    const hosts = { oapi: dingtalk.url, api: dingtalk.url }
    relay = await startRelay({
      port: 0,
      app: { appKey, appSecret },
      hosts,
      auth: 'none',
      metricsText: async () => '',
    })
    const [down = 0] = await findFreePorts(1)
    caddy = await startCaddy([Number(new URL(relay.url).port), down])
  })

  after(async () => {
    await caddy?.stop()
    await relay?.stop(0)
    await dingtalk?.close()
  })

  test('every upload arrives, byte for byte: the relay that is down costs none', async () => {
    for (const size of [1, 2, 3].map((count) => count * MiB)) {
      const file = Buffer.concat([PNG, Buffer.alloc(size, size % 251)])
      const answer = await fetch(`${caddy.url}/media/upload?${QUERY}`, {
        method: 'POST',
        body: file,
      })
      const { media_id } = (await answer.json()) as { media_id: string }
      assert.equal(answer.status, 200)
      const stored = dingtalk.control.uploads().find((upload) => upload.media_id === media_id)
      assert.equal(stored?.sha256, createHash('sha256').update(file).digest('hex'))
    }
  })

  test('a refusal comes while the body is still on its way, over HTTP/2 as browsers speak it', async () => {
    const answer = await beginUpload(5 * MiB, Buffer.concat([Buffer.from('MZ'), Buffer.alloc(64 * 1024)]))
    assert.equal(answer.status, 415)
    assert.equal(answer.body.code, 'content_mismatch')
  })

  test('what is too large the relay says, in its own words', async () => {
    const answer = await beginUpload(25 * MiB, PNG)
    assert.equal(answer.status, 413)
    assert.deepEqual(answer.body.details, { max_bytes: 20 * MiB })
  })

  test('a body streams through to DingTalk, and a client that leaves takes its upload along', async () => {
    const upload = request(`${caddy.url}/media/upload?${QUERY}`, {
      method: 'POST',
      headers: { 'Content-Length': 5 * MiB, 'Content-Type': 'application/octet-stream' },
    })
    upload.on('error', () => {})
    upload.write(Buffer.concat([PNG, Buffer.alloc(MiB)]))
    const { running } = await eventually(
      async () => dingtalk.control.state().uploads,
      (uploads) => (uploads.running[0]?.receivedBytes ?? 0) > MiB / 2,
    )
    assert.ok((running[0]?.receivedBytes ?? 0) < 2 * MiB)
    upload.destroy()
    await eventually(
      async () => dingtalk.control.uploads().at(-1)?.outcome,
      (outcome) => outcome === 'cut',
    )
  })

  test('metrics and readiness stay inside', async () => {
    for (const path of ['metrics', 'readyz']) assert.equal((await fetch(`${caddy.url}/${path}`)).status, 404)
    assert.equal((await fetch(`${relay.url}readyz`)).status, 200)
    assert.equal((await fetch(`${caddy.url}/healthz`)).status, 200)
  })

  /** Says this length, sends no more than this, and resolves to what comes back all the same. */
  async function beginUpload(length: number, begin: Buffer) {
    const session = connect(caddy.url)
    try {
      const upload = session.request({
        ':method': 'POST',
        ':path': `/media/upload?${QUERY}`,
        'content-length': length,
        'content-type': 'application/octet-stream',
      })
      upload.on('error', () => {})
      upload.write(begin)
      const [headers] = await once(upload, 'response')
      let text = ''
      for await (const chunk of upload.setEncoding('utf8')) {
        text += chunk
        if (text.endsWith('}')) break
      }
      return { status: headers[':status'], body: JSON.parse(text) }
    } finally {
      session.destroy()
    }
  }
})
