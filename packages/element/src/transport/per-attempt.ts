/**
 * Grants and headers, asked just in time for an attempt.
 */

import { inTime } from '../checks/in-time.ts'
import type { AttemptContext, PerAttempt } from './upload-context.ts'
import { uploadError } from './upload-error.ts'

const ANSWER_TIMEOUT_MS = 10_000

/** The value itself, or what the function gives for this attempt; an `UploadError` when it gives nothing in time. */
export async function askFor<T>(
  value: PerAttempt<T>,
  context: AttemptContext,
  timeoutMs = ANSWER_TIMEOUT_MS,
): Promise<T> {
  if (typeof value !== 'function') return value
  try {
    return await inTime((value as (context: AttemptContext) => T | Promise<T>)(context), timeoutMs)
  } catch {
    // The page's own server may just have been out of reach; its error may hold secrets, so it goes no further.
    throw uploadError('grant_missing', true)
  }
}
