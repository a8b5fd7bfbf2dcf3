/**
 * Judges a file by all that needs no reading. The same for every way in: picker, drop,
 * paste, recorder and script.
 */

import { checkClaim, type MediaClaim, type MediaRules } from '@dt-media/backend/contract'
import { acceptTokens, isAccepted } from './accept.ts'
import { parseSize } from './parse-size.ts'
import { type Rejection, rejectionOf } from './rejection.ts'

export interface FileLimits {
  readonly mediaType: MediaClaim['type']
  readonly accept: string
  readonly maxFiles: number
  readonly single?: boolean
  readonly maxSize: number | string
  readonly maxTotalSize: number | string
  readonly rules: MediaRules
}

/** What is in the list already. */
export interface Listed {
  readonly count: number
  readonly bytes: number
  /** The {@link fileKey} of every file. */
  readonly keys: { has(key: string): boolean }
}

/** What makes two files the same file, as far as one can tell without reading them. */
export function fileKey({ name, size, lastModified, webkitRelativePath = '' }: File): string {
  return `${size}/${lastModified}/${webkitRelativePath}/${name}`
}

/** Why a file cannot be added to the list; `undefined` when nothing speaks against it. */
export function checkFile(file: File, limits: FileLimits, listed: Listed): Rejection | undefined {
  const { accept, maxFiles, single } = limits
  const { name: filename, size } = file
  if (!single && listed.keys.has(fileKey(file))) return { code: 'duplicate' }
  if (!single && listed.count >= maxFiles) return { code: 'too_many_files', details: { max_files: maxFiles } }
  if (!isAccepted(file, accept))
    return { code: 'format_not_allowed', details: { formats: acceptTokens(accept) } }
  const refusal = checkClaim({ type: limits.mediaType, filename, size }, limits.rules)
  if (refusal) return rejectionOf(refusal, size)
  const maxBytes = parseSize(limits.maxSize)
  if (size > maxBytes) return rejectionOf({ code: 'too_large', maxBytes }, size)
  const maxTotalBytes = parseSize(limits.maxTotalSize)
  // Where it holds one, that gives its place up.
  if ((single ? 0 : listed.bytes) + size > maxTotalBytes) {
    return { code: 'too_large', details: { size, max_total_bytes: maxTotalBytes } }
  }
  return undefined
}
