/**
 * Reads what came back: from the relay, or from whatever stands between and answers for it.
 */

import { isMediaId } from '@dt-media/backend/contract'
import type { ErrorDetails, ItemErrorCode } from '../messages/item-error-code.ts'
import type { Uploaded } from './upload-context.ts'
import { uploadError } from './upload-error.ts'

/** For answers that are not the relay's own. */
const CODE_BY_STATUS: { readonly [status: number]: ItemErrorCode } = {
  401: 'grant_invalid',
  403: 'origin_not_allowed',
  404: 'not_found',
  413: 'too_large',
  429: 'too_many_uploads',
  503: 'overloaded',
}

/** The answer to an upload; throws an `UploadError` unless it is a success with a usable `media_id`. */
export function readUploadAnswer(status: number, body: string, retryAfter: string | null = null): Uploaded {
  const answer = parseObject(body)
  const { errcode, media_id, code, details } = answer
  if (status === 200) {
    if (errcode === 0 && isMediaId(media_id)) return answer as unknown as Uploaded
    // Whoever says so is no relay, or one that took the file: sending it again by itself would be no help.
    throw uploadError('upstream_invalid')
  }
  // Sending again what was refused as wrong is never right, whatever the answer says.
  const mayPass = status > 499 || status === 408 || status === 429 || code === 'grant_expired'
  throw uploadError(
    // Others name their errors too, but not so.
    typeof code === 'string' && /^[a-z_]+$/.test(code)
      ? (code as ItemErrorCode)
      : (CODE_BY_STATUS[status] ?? 'internal'),
    mayPass && answer.retriable !== false,
    {
      details: Object(details) === details ? (details as ErrorDetails) : undefined,
      retryAfterMs: parseRetryAfter(retryAfter),
    },
  )
}

/** Milliseconds to wait by a `Retry-After` header: seconds or an HTTP date (RFC 9110, 10.2.3). */
export function parseRetryAfter(value: string | null, now = Date.now()): number | undefined {
  if (!value) return undefined
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return ms > 0 ? ms : undefined
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}
