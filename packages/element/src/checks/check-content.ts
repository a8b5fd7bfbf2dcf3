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
import { inTime } from './in-time.ts'
import { type Rejection, rejectionOf } from './rejection.ts'

/** How long a page's own check may take. */
const VALIDATOR_MS = 10_000

/**
 * A page's own check: gives a sentence that refuses the file, or nothing. One that throws, or takes
 * more than ten seconds, refuses it too. The signal aborts when the item is removed or aborted.
 */
export type Validator = (file: File, signal: AbortSignal) => string | undefined | Promise<string | undefined>

/** Resolves to what the file is, or to why it cannot be taken. */
export async function checkContent(
  file: File,
  type: MediaClaim['type'],
  rules: MediaRules,
  validators: readonly Validator[] = [],
  signal: AbortSignal = new AbortController().signal,
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
      const message = await inTime(validate(file, signal), VALIDATOR_MS, signal)
      if (message) return { code: 'custom', message }
    }
  } catch {
    return { code: 'custom' }
  }
  return checked
}
