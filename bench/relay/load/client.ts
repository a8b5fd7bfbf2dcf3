/**
 * One client on one connection, which it keeps: sends an upload, reads the answer, and
 * looks whether it is the right one.
 */

import net, { type Socket } from 'node:net'
import { MessageReader } from '../http-message.ts'
import { monotonicMs } from '../monotonic-ms.ts'
import { type SendFile, sendAtOnce } from './send-file.ts'
import type { UploadRequest } from './upload-body.ts'

export interface Sent {
  readonly startedAtMs: number
  readonly latencyMs: number
}

export class Client {
  readonly #port: number
  readonly #send: SendFile
  #socket: Socket | undefined
  #text = ''
  #status = ''
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined

  constructor(port: number, send: SendFile = sendAtOnce) {
    this.#port = port
    this.#send = send
  }

  /** Sends one upload. Throws unless the answer names this `media_id`. */
  async upload(request: UploadRequest, mediaId: string): Promise<Sent> {
    const socket = await this.#connected()
    const answered = new Promise<void>((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    const startedAtMs = monotonicMs()
    await Promise.all([this.#send(socket, request), answered])
    const latencyMs = monotonicMs() - startedAtMs
    if (!this.#status.includes(' 200') || !this.#text.includes(`"media_id":"${mediaId}"`)) {
      throw new Error(`${this.#status} ${this.#text.slice(0, 200)}`)
    }
    return { startedAtMs, latencyMs }
  }

  close(): void {
    this.#socket?.destroy()
  }

  #connected(): Promise<Socket> {
    const open = this.#socket
    if (open && !open.destroyed) return Promise.resolve(open)
    const socket = net.connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
    this.#socket = socket
    let keep = true
    const reader = new MessageReader({
      onHead: ({ start, headers }) => {
        this.#status = start
        this.#text = ''
        keep = headers.get('connection')?.toLowerCase() !== 'close'
      },
      onBody: (chunk) => {
        this.#text += chunk.toString('utf8')
      },
      onEnd: () => {
        if (!keep) socket.destroy()
        this.#settle?.resolve()
      },
    })
    socket.on('data', (chunk) => reader.write(chunk))
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket))
      socket.on('error', (error) => {
        reject(error)
        this.#settle?.reject(error)
      })
      socket.on('close', () => this.#settle?.reject(new Error('closed without an answer')))
    })
  }
}
