import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { ERROR_CODES, type ErrorAnswer, type ErrorCode } from '../contract/index.ts'
import { MediaError } from '../errors.ts'
import { ERROR_TEXTS, errorAnswer } from './error-answer.ts'
import type { RelayEnv } from './relay-env.ts'

/** What a client reads of an error. */
async function answerTo(error: unknown) {
  const app = new Hono<RelayEnv>().get('/', (c) => {
    c.set('requestId', 'an-id-of-ours')
    return errorAnswer(error, c)
  })
  const response = await app.request('/')
  const { status, headers } = response
  return { status, headers, ...((await response.json()) as ErrorAnswer) }
}

const textOf = async (code: ErrorCode, details?: Readonly<Record<string, unknown>>) =>
  (await answerTo(new MediaError(code, 'for the log', { details }))).errmsg

for (const [code, { status, errcode, retriable }] of Object.entries(ERROR_CODES)) {
  test(`${code} is told as the contract has it`, async () => {
    const answer = await answerTo(new MediaError(code as ErrorCode, 'for the log'))
    assert.deepEqual(
      [answer.status, answer.code, answer.errcode, answer.retriable, answer.request_id],
      [status, code, errcode, retriable, 'an-id-of-ours'],
    )
    assert.equal(answer.errmsg, ERROR_TEXTS[code as ErrorCode])
    assert.match(answer.errmsg, /^\w.+[.>]$/)
    assert.equal(Object.hasOwn(answer, 'details'), false)
    assert.equal(answer.headers.get('Retry-After'), [429, 503].includes(status) ? '1' : null)
    assert.equal(answer.headers.get('WWW-Authenticate'), status === 401 ? 'Bearer' : null)
  })
}

test('SE-06 a defect of ours is told as no more than that', async () => {
  const answer = await answerTo(new TypeError('a secret'))
  assert.deepEqual([answer.status, answer.code, answer.retriable], [500, 'internal', true])
  assert.doesNotMatch(JSON.stringify(answer), /secret/)
})

test('details are told, and when to come back', async () => {
  const error = new MediaError('overloaded', '', { details: { a: 1 }, retryAfter: 7 })
  const { details, headers } = await answerTo(error)
  assert.deepEqual([details, headers.get('Retry-After')], [{ a: 1 }, '7'])
})

test('a limit is told in words', async () => {
  for (const [maxBytes, words] of [
    [20 * 2 ** 20, '20 MB'],
    [1.5 * 2 ** 20, '1.5 MB'],
    [2 ** 20, '1 MB'],
    [2 ** 20 - 1, '1048575 bytes'],
  ] as const) {
    assert.equal(await textOf('too_large', { max_bytes: maxBytes }), `The file is larger than ${words}.`)
  }
  assert.equal(await textOf('too_large', { max_bytes: 'much' }), ERROR_TEXTS.too_large)
  assert.equal(await textOf('empty', { max_bytes: 5 }), ERROR_TEXTS.empty)
})

test('formats are told in words', async () => {
  const formats = ['jpg', 'png']
  assert.equal(await textOf('format_not_allowed', { formats }), 'Only these formats are taken: jpg, png.')
  assert.equal(await textOf('format_not_allowed', { formats: 'jpg' }), ERROR_TEXTS.format_not_allowed)
  assert.equal(await textOf('content_mismatch', { formats }), ERROR_TEXTS.content_mismatch)
})

test('a login is told of its auth code, and not of a file', async () => {
  assert.match(await textOf('malformed_body', { field: 'code' }), /JSON with the auth code.*\{"code":"…"\}/)
  assert.match(await textOf('grant_invalid', { field: 'code' }), /auth code/)
  assert.equal(await textOf('overloaded', { field: 'code' }), ERROR_TEXTS.overloaded)
})
