/**
 * Makes media ids that look like DingTalk's: `@` and the unpadded base64url of a MessagePack array
 * [kind, number, height, width], or `$` and that of a map for videos. Readers must treat them as opaque.
 */

import { randomBytes } from 'node:crypto'
import type { MediaType } from '../contract/index.ts'
import { pixelSizeOf } from './pixel-size.ts'

/** A new media_id for a file. An image's carries its size in pixels where the bytes tell it. */
export function mintMediaId(type: MediaType, bytes: Buffer): string {
  if (type === 'video') return `$${packVideo(bytes.length).toString('base64url')}`
  return `@${packArray(type, bytes).toString('base64url')}`
}

/** [kind, a random uint64, and two numbers]: an image's height and width, else any. */
function packArray(type: MediaType, bytes: Buffer): Buffer {
  if (type !== 'image')
    return packKind(type === 'voice' ? 4 : 12, randomBytes(4).readUInt32BE(), randomBytes(4).readUInt32BE())
  const size = pixelSizeOf(bytes)
  return size ? packKind(2, size.height, size.width) : packKind(0, 0, 0)
}

function packKind(kind: number, third: number, fourth: number): Buffer {
  return Buffer.concat([Buffer.of(0x94, kind, 0xcf), randomBytes(8), packInt(third), packInt(fourth)])
}

/** The nine entries begin as in DingTalk's samples (`$iQEL…`); the rest are placeholders. */
function packVideo(byteLength: number): Buffer {
  return Buffer.concat([
    Buffer.of(0x89, 1, 11, 2, 0xa3),
    Buffer.from('mp4'),
    Buffer.of(3, 0xcf),
    randomBytes(8),
    Buffer.of(4),
    packInt(byteLength),
    Buffer.of(5, 0, 6, 0, 7, 0, 8, 0, 9, 0),
  ])
}

/** A MessagePack unsigned integer in its shortest form. */
function packInt(value: number): Buffer {
  if (value < 0x80) return Buffer.of(value)
  if (value < 0x100) return Buffer.of(0xcc, value)
  if (value < 0x10000) return Buffer.of(0xcd, value >> 8, value & 0xff)
  const packed = Buffer.alloc(5, 0xce)
  packed.writeUInt32BE(value, 1)
  return packed
}
