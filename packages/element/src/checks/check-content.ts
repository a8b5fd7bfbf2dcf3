/**
 * Judges a file by what is in it. Only the first {@link HEAD_BYTES} bytes are read.
 */

import {
  type CheckedMedia,
  checkHead,
  HEAD_BYTES,
  type MediaClaim,
  type MediaRules,
} from '@dt-media/backend/contract'
import { type Rejection, rejectionOf } from './rejection.ts'

/** A page's own check. Resolves to a sentence that refuses the file, or to nothing. */
export type Validator = (file: File) => string | undefined | Promise<string | undefined>

/** Resolves to what the file is, or to why it cannot be taken. */
export async function checkContent(
  file: File,
  type: MediaClaim['type'],
  rules: MediaRules,
): Promise<CheckedMedia | Rejection> {
  let head: ArrayBuffer
  try {
    head = await file.slice(0, HEAD_BYTES).arrayBuffer()
  } catch {
    return { code: 'file_changed' }
  }
  const checked = checkHead({ type, filename: file.name, size: file.size }, new Uint8Array(head), rules)
  return 'refusal' in checked ? rejectionOf(checked.refusal) : checked
}
