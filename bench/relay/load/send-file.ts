/**
 * How a client's bytes go out: all at once, at a pace, or with a pause after the first ones.
 */

import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { UploadRequest } from './upload-body.ts'

/** Writes one request. Resolves when it is written, or when nobody takes it any more. */
export type SendFile = (socket: Socket, request: UploadRequest) => Promise<void>

export const sendAtOnce: SendFile = async (socket, { head, file, tail }) => {
  socket.cork()
  socket.write(head)
  socket.write(file)
  if (tail.length > 0) socket.write(tail)
  socket.uncork()
}

const TICK_MS = 25

/** So many bytes a second, a little every few milliseconds. */
export function sendAtPace(bytesPerSecond: number, onHalf: (filename: string) => void): SendFile {
  return async (socket, { filename, head, file, tail }) => {
    socket.write(head)
    const startedAt = performance.now()
    let sent = 0
    while (sent < file.length && !socket.destroyed) {
      const due = Math.min(file.length, ((performance.now() - startedAt + TICK_MS) / 1000) * bytesPerSecond)
      const written = sent
      // A client whose network does not take its bytes sends no more of them.
      if (!socket.writableNeedDrain && due > sent) {
        sent = Math.floor(due)
        socket.write(file.subarray(written, sent))
      }
      if (written < file.length / 2 && sent >= file.length / 2) onHalf(filename)
      await delay(TICK_MS)
    }
    if (tail.length > 0) socket.write(tail)
  }
}

/** The first bytes, a pause, the rest. */
export function sendWithStall({ afterBytes, ms }: { afterBytes: number; ms: number }): SendFile {
  return async (socket, { head, file, tail }) => {
    socket.write(Buffer.concat([head, file.subarray(0, afterBytes)]))
    await delay(ms)
    await sendAtOnce(socket, { filename: '', head: Buffer.alloc(0), file: file.subarray(afterBytes), tail })
  }
}
