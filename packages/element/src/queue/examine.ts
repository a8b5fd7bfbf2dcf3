/**
 * The checks of a file that is listed already, and `fit` for a picture that they refuse. The original
 * never passes a second time: what is uploaded is what was made of it, and is judged as any file.
 */

import { sniffFormats } from '@dt-media/backend/contract'
import { isAccepted } from '../checks/accept.ts'
import { checkContent } from '../checks/check-content.ts'
import { checkFile } from '../checks/check-file.ts'
import { parseSize } from '../checks/parse-size.ts'
import type { Rejection } from '../checks/rejection.ts'
import { loadPart } from '../load-part.ts'
import type { FitLimits } from '../prepare/fit-image.ts'
import type { Item } from './item.ts'
import type { QueueOptions } from './queue-options.ts'
import type { Upload } from './upload.ts'
import type { UploadList } from './upload-list.ts'

/** What the item becomes, or why it cannot be taken. */
export async function examine(
  upload: Upload,
  file: File,
  signal: AbortSignal,
  options: QueueOptions,
  list: UploadList,
): Promise<Partial<Item> | Rejection> {
  for (const { original, item } of options.single ? [] : list.twinsOf(upload)) {
    const earlier = original ?? item.file
    const part = await loadPart(import('../checks/same-content.ts'))
    if (earlier && (await part?.isSameContent(earlier, file).catch(() => false))) return { code: 'duplicate' }
  }
  const refusal = upload.refusal ?? (await examineContent(file, signal, options))
  const limits = 'code' in refusal && fitLimits(file, refusal as Rejection, options)
  if (!limits) return refusal
  list.set(upload, { phase: 'fitting' })
  const part = await loadPart(import('../prepare/fit-image.ts'))
  const fitted = await part?.fitImage(file, limits, signal)
  if (!fitted || signal.aborted) return refusal
  const others = { count: 0, bytes: list.bytes - file.size, keys: new Set<string>() }
  const again =
    checkFile(fitted.file, options, others) ?? (await examineContent(fitted.file, signal, options))
  if ('code' in again) return again
  upload.refusal = refusal as Rejection
  const { from, to } = fitted
  return { ...again, file: fitted.file, size: to.size, type: to.type, fitted: { from, to } }
}

/** What a refused file would have to come to; nothing where `fit` has nothing to mend. */
export function fitLimits(
  { name, type }: File,
  { code, details }: Rejection,
  { fit, mediaType, accept, maxSize, rules: { image } }: QueueOptions,
): FitLimits | undefined {
  const isMendable = /too_large|format_not|content_mis/.test(code) && !details?.max_total_bytes
  const isPicture = /\.(jpe?g|png|bmp|webp|avif|hei[cf])$/i.test(name) || /^image\/(?!svg|gif)/.test(type)
  if (!fit || !image || !isMendable || !isPicture || !/auto|image/.test(mediaType)) return undefined
  const formats = ['jpg', 'png'].filter(
    (format) => image.formats.includes(format) && isAccepted({ name: `a.${format}`, type: '' }, accept),
  )
  const maxBytes = Math.min(image.maxBytes, parseSize(maxSize))
  return formats.length > 0 ? { maxBytes, formats, sniff: sniffFormats } : undefined
}

async function examineContent(
  file: File,
  signal: AbortSignal,
  { mediaType, rules, validators }: QueueOptions,
): Promise<Partial<Item> | Rejection> {
  const checked = await checkContent(file, mediaType, rules, validators, signal)
  return 'code' in checked ? checked : { name: checked.filename, media_type: checked.type }
}
