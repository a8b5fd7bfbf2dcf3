/**
 * The one answer to every form that is not as RFC 7578 has it.
 */

import { MediaError } from '../errors.ts'

/** The error for a form that cannot be read; the message is for the log. */
export function malformedBody(message: string): MediaError {
  return new MediaError('malformed_body', message)
}
