/**
 * Why a file was turned away or an upload failed: the relay's codes, and those that only
 * the page can give.
 */

import type { ErrorCode } from '@dt-media/backend/contract'

/** Codes that only the page gives, beside the relay's. */
export type LocalErrorCode =
  | 'too_many_files'
  | 'duplicate'
  | 'custom'
  | 'network'
  | 'stalled'
  | 'aborted'
  | 'file_changed'

export type ItemErrorCode = ErrorCode | LocalErrorCode

/** What a code was given with, spelled as on the wire: `max_bytes`, `formats`, `looks_like`, `size`. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** Puts a code into words. */
export type ErrorWords = (code: ItemErrorCode, details?: ErrorDetails) => string
