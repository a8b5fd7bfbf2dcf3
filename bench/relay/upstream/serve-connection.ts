/**
 * DingTalk as the benchmark needs it, on one connection: `gettoken`, and a `media/upload` that
 * checks what arrives and answers with what it was.
 */

import type { Socket } from 'node:net'
import { type MessageHead, MessageReader } from '../http-message.ts'
import { monotonicMs } from '../monotonic-ms.ts'
import type { Ledger } from './ledger.ts'
import { UploadSink } from './upload-sink.ts'

/** The one access token there is. */
export const ACCESS_TOKEN = 'bench-access-token'

export interface UpstreamState {
  readonly ledger: Ledger
  /** How fast each connection is read; 0 for as fast as possible. */
  bytesPerSecond: number
}

export function serveConnection(socket: Socket, state: UpstreamState): void {
  let request: MessageHead | undefined
  let sink: UploadSink | undefined
  socket.setNoDelay(true)

  const reader = new MessageReader({
    onHead(head) {
      request = head
      const boundary = /boundary="?([^";]+)/.exec(head.headers.get('content-type') ?? '')?.[1]
      sink =
        boundary === undefined
          ? undefined
          : new UploadSink(boundary, (filename) => state.ledger.addFirstByte(filename, monotonicMs()))
    },
    onBody(chunk) {
      sink?.write(chunk)
    },
    onEnd() {
      if (request) answer(socket, sink ? judge(request, sink) : tokenAnswer(request))
    },
  })

  function judge({ start, headers }: MessageHead, form: UploadSink): object {
    const { mediaId, fault } = form.end()
    const wrong = start.startsWith('POST /media/upload?') ? fault : 'another path'
    const found = start.includes(`access_token=${ACCESS_TOKEN}`) ? wrong : 'no access token'
    state.ledger.addUpload(headers.has('content-length'), found)
    if (found !== undefined) return { errcode: 40035, errmsg: found }
    return { errcode: 0, errmsg: 'ok', type: 'image', media_id: mediaId, created_at: Date.now() }
  }

  socket.on('data', (chunk: Buffer) => {
    try {
      reader.write(chunk)
    } catch (error) {
      state.ledger.addUpload(true, String(error))
      socket.destroy()
    }
    if (state.bytesPerSecond > 0 && chunk.length > 4096) {
      socket.pause()
      setTimeout(() => socket.resume(), (chunk.length / state.bytesPerSecond) * 1000)
    }
  })
  // A relay that is stopped breaks its connections; that is no finding.
  socket.on('error', () => socket.destroy())
}

function tokenAnswer({ start }: MessageHead): object {
  return start.startsWith('GET /gettoken?')
    ? { errcode: 0, errmsg: 'ok', access_token: ACCESS_TOKEN, expires_in: 7200 }
    : { errcode: 40035, errmsg: 'not a form' }
}

function answer(socket: Socket, body: object): void {
  const text = JSON.stringify(body)
  socket.write(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}
