import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import tls from 'node:tls'
import { createSendUpload } from '../send-upload.ts'
import { TEST_CERTIFICATES, TEST_KEY } from '../testing/certificates.ts'
import { answerOf, uploadTo } from '../testing/scripted-upstream.ts'

// This file has a process to itself.
tls.setDefaultCACertificates([TEST_CERTIFICATES.good])

test('over TLS, too, waits for a client that stops sending, and does not take it for DingTalk', async (t) => {
  const server = tls.createServer({ key: TEST_KEY, cert: TEST_CERTIFICATES.good }, (socket) => {
    t.after(() => socket.destroy())
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk
      if (received.endsWith('file.')) socket.write(answerOf('ok'))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  async function* body() {
    yield Buffer.from('the ')
    await wait(1500)
    yield Buffer.from('file.')
  }
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answer = await createSendUpload()(uploadTo(origin, { body: body(), timeoutMs: 500 }))
  assert.equal(answer.text, 'ok')
})
