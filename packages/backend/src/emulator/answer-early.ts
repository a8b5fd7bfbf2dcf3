/**
 * Answers before the body was read, as a gateway does that has seen enough in the headers, and then
 * treats the connection in one of the three ways that servers do.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultAnswer } from './fault-answer.ts'

/** How long the rest of a body is read and dropped, so that the sender finds the answer. */
const LINGER_MS = 1000

/** Sends the answer; nothing of the body needs to have been read. */
export function answerEarly(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, headers, body }: FaultAnswer,
  after: 'close' | 'reset' | 'keep',
): void {
  if (after === 'keep') {
    // Node itself then reads and drops the rest of the body.
    outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body)
    return
  }
  const { socket } = incoming
  const text = wireText(status, headers, body)
  if (after === 'reset') {
    socket.write(text, () => socket.resetAndDestroy())
    return
  }
  socket.end(text)
  incoming.on('error', () => socket.destroy()).resume()
  const timer = setTimeout(() => socket.destroy(), LINGER_MS)
  socket.once('close', () => clearTimeout(timer))
}

function wireText(status: number, headers: Readonly<Record<string, string>>, body: string): string {
  const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(body), Connection: 'close' })
  return `HTTP/1.1 ${status} Early\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}
