/**
 * Every error the relay answers with: the stable name, the HTTP status, DingTalk's own
 * number for the same thing (or -1), and whether the same upload may succeed later.
 * `upstream_busy` and `upstream_refused` carry the number that DingTalk gave instead.
 */

export interface ErrorCodeEntry {
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 411 | 413 | 415 | 422 | 429 | 500 | 502 | 503 | 504
  readonly errcode: number
  readonly retriable: boolean
}

export const ERROR_CODES = {
  malformed_body: { status: 400, errcode: 40035, retriable: false },
  media_not_last: { status: 400, errcode: 40035, retriable: false },
  type_not_allowed: { status: 400, errcode: 40004, retriable: false },
  empty: { status: 400, errcode: 44001, retriable: false },
  unsupported_body: { status: 415, errcode: 43008, retriable: false },
  format_not_allowed: { status: 415, errcode: 40005, retriable: false },
  content_mismatch: { status: 415, errcode: 40005, retriable: false },
  too_large: { status: 413, errcode: 45001, retriable: false },
  length_required: { status: 411, errcode: 40035, retriable: false },
  grant_missing: { status: 401, errcode: 41001, retriable: false },
  grant_invalid: { status: 401, errcode: 40014, retriable: false },
  grant_expired: { status: 401, errcode: 42001, retriable: true },
  grant_exceeded: { status: 403, errcode: -1, retriable: false },
  origin_not_allowed: { status: 403, errcode: -1, retriable: false },
  too_many_uploads: { status: 429, errcode: 90018, retriable: true },
  overloaded: { status: 503, errcode: -1, retriable: true },
  client_timeout: { status: 408, errcode: -1, retriable: true },
  token_unavailable: { status: 503, errcode: -1, retriable: true },
  token_rejected: { status: 503, errcode: -1, retriable: true },
  upstream_unreachable: { status: 502, errcode: -1, retriable: true },
  upstream_timeout: { status: 504, errcode: -1, retriable: true },
  upstream_invalid: { status: 502, errcode: -1, retriable: true },
  upstream_busy: { status: 503, errcode: -1, retriable: true },
  upstream_refused: { status: 422, errcode: -1, retriable: false },
  store_unavailable: { status: 503, errcode: -1, retriable: true },
  unknown_media: { status: 404, errcode: -1, retriable: false },
  not_found: { status: 404, errcode: -1, retriable: false },
  method_not_allowed: { status: 405, errcode: -1, retriable: false },
  internal: { status: 500, errcode: -1, retriable: true },
} as const satisfies Record<string, ErrorCodeEntry>

/** The stable name of an error, as it stands in `code` of every refused answer. */
export type ErrorCode = keyof typeof ERROR_CODES
