/**
 * The one answer to bytes beyond a limit.
 */

import { MediaError } from '../errors.ts'

/** The error for more than `maxBytes` bytes; the client may read the limit. */
export function tooLargeError(maxBytes: number): MediaError {
  return new MediaError('too_large', `More than ${maxBytes} bytes`, { details: { max_bytes: maxBytes } })
}
