/**
 * The checks of a file that is listed already, and `fit` for a picture that they refuse. The original
 * never passes a second time: what is uploaded is what was made of it, and is judged as any file.
 */

import { checkContent } from '../checks/check-content.ts'
import { checkFile } from '../checks/check-file.ts'
import type { Rejection } from '../checks/rejection.ts'
import { loadPart } from '../load-part.ts'
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
  if (signal.aborted || !('code' in refusal) || !mayFit(file, refusal as Rejection, options)) return refusal
  list.set(upload, { phase: 'fitting' })
  const part = await loadPart(import('../prepare/fit-image.ts'))
  const fitted = await part?.fitImage(file, part.fitLimits(options), signal)
  if (!fitted || signal.aborted) return refusal
  const others = { count: 0, bytes: list.bytes - file.size, keys: new Set<string>() }
  const again =
    checkFile(fitted.file, options, others) ?? (await examineContent(fitted.file, signal, options))
  if ('code' in again) return again
  upload.refusal = refusal as Rejection
  const { from, to } = fitted
  return { ...again, file: fitted.file, size: to.size, type: to.type, fitted: { from, to } }
}

/** Whether `fit` may mend what a file is refused for; its content has the last word. */
export function mayFit(
  { name, type }: File,
  { code, details }: Rejection,
  { fit, mediaType }: QueueOptions,
): boolean {
  return (
    fit &&
    /auto|image/.test(mediaType) &&
    /too_large|format_not|content_mis/.test(code) &&
    !details?.max_total_bytes &&
    (/\.(jpe?g|png|bmp|webp|avif|hei[cf])$/i.test(name) || /^image\/(?!svg|gif)/.test(type))
  )
}

async function examineContent(
  file: File,
  signal: AbortSignal,
  { mediaType, rules, validators }: QueueOptions,
): Promise<Partial<Item> | Rejection> {
  const checked = await checkContent(file, mediaType, rules, validators, signal)
  return 'code' in checked ? checked : { name: checked.filename, media_type: checked.type }
}
