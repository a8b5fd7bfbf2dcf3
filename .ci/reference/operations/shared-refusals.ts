/** Codes that several operations answer with. */

/** Of a grant that is missing, broken or too narrow, and of a page that is not listed. */
export const GRANT_REFUSALS = [
  'grant_missing',
  'grant_invalid',
  'grant_expired',
  'grant_exceeded',
  'origin_not_allowed',
] as const

/** Of a call to DingTalk. */
export const UPSTREAM_REFUSALS = [
  'token_unavailable',
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_invalid',
  'upstream_busy',
  'upstream_refused',
] as const
