/**
 * Bytes that are all here.
 */

import type { ByteSink, Flow, PourableBytes } from './bytes.ts'

/** Gives these bytes, once. */
export function givenBytes(bytes: Uint8Array): PourableBytes {
  return new GivenBytes(bytes)
}

type Result = IteratorResult<Uint8Array, undefined>

class GivenBytes implements PourableBytes {
  #bytes: Uint8Array | undefined

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<Result> {
    const value = this.#take()
    return value ? { value } : { done: true, value: undefined }
  }

  async return(): Promise<Result> {
    this.#take()
    return { done: true, value: undefined }
  }

  pour(sink: ByteSink): Flow {
    let over = false
    const resume = () => {
      if (over) return
      try {
        const bytes = this.#take()
        if (bytes && !sink.write(bytes)) return
        if (over) return
        over = true
        sink.end()
      } catch (error) {
        over = true
        sink.fail(error)
      }
    }
    const stop = () => {
      over = true
    }
    resume()
    return { resume, stop }
  }

  #take(): Uint8Array | undefined {
    const bytes = this.#bytes
    this.#bytes = undefined
    return bytes
  }
}
