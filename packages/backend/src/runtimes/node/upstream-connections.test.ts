import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import tls from 'node:tls'
import type { UploadAnswer } from '../../contract/index.ts'
import { signGrant } from '../../grants/index.ts'
import { type StartRelayOptions, startRelay } from './start-relay.ts'
import { TEST_CERTIFICATES, TEST_KEY } from './testing/certificates.ts'
import { bigPng, eventually, png, pointedAt, refusalOf, setStage } from './testing/stage.ts'

const stage = setStage()
const TOKEN = 'a token with +/=&#% and 钉'
const SECRET = 'a secret of at least thirty-two bytes'

/** A relay whose token is at hand, so that only the upload meets this host. */
async function relayTo(t: TestContext, oapi: string, options: Partial<StartRelayOptions> = {}) {
  const relay = await startRelay({
    app: { fetchToken: async () => ({ accessToken: TOKEN, expiresInMs: 7_200_000 }) },
    hosts: { oapi },
    auth: 'none',
    port: 0,
    upstreamTimeoutMs: 500,
    ...options,
  })
  t.after(() => relay.stop(0))
  return (body: Uint8Array = png, headers: Record<string, string> = {}) =>
    fetch(`${relay.url}media/upload?type=image&filename=a.png`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers,
    })
}

async function listen(t: TestContext, server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket.on('error', () => {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function assertUnreachable(response: Response, ...hidden: string[]): Promise<void> {
  const text = await response.clone().text()
  const { code, status, retriable } = await refusalOf(response)
  assert.deepEqual([code, status, retriable], ['upstream_unreachable', 502, true])
  for (const word of hidden) assert.ok(!text.includes(word), text)
}

test('UP-01 says that a host without an address cannot be reached, names it to nobody, and keeps the grant', async (t) => {
  const options = { auth: 'grant', grantSecrets: [SECRET] } as const
  const upload = await relayTo(t, 'https://dingtalk.invalid', options)
  const grant = await signGrant({ sub: 'someone', maxUploads: 1 }, { secret: SECRET })
  const headers = { authorization: `Bearer ${grant}` }
  for (let i = 0; i < 2; i++) await assertUnreachable(await upload(png, headers), 'invalid', 'ENOTFOUND')
})

test('UP-03 gives up on a host that takes no connection', {
  skip: process.platform !== 'linux',
}, async (t) => {
  // A stopped process with a full queue: the kernel answers no further SYN.
  const listener = `require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', listener], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  const port = Number(String(line))
  child.kill('SIGSTOP')
  const waiting = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  t.after(() => {
    for (const socket of waiting) socket.destroy()
  })
  await eventually(() => waiting.some((socket) => !socket.connecting), 'the queue fills')
  const upload = await relayTo(t, `http://127.0.0.1:${port}`)
  const { code, status, retriable } = await refusalOf(await upload())
  assert.deepEqual([code, status, retriable], ['upstream_timeout', 504, true])
})

for (const [what, server, trusted] of [
  ['is not trusted', { cert: TEST_CERTIFICATES.good }, []],
  ['has expired', { cert: TEST_CERTIFICATES.expired }, [TEST_CERTIFICATES.expired]],
  ['is of another host', { cert: TEST_CERTIFICATES.otherHost }, [TEST_CERTIFICATES.otherHost]],
  [
    'comes over TLS 1.1',
    { cert: TEST_CERTIFICATES.good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' },
    [TEST_CERTIFICATES.good],
  ],
] satisfies [string, tls.TlsOptions, string[]][]) {
  test(`UP-04 tells nothing to a host whose certificate ${what}`, async (t) => {
    let heard = 0
    const secure = tls.createServer({ key: TEST_KEY, ...server }, (socket) => {
      socket.on('data', (bytes) => {
        heard += bytes.length
      })
    })
    secure.on('tlsClientError', () => {})
    const port = await listen(t, secure)
    trust(t, trusted)
    const upload = await relayTo(t, `https://localhost:${port}`)
    await assertUnreachable(await upload(), 'CERT', 'localhost')
    assert.equal(heard, 0)
  })
}

test('UP-04 speaks to a host whose certificate is good', async (t) => {
  let heard = ''
  const secure = tls.createServer({ key: TEST_KEY, cert: TEST_CERTIFICATES.good }, (socket) => {
    socket.on('data', (bytes) => {
      heard += bytes
      if (heard.includes(png.toString())) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    })
  })
  const port = await listen(t, secure)
  trust(t, [TEST_CERTIFICATES.good])
  const upload = await relayTo(t, `https://localhost:${port}`)
  await upload()
  assert.match(heard, /^POST \/media\/upload\?/)
})

/** Trusts these alone, as an operator does with NODE_EXTRA_CA_CERTS. */
function trust(t: TestContext, certificates: readonly string[]): void {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...certificates])
  t.after(() => tls.setDefaultCACertificates(before))
}

test('UP-09 gives up on an answer that comes byte by byte and never ends', async (t) => {
  const answer = `HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n${'x'.repeat(50_000)}`
  const trickling = createServer((socket) => {
    let at = 0
    const timer = setInterval(() => socket.write(answer.charAt(at++)), 5)
    socket.on('close', () => clearInterval(timer)).resume()
  })
  const upload = await relayTo(t, `http://127.0.0.1:${await listen(t, trickling)}`)
  const { code, status } = await refusalOf(await upload())
  assert.deepEqual([code, status], ['upstream_timeout', 504])
})

const STORED = '{"errcode":0,"errmsg":"ok","type":"image","media_id":"@lAL12345678","created_at":1}'

test('UP-27 says "try again" when a kept connection is closed just as it is used, and the next upload gets in', async (t) => {
  const opened: number[] = []
  const fickle = createServer((socket) => {
    const number = opened.push(0)
    let wholes = 0
    socket.on('data', (bytes) => {
      // Of the first connection the second request is cut off.
      if (wholes === 1 && number === 1) return void socket.resetAndDestroy()
      if (!bytes.toString('latin1').includes('--\r\n')) return
      wholes += 1
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${STORED.length}\r\n\r\n${STORED}`)
    })
  })
  const upload = await relayTo(t, `http://127.0.0.1:${await listen(t, fickle)}`)
  assert.equal((await upload()).status, 200)
  await assertUnreachable(await upload())
  assert.equal((await upload()).status, 200)
  assert.equal(opened.length, 2)
})

test('UP-29 reaches a host whose IPv6 address is dead by its IPv4 one', async (t) => {
  // The emulator listens on 127.0.0.1 alone, and localhost is both.
  const upload = await relayTo(t, `http://localhost:${stage.emulator.port}`, {
    app: pointedAt(stage.emulator).app,
    hosts: { oapi: `http://localhost:${stage.emulator.port}`, api: stage.emulator.url },
    upstreamTimeoutMs: 5000,
  })
  const { media_id } = (await (await upload(bigPng)).json()) as UploadAnswer
  assert.deepEqual(Buffer.from(stage.emulator.control.media(media_id)?.bytes ?? []), bigPng)
})

test('TK-10 writes a token of any characters into the query as it is', async (t) => {
  let target = ''
  const recorder = createServer((socket) => {
    socket.on('data', (bytes) => {
      target ||= bytes.toString('latin1').split(' ', 2)[1] ?? ''
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${STORED.length}\r\n\r\n${STORED}`)
    })
  })
  const upload = await relayTo(t, `http://127.0.0.1:${await listen(t, recorder)}`)
  assert.equal((await upload()).status, 200)
  const { pathname, searchParams } = new URL(target, 'http://host')
  assert.deepEqual([pathname, ...searchParams], ['/media/upload', ['access_token', TOKEN], ['type', 'image']])
})
