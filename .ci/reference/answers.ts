/** What an operation answers, as OpenAPI's responses: one for each status, with every code that has it. */

import { ERROR_CODES, type ErrorCode } from '../../packages/backend/src/contract/error-codes.ts'
import { ERROR_TEXTS } from '../../packages/backend/src/routes/error-answer.ts'
import { refTo, type SCHEMAS } from './schemas.ts'

type Responses = Readonly<Record<string, object>>

const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } }
const RETRY_AFTER = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }

/** The answer when all went well. */
export function success(description: string, schema: keyof typeof SCHEMAS, example: object): Responses {
  return {
    200: {
      description,
      headers: REQUEST_ID,
      content: { 'application/json': { schema: refTo(schema), example } },
    },
  }
}

/** The refusals that an operation knows, by status. */
export function refusals(...codes: readonly ErrorCode[]): Responses {
  const byStatus = Map.groupBy(codes, (code) => String(ERROR_CODES[code].status))
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([status, group]) => [status, refusal(status, group)]),
  )
}

function refusal(status: string, codes: readonly ErrorCode[]): object {
  const schema = { allOf: [refTo('Error'), { properties: { code: { enum: codes } } }] }
  const examples = Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }]))
  return {
    description: codes.map((code) => `\`${code}\`: ${ERROR_TEXTS[code]}`).join('\n\n'),
    headers: { ...REQUEST_ID, ...(status === '429' || status === '503' ? RETRY_AFTER : {}) },
    content: { 'application/json': { schema, examples } },
  }
}

function exampleOf(code: ErrorCode): object {
  const { errcode, retriable } = ERROR_CODES[code]
  return {
    errcode,
    errmsg: ERROR_TEXTS[code],
    code,
    retriable,
    request_id: '0b2f6c1e-5d3a-4f0e-9b7a-2c4d8e6f1a3b',
  }
}
