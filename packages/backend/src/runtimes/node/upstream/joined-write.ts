/**
 * Writes small parts as one. They are copied into memory that is used over and over: the kernel nearly
 * always takes them at once, and to make and free a buffer costs more than to fill it.
 */

import type { Socket } from 'node:net'

/** So much is joined at most: beyond it, copying costs more than writing the parts. */
export const JOINED_BYTES = 64 * 1024

let memory: Buffer | undefined

/** Writes `byteLength` bytes in all, at most {@link JOINED_BYTES}. */
export function writeJoined(socket: Socket, parts: readonly Uint8Array[], byteLength: number): void {
  const buffer = memory ?? Buffer.allocUnsafeSlow(JOINED_BYTES)
  let at = 0
  for (const part of parts) {
    buffer.set(part, at)
    at += part.length
  }
  socket.write(buffer.subarray(0, byteLength))
  // What still waits, as all does that TLS is to encrypt, keeps its memory.
  memory = socket.writableLength === 0 ? buffer : undefined
}
