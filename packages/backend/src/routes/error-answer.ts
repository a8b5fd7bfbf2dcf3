/**
 * Turns whatever was thrown into the one shape of refused answers. What is no `MediaError`
 * is a defect of ours: the client reads `internal` and nothing more.
 */

import type { ErrorAnswer, ErrorCode } from '../contract/index.ts'
import { MediaError } from '../errors.ts'
import { answerJson, requestIdOf, setHeader } from './answer.ts'
import type { RelayContext } from './relay-env.ts'

/** What a developer reads in `errmsg`. Never DingTalk's text: it carries the app key and addresses. */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, string>> = {
  malformed_body: 'The body is broken, or lacks the part "media".',
  media_not_last: 'The part "media" must be the last one.',
  type_not_allowed: 'The type is missing, unknown or switched off.',
  empty: 'The file is empty.',
  unsupported_body: 'Send multipart/form-data, or the file itself with ?type= and ?filename=.',
  format_not_allowed: 'Files of this format are not taken.',
  content_mismatch: 'The content is not what the name says.',
  too_large: 'The file is too large.',
  length_required: 'A Content-Length is required.',
  grant_missing: 'An upload grant is required: Authorization: Bearer <grant>.',
  grant_invalid: 'The upload grant is not valid.',
  grant_expired: 'The upload grant has expired. Ask for a new one.',
  grant_exceeded: 'The upload grant does not cover this upload.',
  origin_not_allowed: 'Pages of this origin may not use the relay.',
  too_many_uploads: 'Too many uploads. Try again later.',
  overloaded: 'The relay is busy. Try again later.',
  client_timeout: 'The file came too slowly.',
  token_unavailable: 'DingTalk gives the relay no access token at the moment.',
  token_rejected: 'DingTalk refused the access token. A new one is being fetched: try again.',
  upstream_unreachable: 'DingTalk cannot be reached.',
  upstream_timeout: 'DingTalk did not answer in time.',
  upstream_invalid: "DingTalk's answer makes no sense.",
  upstream_busy: 'DingTalk is busy. Try again later.',
  upstream_refused: 'DingTalk refused the file.',
  store_unavailable: 'The relay cannot reach its store.',
  unknown_media: 'This file was not uploaded before.',
  not_found: 'There is nothing here.',
  method_not_allowed: 'This method is not allowed here.',
  internal: 'Something went wrong in the relay.',
}

const MB = 2 ** 20

/** Answers an error, with its status, `Retry-After` and request id. */
export function errorAnswer(error: unknown, c: RelayContext): Response {
  const known = error instanceof MediaError ? error : new MediaError('internal', 'An unexpected error')
  const { status, retryAfter } = known
  if (status === 429 || status === 503) setHeader(c, 'Retry-After', String(retryAfter ?? 1))
  if (status === 401) setHeader(c, 'WWW-Authenticate', 'Bearer')
  return answerJson(c, errorBody(known, requestIdOf(c)), status)
}

/** What a client may read of an error. */
export function errorBody(error: MediaError, requestId: string): ErrorAnswer {
  const { code, errcode, retriable, details } = error
  return {
    errcode,
    errmsg: textOf(error),
    code,
    retriable,
    request_id: requestId,
    ...(details && { details }),
  }
}

function textOf({ code, details }: MediaError): string {
  const maxBytes = details?.max_bytes
  if (code === 'too_large' && typeof maxBytes === 'number') {
    const size = maxBytes < MB ? `${maxBytes} bytes` : `${Number((maxBytes / MB).toFixed(1))} MB`
    return `The file is larger than ${size}.`
  }
  if (code === 'format_not_allowed' && Array.isArray(details?.formats)) {
    return `Only these formats are taken: ${details.formats.join(', ')}.`
  }
  if (details?.field !== undefined) return LOGIN_TEXTS[code] ?? ERROR_TEXTS[code]
  return ERROR_TEXTS[code]
}

/** The same codes where a login was refused and no upload. */
const LOGIN_TEXTS: Readonly<Partial<Record<ErrorCode, string>>> = {
  malformed_body: 'Send JSON with the auth code of DingTalk\'s client: {"code":"…"}.',
  grant_invalid:
    "DingTalk does not know the auth code. It is good once: ask DingTalk's client for a new one.",
}
