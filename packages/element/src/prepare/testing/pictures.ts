/**
 * Pictures for the tests of `fit`: drawn by the browser itself, or small enough to stand here.
 */

/** Pixels of noise, which no encoder makes much smaller; or one colour. */
export async function drawn(
  name: string,
  type: string,
  { width = 64, height = 48, noise = false, alpha = 1, quality = 1 } = {},
): Promise<File> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  if (noise) {
    const pixels = context.createImageData(width, height)
    const words = new Uint32Array(pixels.data.buffer)
    let seed = 1
    for (let at = 0; at < words.length; at++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      words[at] = ((alpha * 255) << 24) | (seed >>> 8)
    }
    context.putImageData(pixels, 0, 0)
  } else {
    context.globalAlpha = alpha
    context.fillStyle = 'red'
    context.fillRect(0, 0, width, height / 2)
    context.fillStyle = 'blue'
    context.fillRect(0, height / 2, width, height / 2)
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
  if (blob?.type !== type) throw new Error(`This browser draws no ${type}`)
  return new File([blob], name, { type, lastModified: 7 })
}

/** A JPEG with an EXIF block: this orientation, and a place on earth. */
export async function withExif(file: File, orientation: number): Promise<File> {
  const tiff = new DataView(new ArrayBuffer(8 + 2 + 2 * 12 + 4 + 2 + 12 + 4))
  const entry = (at: number, tag: number, type: number, count: number, value: number, isShort = false) => {
    tiff.setUint16(at, tag)
    tiff.setUint16(at + 2, type)
    tiff.setUint32(at + 4, count)
    if (isShort) tiff.setUint16(at + 8, value)
    else tiff.setUint32(at + 8, value)
  }
  tiff.setUint32(0, 0x4d_4d_00_2a)
  tiff.setUint32(4, 8)
  tiff.setUint16(8, 2)
  entry(10, 0x01_12, 3, 1, orientation, true)
  // The GPS block has one entry: the hemisphere.
  entry(22, 0x88_25, 4, 1, 38)
  tiff.setUint16(38, 1)
  entry(40, 1, 2, 2, 0x4e_00_00_00)
  const block = new Uint8Array([
    0xff,
    0xe1,
    0,
    tiff.byteLength + 8,
    ...letters('Exif\0\0'),
    ...new Uint8Array(tiff.buffer),
  ])
  return new File([file.slice(0, 2), block, file.slice(2)], file.name, { type: file.type, lastModified: 7 })
}

/** A BMP of one bit per pixel, all of them black: many pixels in few bytes. */
export function blackBmp(name: string, width: number, height: number): File {
  const rowBytes = 4 * Math.ceil(width / 32)
  const header = new DataView(new ArrayBuffer(62))
  header.setUint16(0, 0x42_4d)
  header.setUint32(2, 62 + rowBytes * height, true)
  header.setUint32(10, 62, true)
  header.setUint32(14, 40, true)
  header.setInt32(18, width, true)
  header.setInt32(22, height, true)
  header.setUint16(26, 1, true)
  header.setUint16(28, 1, true)
  return new File([header, new Uint8Array(rowBytes * height)], name, { type: 'image/bmp' })
}

const BASE64 = {
  /** 1 x 1, lossy. */
  webp: 'UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=',
  /** 1 x 1, and something shows through. */
  alpha:
    'UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==',
  animated:
    'UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA',
  /** 2 x 2. */
  avif: 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A=',
}

/** One of the small pictures under a name of its own. */
export function stored(which: keyof typeof BASE64, name: string, type = ''): File {
  return new File([letters(atob(BASE64[which]))], name, { type })
}

/** Whether this browser shows such a file. */
export async function isShown(file: File): Promise<boolean> {
  return createImageBitmap(file).then(
    () => true,
    () => false,
  )
}

/** The colour of one pixel, as a canvas has it. */
export async function pixel(file: Blob, x: number, y: number): Promise<readonly number[]> {
  const bitmap = await createImageBitmap(file)
  const canvas = Object.assign(document.createElement('canvas'), {
    width: bitmap.width,
    height: bitmap.height,
  })
  const context = canvas.getContext('2d')
  context?.drawImage(bitmap, 0, 0)
  return [...(context?.getImageData(x, y, 1, 1).data ?? [])]
}

function letters(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
