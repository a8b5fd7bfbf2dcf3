/**
 * What becomes of a refused body. Measured: a browser that is still sending when the connection
 * breaks shows a network error instead of the answer (Firefox always); one that may send to the
 * end shows the answer, and its connection serves the next request.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const IDLE_TIMEOUT_MS = 15_000
const DRAIN_TIMEOUT_MS = 300_000

/** So little has come by now: reading it costs less than the next connection. */
const SHORT_BODY_BYTES = 16 * 1024

/** How long a client that is hung up on may take to read its answer. */
const LINGER_MS = 500

const drained = new WeakSet<IncomingMessage>()

/**
 * Reads on and throws away, up to so many bytes, and a short body always; who sends more, or dawdles, is
 * hung up on once the answer is out. The first call for a request decides.
 */
export function drainBody(incoming: IncomingMessage, outgoing: ServerResponse, maxBytes: number): void {
  if (drained.has(incoming) || incoming.destroyed) return
  drained.add(incoming)
  const hangUp = () => afterAnswer(outgoing, () => hangUpOn(incoming.socket))
  const length = Number(incoming.headers['content-length'])
  const room = Math.max(maxBytes, length <= SHORT_BODY_BYTES ? length : 0)
  if (incoming.complete) incoming.resume()
  else if (room === 0) hangUp()
  else if (outgoing.shouldKeepAlive) throwAway(incoming, room, hangUp)
  // Who waits for "100 Continue" has sent nothing, and the connection ends with the answer.
  else if (incoming.headers.expect === undefined && !outgoing.headersSent) {
    // Node would close with the answer, and what is still on its way would break it: we close at the end.
    outgoing.shouldKeepAlive = true
    throwAway(incoming, room, hangUp)
    incoming.once('end', hangUp)
  }
}

function throwAway(incoming: IncomingMessage, maxBytes: number, hangUp: () => void): void {
  const deadline = performance.now() + DRAIN_TIMEOUT_MS
  let room = maxBytes
  const timer = setTimeout(stop, IDLE_TIMEOUT_MS).unref()
  function stop(): void {
    settle()
    incoming.pause()
    hangUp()
  }
  function settle(): void {
    clearTimeout(timer)
    incoming.off('data', discard).off('end', settle).off('close', settle)
  }
  function discard(chunk: Uint8Array): void {
    room -= chunk.length
    if (room < 0 || performance.now() > deadline) stop()
    else timer.refresh()
  }
  // A client that leaves now has done no harm.
  incoming.on('error', () => {})
  incoming.on('data', discard).on('end', settle).on('close', settle).resume()
}

function afterAnswer(outgoing: ServerResponse, action: () => void): void {
  if (outgoing.writableFinished) action()
  else outgoing.once('finish', action)
}

/** Ends our half first: a connection destroyed with bytes unread takes the answer with it. */
function hangUpOn(socket: Socket): void {
  if (socket.destroyed) return
  socket.pause()
  socket.end()
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref()
  socket.once('close', () => clearTimeout(timer))
}
