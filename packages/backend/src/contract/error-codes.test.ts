import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERROR_CODES } from './error-codes.ts'

/** The published table: code, status, errcode, retriable. */
const PUBLISHED = `
malformed_body 400 40035 no
media_not_last 400 40035 no
type_not_allowed 400 40004 no
empty 400 44001 no
unsupported_body 415 43008 no
format_not_allowed 415 40005 no
content_mismatch 415 40005 no
too_large 413 45001 no
length_required 411 40035 no
grant_missing 401 41001 no
grant_invalid 401 40014 no
grant_expired 401 42001 yes
grant_exceeded 403 -1 no
origin_not_allowed 403 -1 no
too_many_uploads 429 90018 yes
overloaded 503 -1 yes
client_timeout 408 -1 yes
token_unavailable 503 -1 yes
token_rejected 503 -1 yes
upstream_unreachable 502 -1 yes
upstream_timeout 504 -1 yes
upstream_invalid 502 -1 yes
upstream_busy 503 -1 yes
upstream_refused 422 -1 no
store_unavailable 503 -1 yes
unknown_media 404 -1 no
not_found 404 -1 no
method_not_allowed 405 -1 no
internal 500 -1 yes`

test('the error codes are the published ones, none more and none less', () => {
  const table = Object.entries(ERROR_CODES).map(
    ([code, { status, errcode, retriable }]) => `${code} ${status} ${errcode} ${retriable ? 'yes' : 'no'}`,
  )
  assert.deepEqual(table, PUBLISHED.trim().split('\n'))
})
