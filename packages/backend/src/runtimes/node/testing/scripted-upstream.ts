/**
 * An upstream that does on each connection what a test tells it to, byte by byte.
 */

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import type { UpstreamUpload } from '../../../dingtalk/transport.ts'
import { givenBytes } from '../../../streams/given-bytes.ts'

/** One connection, and what came over it so far. */
export interface UpstreamConnection {
  readonly socket: Socket
  received(): string
  /** Resolves once so much has come that it holds this text. */
  until(text: string): Promise<void>
  readonly closed: Promise<unknown>
}

export interface ScriptedUpstream {
  readonly origin: string
  readonly connections: UpstreamConnection[]
}

/** Listens until the test is over. */
export async function scriptUpstream(
  t: TestContext,
  script: (connection: UpstreamConnection, index: number) => unknown,
): Promise<ScriptedUpstream> {
  const connections: UpstreamConnection[] = []
  const server = createServer({ noDelay: true }, (socket) => {
    let received = ''
    // A reset is one of the endings that tests are about.
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    const connection: UpstreamConnection = {
      socket,
      received: () => received,
      async until(text) {
        while (!received.includes(text)) await once(socket, 'data')
      },
      closed: new Promise((resolve) => socket.once('close', resolve)),
    }
    connections.push(connection)
    void script(connection, connections.length - 1)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const { socket } of connections) socket.destroy()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections }
}

/** An upload of a few bytes to this origin. */
export function uploadTo(origin: string, override: Partial<UpstreamUpload> = {}): UpstreamUpload {
  return {
    url: `${origin}/media/upload?access_token=t`,
    headers: { 'content-type': 'text/plain' },
    contentLength: 9,
    body: givenBytes(Buffer.from('the file.')),
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    ...override,
  }
}

export const answerOf = (text: string, ...headers: readonly string[]) =>
  ['HTTP/1.1 200 OK', `Content-Length: ${text.length}`, ...headers, '', text].join('\r\n')
