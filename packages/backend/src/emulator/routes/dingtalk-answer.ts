/**
 * Writes an answer as DingTalk's old host does: HTTP 200 whatever happened. The byte-exact content types are
 * those seen on the wire.
 */

import type { Context } from 'hono'
import { type ErrorShape, errcodeAnswer } from '../errcode-answer.ts'

/** An errcode, as the old API tells it. */
export function answerErrcode(c: Context, errcode: number, shape: ErrorShape = 'plain'): Response {
  return c.json(errcodeAnswer(errcode, shape))
}

/** A `topapi` answer. */
export function answerTopapi(c: Context, answer: Record<string, unknown>): Response {
  return c.body(JSON.stringify(answer), 200, { 'Content-Type': 'application/json;charset=UTF-8' })
}
