/**
 * Ends a body whose client has stopped sending, or trickles. Only time spent waiting for
 * the client counts: while upstream is slow, backpressure stops our reads, and that is
 * not the client's doing.
 */

import { MediaError } from '../errors.ts'
import type { ByteSink, Bytes, Flow, PourableBytes } from './bytes.ts'
import { letGo } from './let-go.ts'
import { pourBytes } from './pour-bytes.ts'

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
export function watchBody(source: Bytes, options: WatchBodyOptions): PourableBytes {
  return new WatchedBody(source[Symbol.asyncIterator](), options)
}

interface Read {
  readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void
  readonly reject: (error: unknown) => void
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined }

class WatchedBody implements PourableBytes {
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #options: WatchBodyOptions
  readonly #now: () => number
  /** Since when the client is waited for; `undefined` while nobody waits. */
  #waitingSince: number | undefined
  #waitedMs = 0
  #waitedMsAtLastByte = 0
  #receivedBytes = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #dueAt = 0
  #read: Read | undefined
  #sink: ByteSink | undefined
  #flow: Flow | undefined
  #ended = false

  constructor(chunks: AsyncIterator<Uint8Array>, options: WatchBodyOptions) {
    this.#chunks = chunks
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.#ended) return Promise.resolve(DONE)
    return new Promise((resolve, reject) => {
      this.#read = { resolve, reject }
      this.#wait()
      this.#chunks.next().then(
        (result) => {
          if (this.#ended) return
          if (result.done) this.#end()
          else this.#came(result.value)
          this.#read = undefined
          resolve(result.done ? DONE : result)
        },
        (error: unknown) => {
          if (this.#ended) return
          this.#end()
          reject(error)
        },
      )
    })
  }

  pour(sink: ByteSink): Flow {
    const flow: Flow = {
      resume: () => {
        if (this.#ended) return
        this.#wait()
        this.#flow?.resume()
      },
      stop: () => letGo(this),
    }
    if (this.#ended) {
      sink.end()
      return flow
    }
    this.#sink = sink
    this.#wait()
    this.#flow = pourBytes(this.#chunks, {
      write: (chunk) => {
        this.#came(chunk)
        const room = sink.write(chunk)
        if (room && !this.#ended) this.#wait()
        return room
      },
      end: () => {
        this.#end()
        sink.end()
      },
      fail: (error) => {
        this.#end()
        sink.fail(error)
      },
    })
    return flow
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    if (this.#ended) return DONE
    this.#end()
    this.#read?.resolve(DONE)
    if (this.#flow || this.#read) this.#letGo()
    else await this.#chunks.return?.()
    return DONE
  }

  #letGo(): void {
    if (this.#flow) this.#flow.stop()
    else letGo(this.#chunks)
  }

  #wait(): void {
    this.#waitingSince ??= this.#now()
    // The timer of an earlier wait goes on: one per stream, not one per chunk.
    if (this.#timer === undefined) this.#checkIn(this.#patienceMs() - this.#waitedMs, this.#waitingSince)
  }

  #checkIn(ms: number, now = this.#now()): void {
    this.#dueAt = now + ms
    this.#timer = setTimeout(this.#check, ms)
  }

  #came({ length }: Uint8Array): void {
    if (this.#waitingSince !== undefined) this.#waitedMs += this.#now() - this.#waitingSince
    this.#waitingSince = undefined
    if (length > 0) this.#waitedMsAtLastByte = this.#waitedMs
    this.#receivedBytes += length
  }

  readonly #check = (): void => {
    this.#timer = undefined
    if (this.#waitingSince === undefined) return
    const now = this.#now()
    // By as much as the timer is late this process stood still, and that is not the client's doing.
    this.#waitingSince = Math.min(now, this.#waitingSince + Math.max(0, now - this.#dueAt))
    const leftMs = this.#leftMs(this.#waitingSince)
    if (leftMs > 0) this.#checkIn(leftMs)
    // What came meanwhile is still in the socket: timers fire before sockets are read.
    else this.#timer = setTimeout(this.#judge, 1)
  }

  readonly #judge = (): void => {
    this.#timer = undefined
    if (this.#waitingSince === undefined) return
    const leftMs = this.#leftMs(this.#waitingSince)
    if (leftMs > 0) {
      this.#checkIn(leftMs)
      return
    }
    const waitedMs = Math.round(this.#patienceMs() - leftMs)
    this.#end()
    const error = new MediaError(
      'client_timeout',
      `The client sent ${this.#receivedBytes} bytes in ${waitedMs} ms`,
    )
    this.#read?.reject(error)
    this.#letGo()
    this.#sink?.fail(error)
  }

  /** How much longer the client is waited for. */
  #leftMs(waitingSince: number): number {
    return this.#patienceMs() - this.#waitedMs - (this.#now() - waitingSince)
  }

  /** How much waiting in all the bytes received so far are worth. */
  #patienceMs(): number {
    const { idleTimeoutMs, minBytesPerSecond, graceMs = 10_000 } = this.#options
    const idleMs = this.#waitedMsAtLastByte + idleTimeoutMs
    if (minBytesPerSecond === 0) return idleMs
    return Math.min(idleMs, Math.max(graceMs, (this.#receivedBytes * 1000) / minBytesPerSecond))
  }

  #end(): void {
    this.#ended = true
    this.#waitingSince = undefined
    clearTimeout(this.#timer)
  }
}
