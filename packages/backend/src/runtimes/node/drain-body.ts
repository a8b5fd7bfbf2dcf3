/**
 * Reads the rest of a refused body and throws it away. Measured: a browser that is still
 * sending when the connection closes shows a network error instead of the answer (Firefox
 * always); one that may send to the end shows the answer.
 */

import type { IncomingMessage } from 'node:http'

const DRAIN_TIMEOUT_MS = 30_000

/** Drains up to so many bytes; then the connection is destroyed. */
export function drainBody(incoming: IncomingMessage, maxBytes: number): void {
  if (incoming.complete || incoming.destroyed) return
  let room = maxBytes
  const timer = setTimeout(() => incoming.destroy(), DRAIN_TIMEOUT_MS)
  timer.unref()
  incoming.on('error', () => {})
  const done = () => clearTimeout(timer)
  incoming.on('end', done).on('close', done)
  incoming.on('data', (chunk: Uint8Array) => {
    room -= chunk.length
    if (room < 0) incoming.destroy()
  })
  incoming.resume()
}
