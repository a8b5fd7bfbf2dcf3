/**
 * What every answer has in common: it is JSON for a script, nothing else, nobody keeps it, and it carries an
 * `X-Request-Id`. Headers are gathered in a plain object, which Node takes as it is: gathered by Hono they
 * would become web `Headers`, and cost a small upload as much as a check of its content.
 */

import type { Context, MiddlewareHandler } from 'hono'
import type { RelayEnv } from './relay-env.ts'

/** What every answer has, but for what a route knows better. */
export const ANSWER_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'no-store',
  Vary: 'Origin',
} as const

const SANE_ID = /^[\w-]{8,64}$/

/** Begins an answer: the request's id is the client's, if it is sane, else a new one. */
export function beginAnswer(c: Context<RelayEnv>): void {
  const given = c.req.header('X-Request-Id')
  const id = given !== undefined && SANE_ID.test(given) ? given : crypto.randomUUID()
  c.set('requestId', id)
  c.set('answerHeaders', { ...ANSWER_HEADERS, 'X-Request-Id': id })
}

/** {@link beginAnswer} for the routes behind it. */
export const answered: MiddlewareHandler<RelayEnv> = (c, next) => {
  beginAnswer(c)
  return next()
}

/** Sets a header of the answer to come. */
export function setHeader(c: Context<RelayEnv>, name: string, value: string): void {
  c.get('answerHeaders')[name] = value
}

/** Answers with JSON. */
export function answerJson(c: Context<RelayEnv>, value: unknown, status = 200): Response {
  setHeader(c, 'Content-Type', 'application/json')
  return answerBody(c, JSON.stringify(value), status)
}

/** Answers with a text whose `Content-Type` is set, or with nothing. */
export function answerBody(c: Context<RelayEnv>, body: string | null, status: number): Response {
  return new Response(body, { status, headers: c.get('answerHeaders') })
}
