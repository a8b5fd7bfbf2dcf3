/**
 * Reads a request's body into memory, as slowly or as far as a fault says. Between reads the socket is
 * paused, so a slow emulator is felt by the sender as TCP backpressure.
 */

import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ReceiveOptions {
  readonly bytesPerSecond: number
  /** Where reading stops until `released` resolves. */
  readonly stallAfterBytes: number
  readonly released: () => Promise<void>
  readonly resetAfterBytes: number
  readonly maxBytes: number
  readonly onBytes: (bytes: number) => void
}

/** `whole` with the body; `cut` by either side; or `too_long`, with the rest unread. */
export type ReceivedBody =
  | { readonly outcome: 'whole'; readonly body: Buffer }
  | { readonly outcome: 'cut' | 'too_long' }

/** Reads to the end of the body, or to where it is cut. Never throws. */
export async function receiveBody(incoming: IncomingMessage, options: ReceiveOptions): Promise<ReceivedBody> {
  const { bytesPerSecond, stallAfterBytes, released, resetAfterBytes, maxBytes, onBytes } = options
  const chunks: Buffer[] = []
  let received = 0
  let stalls = stallAfterBytes > 0
  try {
    if (resetAfterBytes === 0) return reset(incoming)
    if (stallAfterBytes === 0) await released()
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      for (const slice of bytesPerSecond > 0 ? slicesOf(chunk, Math.ceil(bytesPerSecond / 10)) : [chunk]) {
        received += slice.length
        onBytes(slice.length)
        if (received >= resetAfterBytes) return reset(incoming)
        if (stalls && received >= stallAfterBytes) {
          stalls = false
          await released()
        }
        if (bytesPerSecond > 0) await sleep((slice.length / bytesPerSecond) * 1000)
        if (incoming.destroyed && !incoming.complete) return { outcome: 'cut' }
      }
      if (received > maxBytes) return { outcome: 'too_long' }
      chunks.push(chunk)
    }
  } catch {
    return { outcome: 'cut' }
  }
  return incoming.complete ? { outcome: 'whole', body: Buffer.concat(chunks) } : { outcome: 'cut' }
}

function reset(incoming: IncomingMessage): ReceivedBody {
  incoming.socket.resetAndDestroy()
  return { outcome: 'cut' }
}

function* slicesOf(chunk: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size)
}
