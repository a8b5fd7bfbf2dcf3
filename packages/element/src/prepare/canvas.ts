/**
 * What a browser's canvas can do to a picture, off the main thread where it can. Needs no worker,
 * so no page's policy stands against it.
 */

export interface Picture {
  /** Upright, as a person sees it. */
  readonly width: number
  readonly height: number
  readonly source: CanvasImageSource
  readonly close: () => void
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Half a gigabyte decoded. */
const MAX_SOURCE_PIXELS = 2 ** 27
const SAMPLE = 256

/** The picture in a file. Rejects when the browser does not know the format, or it is too large for any memory. */
export async function decode(file: Blob): Promise<Picture> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  image.src = url
  // Only the size is read at first. A policy without `img-src blob:` leaves it at 0, and so does an unknown format.
  await new Promise((resolve) => {
    image.onload = image.onerror = resolve
  })
  const { naturalWidth: width, naturalHeight: height } = image
  const release = () => URL.revokeObjectURL(url)
  try {
    if (width * height > MAX_SOURCE_PIXELS) throw new RangeError('too many pixels')
    const bitmap = await globalThis.createImageBitmap?.(file).catch(() => undefined)
    // A browser that does not turn bitmaps upright gives them the other way round.
    if (bitmap && (!width || bitmap.width === width)) {
      release()
      return { width: bitmap.width, height: bitmap.height, source: bitmap, close: () => bitmap.close() }
    }
    if (!width) throw new TypeError('not a picture')
    return { width, height, source: image, close: release }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * Whether anything shows through. Looks at a small copy, in which every pixel has left a trace. Throws
 * where the browser gives noise for a canvas, as Firefox does when it resists fingerprinting.
 */
export function isTransparent({ source }: Picture): boolean {
  // The last row is left empty.
  const { context } = canvasOf({ width: SAMPLE, height: SAMPLE + 1 })
  context.drawImage(source, 0, 0, SAMPLE, SAMPLE)
  const { data } = context.getImageData(0, 0, SAMPLE, SAMPLE + 1)
  const pixels = data.subarray(0, 4 * SAMPLE ** 2)
  if (data.subarray(pixels.length).some(Boolean)) throw new TypeError('a canvas that lies')
  return pixels.some((value, at) => at % 4 === 3 && value < 255)
}

/** The picture in another size and format; on white where the format knows no transparency. */
export async function render(
  { source }: Picture,
  { width, height }: Size,
  type: 'image/jpeg' | 'image/png',
  quality: number,
): Promise<Blob> {
  const { canvas, context } = canvasOf({ width, height })
  context.imageSmoothingQuality = 'high'
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
  }
  context.drawImage(source, 0, 0, width, height)
  const blob =
    'convertToBlob' in canvas
      ? await canvas.convertToBlob({ type, quality })
      : await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
  // iOS keeps the memory of canvases that are only forgotten.
  canvas.width = canvas.height = 0
  if (!blob) throw new RangeError('too large a canvas')
  return blob
}

function canvasOf({ width, height }: Size) {
  const offscreen = globalThis.OffscreenCanvas && new OffscreenCanvas(width, height)
  const context = offscreen?.getContext('2d')
  if (offscreen && context) return { canvas: offscreen, context }
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const fallback = canvas.getContext('2d')
  if (!fallback) throw new TypeError('no canvas')
  return { canvas, context: fallback }
}
