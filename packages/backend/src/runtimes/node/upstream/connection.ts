/**
 * One connection to DingTalk, kept from upload to upload. What comes goes into one buffer that all
 * connections share: answers are short, and Node would make 64 KiB for each.
 */

import type { Socket } from 'node:net'
import { connectSocket, type Endpoint } from './connect-socket.ts'
import { Deadline } from './deadline.ts'

/** Who uses a connection at the moment. */
export interface ConnectionUser {
  /** It can be written to. */
  onReady?(): void
  /** Something came; the bytes are there only during the call. */
  onBytes(bytes: Buffer): void
  /** What was written has gone out. */
  onDrain(): void
  /** The deadline is over. */
  onOverdue(waitedMs: number): void
  /** It has ended, or broken. Nothing more comes. */
  onGone(error: Error | undefined): void
}

const received = Buffer.allocUnsafeSlow(64 * 1024)

export class Connection {
  readonly socket: Socket
  /** For whoever uses the connection: it outlives an upload. */
  readonly deadline = new Deadline((waitedMs) => this.#user?.onOverdue(waitedMs))
  /** While it is idle: since when, and until when it is good for another upload. */
  idleSince = 0
  idleUntil = 0
  #ready = false
  #gone = false
  #user: ConnectionUser | undefined

  constructor(endpoint: Endpoint) {
    this.socket = connectSocket(endpoint, { buffer: received, callback: (count) => this.#onBytes(count) })
      .on(endpoint.secure ? 'secureConnect' : 'connect', () => {
        this.#ready = true
        this.#user?.onReady?.()
      })
      .on('drain', () => this.#user?.onDrain())
      .on('end', () => this.#onGone(undefined))
      .on('error', (error) => this.#onGone(error))
      .on('close', () => this.#onGone(undefined))
  }

  /** Whether it is connected. */
  get ready(): boolean {
    return this.#ready && !this.#gone
  }

  get gone(): boolean {
    return this.#gone
  }

  /** From now on this one hears of it; nobody may. */
  use(user: ConnectionUser | undefined): void {
    this.#user = user
    if (user) this.socket.ref()
    else this.socket.unref()
  }

  /** Breaks it off, so that nothing unfinished looks whole to the other side. Nobody hears of it. */
  destroy(): void {
    this.#user = undefined
    this.#onGone(undefined)
  }

  #onBytes(count: number): boolean {
    // Whatever comes unasked belongs to no answer of ours.
    if (this.#user) this.#user.onBytes(received.subarray(0, count))
    else this.destroy()
    return true
  }

  #onGone(error: Error | undefined): void {
    if (this.#gone) return
    this.#gone = true
    this.deadline.clear()
    this.socket.destroy()
    this.#user?.onGone(error)
  }
}
