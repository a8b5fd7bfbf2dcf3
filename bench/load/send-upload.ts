/**
 * One upload as a client sees it, well or badly behaved.
 */

import { type Agent, request } from 'node:http'

export interface SentUpload {
  /** 0 when the connection broke without an answer. */
  readonly status: number
  readonly code: string
  readonly retryAfterSeconds: number | undefined
  readonly ms: number
}

export interface SendUploadOptions {
  readonly body: Buffer
  /** @default 'type=image&filename=a.png' */
  readonly query?: string
  readonly grant?: string | undefined
  /** @default a connection of its own */
  readonly agent?: Agent
  /** Sends at this pace. @default as fast as it goes */
  readonly bytesPerSecond?: number
  /** Leaves with a reset once so many bytes are sent. */
  readonly cutAfterBytes?: number
}

const PIECE_BYTES = 64 * 1024

/** Sends one upload; never rejects. */
export function sendUpload(url: string, options: SendUploadOptions): Promise<SentUpload> {
  const { body, query = 'type=image&filename=a.png', grant, agent = false } = options
  const begun = performance.now()
  return new Promise((resolve) => {
    const sent = (status: number, code = '', retryAfter?: string) =>
      resolve({
        status,
        code,
        retryAfterSeconds: retryAfter === undefined ? undefined : Number(retryAfter),
        ms: performance.now() - begun,
      })
    const headers = { 'Content-Length': body.length, ...(grant && { Authorization: `Bearer ${grant}` }) }
    const outgoing = request(`${url}media/upload?${query}`, { method: 'POST', agent, headers })
    outgoing.on('response', (incoming) => {
      let text = ''
      incoming.setEncoding('utf8').on('data', (piece) => {
        text += piece
      })
      incoming.on('end', () => {
        const code = /"code":"(\w+)"/.exec(text)?.[1]
        sent(incoming.statusCode ?? 0, code, incoming.headers['retry-after'])
      })
      incoming.on('error', () => sent(0))
    })
    outgoing.on('error', () => sent(0))
    outgoing.on('close', () => sent(0))
    if (options.cutAfterBytes !== undefined) {
      outgoing.write(body.subarray(0, options.cutAfterBytes), () => outgoing.socket?.resetAndDestroy())
    } else if (options.bytesPerSecond === undefined) outgoing.end(body)
    else trickle(outgoing, body, options.bytesPerSecond)
  })
}

function trickle(outgoing: ReturnType<typeof request>, body: Buffer, bytesPerSecond: number): void {
  let at = 0
  const timer = setInterval(
    () => {
      if (outgoing.writableNeedDrain) return
      outgoing.write(body.subarray(at, at + PIECE_BYTES))
      at += PIECE_BYTES
      if (at >= body.length) {
        clearInterval(timer)
        outgoing.end()
      }
    },
    (PIECE_BYTES / bytesPerSecond) * 1000,
  )
  outgoing.on('close', () => clearInterval(timer))
}

/** A PNG of so many bytes, as far as anyone looks. */
export function pngOf(bytes: number): Buffer {
  const body = Buffer.alloc(bytes, 7)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(body)
  return body
}
