/**
 * A Node request's body, straight from its socket: no web stream in between. The socket is
 * paused while nobody asks or nobody has room, so backpressure reaches the browser.
 */

import type { IncomingMessage } from 'node:http'
import { MediaError } from '../../errors.ts'
import type { ByteSink, Flow, PourableBytes } from '../../streams/bytes.ts'
import { ownChunk } from './chunk-memory.ts'

/** Completes only when the message came whole; fails when the client left before. Leaves the request readable. */
export function requestBody(incoming: IncomingMessage): PourableBytes {
  return new RequestBody(incoming)
}

type Result = IteratorResult<Uint8Array, undefined>

/** So much may wait while nobody asks: to pause for less costs a small body more than its bytes. */
const MAX_WAITING_BYTES = 16 * 1024

class RequestBody implements PourableBytes {
  readonly #incoming: IncomingMessage
  /** What has come and nobody has taken yet: a chunk or two. */
  readonly #chunks: Uint8Array[] = []
  #waitingBytes = 0
  #begun = false
  #ended = false
  #failure: Error | undefined
  #wake: (() => void) | undefined
  #sink: ByteSink | undefined
  #paused = false

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<Result> {
    this.#begin()
    for (;;) {
      const value = this.#take()
      if (value) return { value }
      if (this.#failure) throw this.#failure
      if (this.#ended) return { done: true, value: undefined }
      this.#resume()
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  async return(): Promise<Result> {
    this.#stop()
    this.#tell()
    return { done: true, value: undefined }
  }

  pour(sink: ByteSink): Flow {
    this.#sink = sink
    this.#begin()
    this.#flow()
    return { resume: () => this.#flow(), stop: () => this.#stop() }
  }

  /** Hands on what there is, and lets more come while there is room. */
  #flow(): void {
    const sink = this.#sink
    if (!sink) return
    try {
      for (let chunk = this.#take(); chunk; chunk = this.#take()) {
        if (!sink.write(chunk)) {
          this.#pause()
          return
        }
      }
      if (this.#failure) throw this.#failure
      if (this.#ended) {
        this.#sink = undefined
        sink.end()
      } else {
        this.#resume()
      }
    } catch (error) {
      this.#stop()
      sink.fail(error)
    }
  }

  // Not before somebody asks: a listener for data makes the stream flow.
  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    const incoming = this.#incoming
    // A request that fails also closes; without a listener its error would end the process.
    incoming.on('error', this.#onGone)
    if (this.#ended) return
    incoming.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onGone)
    if (incoming.destroyed) this.#onGone()
  }

  readonly #onData = (chunk: Uint8Array): void => {
    this.#chunks.push(chunk)
    this.#waitingBytes += chunk.length
    // What is pulled may be kept, and sent twice; what is poured is gone once it is written.
    if (this.#sink) ownChunk(chunk)
    else if (this.#waitingBytes > MAX_WAITING_BYTES) this.#pause()
    this.#tell()
  }

  #take(): Uint8Array | undefined {
    const chunk = this.#chunks.shift()
    if (chunk) this.#waitingBytes -= chunk.length
    return chunk
  }

  readonly #onEnd = (): void => {
    this.#ended = true
    this.#tell()
  }

  readonly #onGone = (): void => {
    if (!this.#incoming.complete)
      this.#failure ??= new MediaError('malformed_body', 'The client left before its body was whole')
    this.#ended = true
    this.#tell()
  }

  /** Whoever waits, or all goes into, looks again. */
  #tell(): void {
    this.#wake?.()
    this.#wake = undefined
    this.#flow()
  }

  #pause(): void {
    this.#paused = true
    this.#incoming.pause()
  }

  #resume(): void {
    if (this.#paused || !this.#incoming.readableFlowing) this.#incoming.resume()
    this.#paused = false
  }

  #stop(): void {
    // What comes now would be lost, and whoever reads on is to find it.
    if (this.#begun && !this.#ended) this.#pause()
    this.#incoming.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onGone)
    this.#sink = undefined
    this.#ended = true
  }
}
