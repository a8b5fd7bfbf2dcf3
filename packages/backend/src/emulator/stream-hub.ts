/**
 * The Stream gateway: connections that apps have opened, and the frames on them. A ticket opens one
 * connection; an event goes over any one of them and wants an acknowledgement.
 */

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'

/** How an app acknowledged an event: `none` when it did not. */
export type StreamAck = 'SUCCESS' | 'LATER' | 'none'

export interface StreamEvent {
  readonly eventType: string
  readonly corpId: string
  /** Milliseconds since 1970. */
  readonly bornAt: number
  readonly data: object
}

export interface StreamHub {
  /** A ticket for one connection. */
  issueTicket(): string
  /** Takes over a request to upgrade, or refuses it. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
  /** How many connections there are. */
  readonly open: number
  /** Sends an event over a connection, once there is one. Rejects when aborted. */
  send(event: StreamEvent, signal: AbortSignal): Promise<StreamAck>
  /** Ends every connection: with the frame that asks for another one, or without a word. */
  end(how: 'disconnect' | 'cut'): void
  close(): void
}

const ACK_TIMEOUT_MS = 2500
const PING_MS = 10_000
const MAX_FRAME_BYTES = 64 * 1024

/** A gateway without connections. */
export function createStreamHub(now: () => number): StreamHub {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES })
  const tickets = new Set<string>()
  const acks = new Map<string, (ack: StreamAck) => void>()
  const arrivals = new Set<() => void>()

  function frame(type: string, headers: object, data: object): { id: string; text: string } {
    const id = crypto.randomUUID()
    const common = { messageId: id, contentType: 'application/json', time: String(now()) }
    const whole = { specVersion: '1.0', type, headers: { ...common, ...headers }, data: JSON.stringify(data) }
    return { id, text: JSON.stringify(whole) }
  }

  const sendSystem = (socket: WebSocket, topic: string, data = {}) =>
    socket.send(frame('SYSTEM', { topic }, data).text)

  function welcome(socket: WebSocket): void {
    const pings = setInterval(
      () => sendSystem(socket, 'ping', { opaque: crypto.randomUUID() }),
      PING_MS,
    ).unref()
    socket.on('close', () => clearInterval(pings))
    socket.on('error', () => socket.terminate())
    socket.on('message', (message) => readAck(String(message)))
    sendSystem(socket, 'CONNECTED')
    sendSystem(socket, 'REGISTERED')
    for (const arrived of arrivals) arrived()
  }

  function readAck(text: string): void {
    try {
      const { code, headers, data } = JSON.parse(text)
      const { status } = JSON.parse(data)
      if (code === 200 && (status === 'SUCCESS' || status === 'LATER')) acks.get(headers.messageId)?.(status)
    } catch {
      // An answer that is none acknowledges nothing; the event is sent again.
    }
  }

  function connected(signal: AbortSignal): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      function look(): void {
        const [socket] = [...server.clients].filter(({ readyState, OPEN }) => readyState === OPEN)
        if (!socket && !signal.aborted) return
        arrivals.delete(look)
        signal.removeEventListener('abort', look)
        if (socket) resolve(socket)
        else reject(signal.reason)
      }
      arrivals.add(look)
      signal.addEventListener('abort', look)
      look()
    })
  }

  return {
    issueTicket() {
      const ticket = crypto.randomUUID()
      tickets.add(ticket)
      return ticket
    },
    upgrade(incoming, socket, head) {
      const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://emulator')
      if (pathname !== '/connect' || !tickets.delete(searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      server.handleUpgrade(incoming, socket, head, welcome)
    },
    get open() {
      return server.clients.size
    },
    async send({ eventType, corpId, bornAt, data }, signal) {
      const socket = await connected(signal)
      const eventId = crypto.randomUUID()
      const headers = { eventType, eventId, eventCorpId: corpId, eventBornTime: String(bornAt) }
      const { id, text } = frame('EVENT', { topic: '*', ...headers }, data)
      return new Promise((resolve) => {
        const settle = (ack: StreamAck) => {
          clearTimeout(timer)
          acks.delete(id)
          resolve(ack)
        }
        const timer = setTimeout(settle, ACK_TIMEOUT_MS, 'none')
        acks.set(id, settle)
        socket.once('close', () => settle('none'))
        socket.send(text)
      })
    },
    end(how) {
      for (const socket of server.clients) {
        if (how === 'cut') socket.terminate()
        else sendSystem(socket, 'disconnect', { reason: 'the emulator was told to' })
      }
    },
    close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}
