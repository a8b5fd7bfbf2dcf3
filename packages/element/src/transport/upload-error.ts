/**
 * Why one attempt did not succeed.
 */

import type { ErrorDetails, ItemErrorCode } from '../messages/item-error-code.ts'

export interface UploadError extends Error {
  readonly code: ItemErrorCode
  /** Whether the same upload may succeed later. */
  readonly retriable: boolean
  readonly details?: ErrorDetails | undefined
  /** How long the relay wants to be left alone. */
  readonly retryAfterMs?: number | undefined
}

/** An error that a queue understands; uploaders throw it. */
export function uploadError(
  code: ItemErrorCode,
  retriable = false,
  more: Partial<Pick<UploadError, 'details' | 'retryAfterMs'>> = {},
): UploadError {
  return Object.assign(new Error(code), { code, retriable, ...more })
}
