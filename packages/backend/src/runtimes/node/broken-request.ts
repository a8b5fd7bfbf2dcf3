/**
 * The answer to what is no HTTP, or could be read as two requests: like every other one, though no
 * route ever sees it. The connection ends with it.
 */

import { STATUS_CODES } from 'node:http'
import type { ErrorCode } from '../../contract/index.ts'
import { MediaError } from '../../errors.ts'
import { ANSWER_HEADERS } from '../../routes/answer.ts'
import { errorBody } from '../../routes/error-answer.ts'

/** 431 and 413 are said of heads and chunks without end. */
export type BrokenStatus = 400 | 408 | 413 | 431

/** What a developer reads of such a request: nothing is known of a part `media` that it may lack. */
const NOT_HTTP =
  'This is no HTTP request that can be read. In its address, all that is not ASCII has to be percent-encoded.'

export interface BrokenMessage {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Headers and body of such an answer. */
export function brokenMessage(status: BrokenStatus): BrokenMessage {
  const code: ErrorCode = status === 408 ? 'client_timeout' : 'malformed_body'
  const id = crypto.randomUUID()
  const answer = errorBody(new MediaError(code, 'Not an HTTP request'), id)
  const body = JSON.stringify(status === 408 ? answer : { ...answer, errmsg: NOT_HTTP })
  const headers = [
    ...Object.entries(ANSWER_HEADERS),
    ['X-Request-Id', id],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(Buffer.byteLength(body))],
    ['Connection', 'close'],
  ] as const
  return { headers, body }
}

/** The whole answer as it stands on the wire, for a connection without a request. */
export function brokenAnswer(status: BrokenStatus): string {
  const { headers, body } = brokenMessage(status)
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n')
}

/** The answer to a request whose target or host makes no URL. */
export function brokenResponse(): Response {
  const { headers, body } = brokenMessage(400)
  return new Response(body, { status: 400, headers: headers.map(([name, value]) => [name, value]) })
}
