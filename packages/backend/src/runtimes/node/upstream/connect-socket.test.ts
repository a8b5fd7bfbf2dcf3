import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import tls from 'node:tls'
import { TEST_CERTIFICATES, TEST_KEY } from '../testing/certificates.ts'
import { connectSocket, type Endpoint, endpointOf } from './connect-socket.ts'

// This file has a process to itself.
tls.setDefaultCACertificates([TEST_CERTIFICATES.good])

const onread = { buffer: Buffer.alloc(1024), callback: () => true }

async function listen(t: TestContext, cert: string): Promise<tls.Server> {
  const server = tls.createServer({ key: TEST_KEY, cert }, (socket) => socket.on('error', () => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return server
}

function connect(t: TestContext, endpoint: Endpoint): tls.TLSSocket {
  const socket: Socket = connectSocket(endpoint, onread)
  t.after(() => socket.destroy())
  return socket as tls.TLSSocket
}

test('a second connection goes on with the session of the first', async (t) => {
  const { port } = (await listen(t, TEST_CERTIFICATES.good)).address() as AddressInfo
  const endpoint = endpointOf(`https://127.0.0.1:${port}`)
  const first = connect(t, endpoint)
  await Promise.all([once(first, 'secureConnect'), once(first, 'session')])
  assert.deepEqual([first.authorized, first.isSessionReused()], [true, false])
  assert.ok(endpoint.session)

  const second = connect(t, endpoint)
  await once(second, 'secureConnect')
  assert.deepEqual([second.authorized, second.isSessionReused()], [true, true])
})

test('a connection that breaks takes its session with it', async (t) => {
  const { port } = (await listen(t, TEST_CERTIFICATES.good)).address() as AddressInfo
  const endpoint = endpointOf(`https://127.0.0.1:${port}`)
  const socket = connect(t, endpoint)
  await Promise.all([once(socket, 'secureConnect'), once(socket, 'session')])
  const broken = once(socket, 'error')
  socket.destroy(new Error('broken'))
  await broken.catch(() => {})
  assert.equal(endpoint.session, undefined)
})

test('no session is kept of a server whose certificate is not believed', async (t) => {
  const { port } = (await listen(t, TEST_CERTIFICATES.otherHost)).address() as AddressInfo
  const endpoint = endpointOf(`https://127.0.0.1:${port}`)
  const [error] = await once(connect(t, endpoint), 'error').catch((reason: unknown) => [reason])
  assert.match((error as NodeJS.ErrnoException).code ?? '', /CERT|SELF_SIGNED|ALTNAME|UNABLE/)
  assert.equal(endpoint.session, undefined)
})
