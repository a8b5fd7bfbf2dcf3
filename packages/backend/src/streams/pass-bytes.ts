/**
 * A stream that looks at each chunk as it passes, without waiting for anything but the source:
 * poured, one call a chunk; pulled, one promise. All that happens to a body is of this kind.
 */

import type { ByteSink, Flow, PourableBytes } from './bytes.ts'
import { letGo } from './let-go.ts'
import { pourBytes } from './pour-bytes.ts'

/** What happens to chunks on their way. Each may throw, and that ends the stream. */
export interface ByteStage {
  /** What goes ahead of them. */
  readonly first?: Iterable<Uint8Array>
  /** What goes on in place of a chunk; `undefined` while nothing does. */
  pass(chunk: Uint8Array): Uint8Array | undefined
  /** What goes on when the source has ended well, made no faster than it is taken. */
  end?(): Iterable<Uint8Array>
}

/** Passes chunks through a stage, once. An early end or a failure lets go of the input; a read under way is not waited for. */
export function passBytes(input: AsyncIterator<Uint8Array>, stage: ByteStage): PourableBytes {
  return new PassedBytes(input, stage)
}

type Result = IteratorResult<Uint8Array, undefined>

const DONE: Result = { done: true, value: undefined }

class PassedBytes implements PourableBytes {
  readonly #input: AsyncIterator<Uint8Array>
  /** Without `first`: what has gone on is not kept for as long as the stream lasts. */
  readonly #stage: Omit<ByteStage, 'first'>
  /** Goes on before the input is asked again; `undefined` once it has. */
  #ahead: Iterator<Uint8Array> | undefined
  #flow: Flow | undefined
  #reading = false
  #exhausted = false
  #ended = false

  constructor(input: AsyncIterator<Uint8Array>, { first = [], ...stage }: ByteStage) {
    this.#input = input
    this.#stage = stage
    this.#ahead = first[Symbol.iterator]()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  // No `async`, which would wait three turns more for a promise that is here.
  next(): Promise<Result> {
    try {
      const result = this.#next()
      return result instanceof Promise ? result : Promise.resolve(result)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  #next(): Result | Promise<Result> {
    if (this.#ended) return DONE
    try {
      const value = this.#takeAhead()
      if (value) return { value }
    } catch (error) {
      return this.#failed(error)
    }
    if (this.#exhausted) {
      this.#ended = true
      return DONE
    }
    this.#reading = true
    return this.#input.next().then(
      (result) => this.#arrived(result),
      (error: unknown) => this.#failed(error),
    )
  }

  #arrived({ done, value }: IteratorResult<Uint8Array>): Result | Promise<Result> {
    this.#reading = false
    if (this.#ended) return DONE
    try {
      if (done) this.#exhaust()
      const passed = done ? undefined : this.#stage.pass(value)
      return passed ? { value: passed } : this.#next()
    } catch (error) {
      return this.#failed(error)
    }
  }

  #failed(error: unknown): Result {
    this.#reading = false
    if (this.#ended) return DONE
    this.#ended = true
    letGo(this.#input)
    throw error
  }

  /** The last one lets go of all: an iterator of an array that has ended still holds it. */
  #takeAhead(): Uint8Array | undefined {
    const next = this.#ahead?.next()
    if (next?.done === false) return next.value
    this.#ahead = undefined
    return undefined
  }

  #exhaust(): void {
    this.#ahead = (this.#stage.end?.() ?? [])[Symbol.iterator]()
    this.#exhausted = true
  }

  async return(): Promise<Result> {
    if (this.#ended) return DONE
    this.#ended = true
    if (this.#flow) this.#flow.stop()
    else if (this.#reading) letGo(this.#input)
    else await this.#input.return?.()
    return DONE
  }

  pour(sink: ByteSink): Flow {
    const stage = this.#stage
    const passing: ByteSink = {
      write(chunk) {
        const passed = stage.pass(chunk)
        return passed === undefined || sink.write(passed)
      },
      end: () => {
        this.#exhaust()
        go()
      },
      fail: (error) => {
        this.#ended = true
        sink.fail(error)
      },
    }
    const go = () => {
      if (this.#ended) return
      try {
        for (let next = this.#takeAhead(); next; next = this.#takeAhead()) {
          if (!sink.write(next)) return
        }
        if (this.#exhausted) {
          this.#ended = true
          sink.end()
          return
        }
      } catch (error) {
        stop()
        sink.fail(error)
        return
      }
      if (this.#flow) this.#flow.resume()
      else this.#flow = pourBytes(this.#input, passing)
    }
    const stop = () => letGo(this)
    if (this.#ended) sink.end()
    else go()
    return { resume: go, stop }
  }
}
