/**
 * A Node request's body, straight from its socket: no web stream in between. The socket is
 * paused while nobody asks, so backpressure reaches the browser.
 */

import type { IncomingMessage } from 'node:http'
import { MediaError } from '../../errors.ts'
import type { Bytes } from '../../streams/bytes.ts'
import { ownChunk } from './chunk-memory.ts'

/** Completes only when the message came whole; throws when the client left before. Leaves the request readable. */
export function requestBody(incoming: IncomingMessage): Bytes {
  return { [Symbol.asyncIterator]: () => iterate(incoming) }
}

function iterate(incoming: IncomingMessage): AsyncIterator<Uint8Array> {
  const chunks: Uint8Array[] = []
  let begun = false
  let ended = false
  let failure: Error | undefined
  let wake: (() => void) | undefined

  const tell = () => {
    wake?.()
    wake = undefined
  }
  const onData = (chunk: Uint8Array) => {
    ownChunk(chunk)
    chunks.push(chunk)
    incoming.pause()
    tell()
  }
  const onEnd = () => {
    ended = true
    tell()
  }
  const onGone = () => {
    if (!incoming.complete)
      failure ??= new MediaError('malformed_body', 'The client left before its body was whole')
    ended = true
    tell()
  }
  const letGo = () => {
    incoming.off('data', onData).off('end', onEnd).off('close', onGone)
    ended = true
    tell()
  }
  // Not before somebody asks: a listener for data makes the stream flow.
  const begin = () => {
    begun = true
    // A request that fails also closes; without a listener its error would end the process.
    incoming.on('error', onGone)
    incoming.on('data', onData).on('end', onEnd).on('close', onGone)
    if (incoming.destroyed) onGone()
  }

  return {
    async next() {
      if (!begun) begin()
      for (;;) {
        const value = chunks.shift()
        if (value) return { done: false, value }
        if (failure) throw failure
        if (ended) return { done: true, value: undefined }
        incoming.resume()
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    async return() {
      letGo()
      return { done: true, value: undefined }
    },
  }
}
