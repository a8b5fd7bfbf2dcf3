/**
 * Writes small parts as one. They are copied into memory that is used over and over: the kernel nearly
 * always takes them at once, and to make and free a buffer costs more than to fill it.
 */

import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/** So much is joined at most: beyond it, copying costs more than writing the parts. */
export const JOINED_BYTES = 64 * 1024

let memory: Buffer | undefined

/** Writes `byteLength` bytes in all, at most {@link JOINED_BYTES}. Returns what the socket's `write` does. */
export function writeJoined(socket: Socket, parts: readonly Uint8Array[], byteLength: number): boolean {
  // TLS takes nothing at once: that memory would never serve twice.
  if (socket instanceof TLSSocket) return socket.write(Buffer.concat(parts, byteLength))
  const buffer = memory ?? Buffer.allocUnsafeSlow(JOINED_BYTES)
  let at = 0
  for (const part of parts) {
    buffer.set(part, at)
    at += part.length
  }
  const room = socket.write(buffer.subarray(0, byteLength))
  // What still waits keeps its memory.
  memory = socket.writableLength === 0 ? buffer : undefined
  return room
}
