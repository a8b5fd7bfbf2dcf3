/**
 * One request and its answer, which may come before the request was sent whole. The clock runs only
 * while we wait for DingTalk, never while DingTalk waits for the client.
 */

import { reasonOf } from '../../../dingtalk/call.ts'
import type { UpstreamAnswer } from '../../../dingtalk/transport.ts'
import { MediaError } from '../../../errors.ts'
import type { Bytes, Flow } from '../../../streams/bytes.ts'
import { pourBytes } from '../../../streams/pour-bytes.ts'
import { releaseChunk } from '../chunk-memory.ts'
import { AnswerReader } from './answer-reader.ts'
import type { Connection } from './connection.ts'
import { JOINED_BYTES, writeJoined } from './joined-write.ts'

/** Milliseconds to get a connection, TLS included. */
const CONNECT_TIMEOUT_MS = 5_000

export interface ExchangeOptions {
  readonly connection: Connection
  /** The request's head, its empty line included. */
  readonly head: Uint8Array
  readonly body: Bytes
  /** Exactly as many bytes as `body` has. */
  readonly contentLength: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** The connection has served this request, and may serve another one. */
  readonly onFree: (idleMs: number | undefined) => void
}

/**
 * Sends a request and resolves to its answer, whichever is over first. A connection that did not serve
 * it to the end is destroyed.
 */
export function exchange(options: ExchangeOptions): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => new Exchange(options, resolve, reject).begin())
}

class Exchange {
  readonly #options: ExchangeOptions
  readonly #resolve: (answer: UpstreamAnswer) => void
  readonly #reject: (error: unknown) => void
  readonly #reader = new AnswerReader()
  #flow: Flow | undefined
  /** What is to go out together: the head, and all of the body that is here already. */
  #first: Uint8Array[] | undefined
  #firstBytes = 0
  #sentBytes = 0
  #sent = false
  #over = false

  constructor(
    options: ExchangeOptions,
    resolve: (answer: UpstreamAnswer) => void,
    reject: (error: unknown) => void,
  ) {
    this.#options = options
    this.#resolve = resolve
    this.#reject = reject
  }

  begin(): void {
    const { connection, signal, timeoutMs } = this.#options
    if (signal.aborted) {
      this.#onAbort()
      return
    }
    signal.addEventListener('abort', this.#onAbort)
    connection.use(this)
    if (connection.ready) this.onReady()
    // An upload that cannot be connected has not taken a byte from the client.
    else connection.deadline.wait(Math.min(CONNECT_TIMEOUT_MS, timeoutMs))
  }

  onReady(): void {
    const { connection, head, body } = this.#options
    connection.deadline.rest()
    this.#first = [head]
    this.#firstBytes = head.length
    this.#flow = pourBytes(body, this)
    if (this.#over) this.#flow.stop()
    else this.#writeFirst()
  }

  write(chunk: Uint8Array): boolean {
    this.#sentBytes += chunk.length
    if (!this.#first) return this.#write(chunk)
    this.#first.push(chunk)
    this.#firstBytes += chunk.length
    return this.#firstBytes <= JOINED_BYTES || this.#writeFirst()
  }

  /** Writes what was to go out together. Returns whether there is room for more. */
  #writeFirst(): boolean {
    const { socket } = this.#options.connection
    const first = this.#first ?? []
    this.#first = undefined
    if (this.#firstBytes <= JOINED_BYTES) {
      return writeJoined(socket, first, this.#firstBytes) || this.#room()
    }
    socket.cork()
    let room = true
    for (const chunk of first) room = this.#write(chunk)
    socket.uncork()
    return room
  }

  #write(chunk: Uint8Array): boolean {
    const { socket } = this.#options.connection
    return socket.write(chunk, () => releaseChunk(chunk)) || this.#room()
  }

  /** Whether the socket takes more after a `write` that said no: else DingTalk is waited for, until it drains. */
  #room(): boolean {
    const { connection, timeoutMs } = this.#options
    // `write` says no to every chunk of 64 KiB, even to one that the kernel has taken. With TLS none is taken at once:
    // there chunks go one by one, for those that wait together would be copied into one.
    const room = connection.socket.writableLength === 0
    if (!room) connection.deadline.wait(timeoutMs)
    return room
  }

  end(): void {
    const { contentLength, connection, timeoutMs } = this.#options
    if (this.#sentBytes !== contentLength) throw new RangeError('The body is not as long as the request says')
    this.#sent = true
    connection.deadline.wait(timeoutMs)
  }

  fail(error: unknown): void {
    this.#end()
    this.#options.connection.destroy()
    this.#reject(error)
  }

  onDrain(): void {
    if (this.#sent || this.#reader.head) return
    this.#options.connection.deadline.rest()
    this.#flow?.resume()
  }

  onBytes(bytes: Buffer): void {
    const { connection, timeoutMs } = this.#options
    const begun = this.#reader.head
    try {
      if (this.#reader.read(bytes)) {
        this.#answered()
      } else if (!begun && this.#reader.head) {
        // DingTalk has made up its mind: what is left of the file would change nothing.
        if (!this.#sent) this.#flow?.stop()
        connection.deadline.wait(timeoutMs)
      }
    } catch (error) {
      this.fail(error)
    }
  }

  onOverdue(waitedMs: number): void {
    this.fail(new MediaError('upstream_timeout', `DingTalk was silent for ${waitedMs} ms`))
  }

  onGone(error: Error | undefined): void {
    if (!error && this.#reader.close()) {
      this.#answered()
      return
    }
    const reason = error ? `cannot be reached: ${reasonOf(error)}` : 'closed the connection'
    this.fail(new MediaError('upstream_unreachable', `DingTalk ${reason}`))
  }

  #answered(): void {
    const { connection, onFree } = this.#options
    const { head, text, reusable } = this.#reader
    this.#end()
    if (this.#sent && connection.socket.writableLength === 0 && reusable) onFree(head?.idleMs)
    else connection.destroy()
    this.#resolve({ status: head?.status ?? 0, text })
  }

  readonly #onAbort = (): void => this.fail(this.#options.signal.reason)

  #end(): void {
    const { connection, signal } = this.#options
    this.#over = true
    signal.removeEventListener('abort', this.#onAbort)
    connection.deadline.rest()
    if (!this.#sent) this.#flow?.stop()
  }
}
