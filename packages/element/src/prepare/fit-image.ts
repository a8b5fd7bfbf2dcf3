/**
 * Makes a picture that DingTalk would refuse into a JPEG or PNG that it takes: no larger than the rule,
 * upright, and without metadata, for a canvas keeps none. Loaded when the first such picture comes.
 */

import { sniffFormats } from '@dt-media/backend/contract'
import { isAccepted } from '../checks/accept.ts'
import type { FileLimits } from '../checks/check-file.ts'
import { parseSize } from '../checks/parse-size.ts'
import { decode, isTransparent, render } from './canvas.ts'

/** What `media-fitted` tells of a picture. */
export interface PictureFacts {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly width: number
  readonly height: number
}

export interface Fitted {
  readonly file: File
  readonly from: PictureFacts
  readonly to: PictureFacts
}

export interface FitLimits {
  readonly maxBytes: number
  /** `jpg` and `png`, or one of them; with none nothing fits. */
  readonly formats: readonly string[]
}

/** More takes a page minutes, and a person will not see the difference. */
const MAX_ENCODES = 4
/** What every browser's canvas holds; iOS gives an empty picture beyond. */
const MAX_PIXELS = 2 ** 24
const EXTENSIONS = { jpg: /\.jpe?g$/i, png: /\.png$/i }

/** One at a time: a decoded photo has 50 MB and more. */
let turn: Promise<unknown> = Promise.resolve()

/** What a picture has to come to, by the rule and by what the page accepts. */
export function fitLimits({
  rules: { image },
  accept,
  maxSize,
}: Omit<FileLimits, 'maxFiles' | 'maxTotalSize'>): FitLimits {
  const maxBytes = Math.min(image?.maxBytes ?? 0, parseSize(maxSize))
  const formats = ['jpg', 'png'].filter(
    (format) => image?.formats.includes(format) && isAccepted({ name: `a.${format}`, type: '' }, accept),
  )
  return { maxBytes, formats }
}

/** The picture within its limits; nothing when it cannot be decoded, moves, or was aborted meanwhile. */
export function fitImage(file: File, limits: FitLimits, signal: AbortSignal): Promise<Fitted | undefined> {
  const fitted = turn.then(() => fit(file, limits, signal)).catch(() => undefined)
  turn = fitted.then(() => {})
  return fitted
}

async function fit(file: File, limits: FitLimits, signal: AbortSignal): Promise<Fitted | undefined> {
  const { maxBytes, formats } = limits
  const head = new Uint8Array(await file.slice(0, 65_536).arrayBuffer())
  const [is = ''] = sniffFormats(head)
  if (signal.aborted || formats.length === 0 || !/jpg|png|bmp|webp|avif|heic/.test(is) || isAnimated(head)) {
    return undefined
  }
  const picture = await decode(file)
  try {
    const { width, height } = picture
    let scale = Math.min(1, Math.sqrt(MAX_PIXELS / (width * height)))
    let format = (isTransparent(picture) && formats.includes('png') ? 'png' : formats[0]) as 'jpg' | 'png'
    let quality = 0.92
    for (let encodes = 0; encodes < MAX_ENCODES && !signal.aborted; encodes++) {
      const size = { width: scaled(width, scale), height: scaled(height, scale) }
      const blob = await render(picture, size, format === 'jpg' ? 'image/jpeg' : 'image/png', quality)
      if (blob.size <= maxBytes) {
        const name = EXTENSIONS[format].test(file.name) ? file.name : `${stem(file.name)}.${format}`
        const made = new File([blob], name, { type: blob.type, lastModified: file.lastModified })
        return { file: made, from: factsOf(file, { width, height }), to: factsOf(made, size) }
      }
      const ratio = maxBytes / blob.size
      if (format === 'png' && formats.includes('jpg')) format = 'jpg'
      else if (format === 'jpg' && quality > 0.8 && ratio > 0.55) quality = 0.78
      else scale *= Math.sqrt(ratio) * 0.9
    }
    return undefined
  } finally {
    picture.close()
  }
}

/** A still would not be what the person chose. */
function isAnimated(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, 4096))
  return /^\x89PNG.*acTL/s.test(text) || (/^RIFF.{4}WEBPVP8X/s.test(text) && ((head[20] ?? 0) & 2) > 0)
}

function scaled(length: number, scale: number): number {
  return Math.max(1, Math.round(length * scale))
}

function stem(name: string): string {
  return name.replace(/\.(jpe?g|png|bmp|webp|avif|hei[cf])$/i, '') || 'image'
}

function factsOf(
  { name, type, size }: File,
  { width, height }: Pick<PictureFacts, 'width' | 'height'>,
): PictureFacts {
  return { name, type, size, width, height }
}
