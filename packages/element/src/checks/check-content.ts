/**
 * Judges a file by what is in it, of which only the first bytes are read, and then by the
 * page's own checks.
 */

import {
  type CheckedMedia,
  checkHead,
  HEAD_BYTES,
  type MediaClaim,
  type MediaRules,
} from '@dt-media/backend/contract'
import { type Rejection, rejectionOf } from './rejection.ts'

/** A page's own check: gives a sentence that refuses the file, or nothing. One that throws refuses it too. */
export type Validator = (file: File) => string | undefined | Promise<string | undefined>

/** Resolves to what the file is, or to why it cannot be taken. */
export async function checkContent(
  file: File,
  type: MediaClaim['type'],
  rules: MediaRules,
  validators: readonly Validator[] = [],
): Promise<CheckedMedia | Rejection> {
  let head: ArrayBuffer
  try {
    head = await file.slice(0, HEAD_BYTES).arrayBuffer()
  } catch {
    return { code: 'file_changed' }
  }
  const { name: filename, size } = file
  const checked = checkHead({ type, filename, size }, new Uint8Array(head), rules)
  if ('refusal' in checked) return rejectionOf(checked.refusal, size)
  try {
    for (const validate of validators) {
      const message = await validate(file)
      if (message) return { code: 'custom', message }
    }
  } catch {
    return { code: 'custom' }
  }
  return checked
}
