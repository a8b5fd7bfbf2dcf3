/**
 * Speaks HTTP byte by byte: what it is told to write goes out as it is, and answers are taken
 * apart no further than a test needs.
 */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { ErrorAnswer } from '../../../contract/index.ts'

export interface RawAnswer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

export interface RawClient {
  readonly socket: Socket
  /** Writes and waits until the kernel has taken it, or the connection is gone. */
  write(...pieces: readonly (string | Uint8Array)[]): Promise<void>
  /** The next answer; fails when the connection ends before one came. */
  answer(): Promise<RawAnswer>
  /** Resolves to what else came until the connection was closed. */
  closed(): Promise<string>
}

const PATIENCE_MS = 15_000

/** Connects to a relay. */
export async function connectRaw(url: string): Promise<RawClient> {
  const { hostname, port } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true, noDelay: true })
  let received = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
  })
  // A reset is one of the endings that tests are about.
  socket.on('error', () => {})
  await once(socket, 'connect')
  const over = () => socket.readableEnded || socket.destroyed
  let wake = () => {}
  for (const event of ['data', 'end', 'close']) socket.on(event, () => wake())

  function more(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Nothing came')), PATIENCE_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    socket,
    async write(...pieces) {
      for (const piece of pieces) {
        await new Promise<void>((resolve) => {
          if (socket.destroyed) resolve()
          else socket.write(piece, () => resolve())
        })
      }
    },
    async answer() {
      for (;;) {
        const taken = takeAnswer(received, over())
        if (taken) {
          received = received.subarray(taken.bytes)
          return taken.answer
        }
        assert.ok(!over(), `The connection ended without an answer: ${received}`)
        await more()
      }
    },
    async closed() {
      while (!over()) await more()
      socket.destroy()
      return received.toString('latin1')
    },
  }
}

/** Writes all of it at once, and gives the first answer. */
export async function sendRaw(url: string, ...pieces: readonly (string | Uint8Array)[]) {
  const client = await connectRaw(url)
  void client.write(...pieces)
  const answer = await client.answer()
  client.socket.destroy()
  return answer
}

/** The head of an upload; `headers` are lines, the host comes by itself. */
export function uploadHead(headers: readonly string[], query = 'type=image&filename=a.png'): string {
  return [`POST /media/upload?${query} HTTP/1.1`, 'Host: relay', ...headers, '', ''].join('\r\n')
}

/** One chunk of a chunked body. */
export function chunkOf(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

/** The code of a refused answer. */
export function codeOf({ body }: RawAnswer): string {
  return (JSON.parse(body) as ErrorAnswer).code
}

function takeAnswer(received: Buffer, ended: boolean) {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const [start = '', ...lines] = received.toString('latin1', 0, headEnd).split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  const status = Number(start.match(/^HTTP\/1\.1 (\d{3}) /)?.[1])
  assert.ok(status, `Not an answer: ${start}`)
  const length = status < 200 || status === 204 ? 0 : Number(headers.get('content-length') ?? Number.NaN)
  const bodyStart = headEnd + 4
  if (Number.isNaN(length) ? !ended : received.length < bodyStart + length) return undefined
  const bytes = Number.isNaN(length) ? received.length : bodyStart + length
  return { bytes, answer: { status, headers, body: received.toString('utf8', bodyStart, bytes) } }
}
