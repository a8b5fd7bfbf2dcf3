/**
 * Ends a body whose client has stopped sending, or trickles. Only time spent waiting for
 * the client counts: while upstream is slow, backpressure stops our reads, and that is
 * not the client's doing.
 */

import { MediaError } from '../errors.ts'
import type { Bytes } from './bytes.ts'
import { letGo } from './let-go.ts'

export interface WatchBodyOptions {
  /** The longest wait for a byte. */
  readonly idleTimeoutMs: number
  /** What the client must average over the time we waited for it; 0 turns it off. */
  readonly minBytesPerSecond: number
  /** Waiting time before the average is looked at. @default 10_000 */
  readonly graceMs?: number | undefined
  /** A clock that only goes forward. @default performance.now */
  readonly now?: (() => number) | undefined
}

/** Passes bytes on; throws `client_timeout` once the client has been silent or slow for too long. */
export function watchBody(source: Bytes, options: WatchBodyOptions): Bytes {
  const body = new WatchedBody(source[Symbol.asyncIterator](), options)
  return { [Symbol.asyncIterator]: () => body }
}

interface Wait {
  readonly since: number
  readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void
  readonly reject: (error: unknown) => void
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined }

class WatchedBody implements AsyncIterator<Uint8Array, undefined> {
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #options: WatchBodyOptions
  readonly #now: () => number
  #wait: Wait | undefined
  #waitedMs = 0
  #waitedMsAtLastByte = 0
  #receivedBytes = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #ended = false

  constructor(chunks: AsyncIterator<Uint8Array>, options: WatchBodyOptions) {
    this.#chunks = chunks
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.#ended) return Promise.resolve(DONE)
    return new Promise((resolve, reject) => {
      this.#wait = { since: this.#now(), resolve, reject }
      // The timer of an earlier wait goes on: one per stream, not one per chunk.
      this.#timer ??= setTimeout(this.#check, this.#patienceMs() - this.#waitedMs)
      this.#chunks.next().then(
        (result) => this.#arrived(result),
        (error: unknown) => this.#end()?.reject(error),
      )
    })
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    if (this.#ended) return DONE
    const wait = this.#end()
    wait?.resolve(DONE)
    if (wait) letGo(this.#chunks)
    else await this.#chunks.return?.()
    return DONE
  }

  #arrived(result: IteratorResult<Uint8Array>): void {
    const wait = this.#wait
    if (!wait) return
    if (result.done) {
      this.#end()
      wait.resolve(DONE)
      return
    }
    this.#wait = undefined
    this.#waitedMs += this.#now() - wait.since
    if (result.value.length > 0) this.#waitedMsAtLastByte = this.#waitedMs
    this.#receivedBytes += result.value.length
    wait.resolve(result)
  }

  readonly #check = (): void => {
    this.#timer = undefined
    if (!this.#wait) return
    const waitedMs = this.#waitedMs + this.#now() - this.#wait.since
    const patienceMs = this.#patienceMs()
    if (waitedMs < patienceMs) {
      this.#timer = setTimeout(this.#check, patienceMs - waitedMs)
      return
    }
    const error = new MediaError(
      'client_timeout',
      `The client sent ${this.#receivedBytes} bytes in ${waitedMs} ms`,
    )
    this.#end()?.reject(error)
    letGo(this.#chunks)
  }

  /** How much waiting in all the bytes received so far are worth. */
  #patienceMs(): number {
    const { idleTimeoutMs, minBytesPerSecond, graceMs = 10_000 } = this.#options
    const idleMs = this.#waitedMsAtLastByte + idleTimeoutMs
    if (minBytesPerSecond === 0) return idleMs
    return Math.min(idleMs, Math.max(graceMs, (this.#receivedBytes * 1000) / minBytesPerSecond))
  }

  #end(): Wait | undefined {
    const wait = this.#wait
    this.#wait = undefined
    this.#ended = true
    clearTimeout(this.#timer)
    return wait
  }
}
