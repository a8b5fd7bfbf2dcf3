import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRetryAfter, readUploadAnswer } from './upload-answer.ts'
import type { UploadError } from './upload-error.ts'

const ANSWER = { errcode: 0, errmsg: 'ok', type: 'image', media_id: '@lADPDe7s', created_at: 1605863153573 }

function errorOf(status: number, body: unknown, retryAfter: string | null = null): Partial<UploadError> {
  try {
    readUploadAnswer(status, typeof body === 'string' ? body : JSON.stringify(body), retryAfter)
  } catch (error) {
    return error as UploadError
  }
  return assert.fail('read as a success')
}

test('reads a success', () => {
  assert.deepEqual(readUploadAnswer(200, JSON.stringify(ANSWER)), ANSWER)
})

test('calls a 200 invalid that is not a success with a usable media_id (36) (BR-23)', () => {
  const bodies = [
    '',
    '<html>',
    '{',
    'null',
    '"ok"',
    '[]',
    { ...ANSWER, errcode: 1 },
    { ...ANSWER, errcode: '0' },
  ]
  const ids = [undefined, null, '', 7, '<script>', 'x'.repeat(1000)]
  for (const body of [...bodies, ...ids.map((media_id) => ({ ...ANSWER, media_id }))]) {
    assert.deepEqual([errorOf(200, body).code, errorOf(200, body).retriable], ['upstream_invalid', false])
  }
})

test("gives the relay's code, details and leave to retry", () => {
  const answer = { code: 'upstream_busy', retriable: true, details: { upstream_errcode: 90018 } }
  const { code, retriable, details, retryAfterMs } = errorOf(503, answer, '2')
  assert.deepEqual(
    [code, retriable, details, retryAfterMs],
    ['upstream_busy', true, { upstream_errcode: 90018 }, 2000],
  )
  assert.equal(errorOf(503, { code: 'overloaded', retriable: false }).retriable, false)
})

test('never retries a 4xx that is the request’s own fault, whatever the answer says (30) (BR-22)', () => {
  for (const status of [400, 401, 403, 404, 405, 409, 411, 413, 415, 422]) {
    assert.equal(errorOf(status, { code: 'too_large', retriable: true }).retriable, false)
  }
  assert.equal(errorOf(408, { code: 'client_timeout', retriable: true }).retriable, true)
  assert.equal(errorOf(401, { code: 'grant_expired', retriable: true }).retriable, true)
})

test('makes sense of answers that are not the relay’s own', () => {
  const seen = [401, 403, 404, 413, 429, 503, 500, 418].map((status) => errorOf(status, '<html>').code)
  assert.deepEqual(seen, [
    'grant_invalid',
    'origin_not_allowed',
    'not_found',
    'too_large',
    'too_many_uploads',
    'overloaded',
    'internal',
    'internal',
  ])
  assert.equal(errorOf(502, '').retriable, true)
  // As of Fastify, which names its own errors.
  assert.equal(errorOf(413, { statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE' }).code, 'too_large')
})

test('reads Retry-After as seconds and as a date (30)', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  assert.equal(parseRetryAfter('2', now), 2000)
  assert.equal(parseRetryAfter('Sun, 22 Nov 2026 12:00:05 GMT', now), 5000)
  for (const value of [null, '', 'soon', '-1', 'Sun, 22 Nov 2026 11:00:00 GMT']) {
    assert.equal(parseRetryAfter(value, now), undefined)
  }
})
