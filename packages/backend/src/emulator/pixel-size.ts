/**
 * Reads an image's size in pixels from its header. A media_id of DingTalk's carries it.
 */

export interface PixelSize {
  readonly width: number
  readonly height: number
}

/** The size of a PNG, GIF, BMP or JPEG; `undefined` when the bytes do not tell. */
export function pixelSizeOf(bytes: Buffer): PixelSize | undefined {
  if (bytes.length < 26) return undefined
  if (bytes.readUInt32BE(0) === 0x89504e47) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  }
  if (bytes.toString('latin1', 0, 4) === 'GIF8') {
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  }
  if (bytes.toString('latin1', 0, 2) === 'BM') {
    // A negative height means rows from top to bottom.
    return { width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)) }
  }
  return bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : undefined
}

/** Walks the JPEG's segments up to its frame header (ITU T.81, B.2.2). */
function jpegSize(bytes: Buffer): PixelSize | undefined {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
  }
  return undefined
}
