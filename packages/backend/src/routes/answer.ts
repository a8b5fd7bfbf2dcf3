/**
 * What every answer has in common: it is JSON for a script, nothing else, nobody keeps it, and it carries an
 * `X-Request-Id`. Headers are gathered in a plain object, which Node takes as it is: gathered by Hono they
 * would become web `Headers`, and cost a small upload as much as a check of its content.
 */

import type { Context } from 'hono'
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

/** The request's id: the client's, if it is sane, else a new one. */
export function requestIdOf(c: Context<RelayEnv>): string {
  const known = c.get('requestId')
  if (known !== undefined) return known
  const given = c.req.header('x-request-id')
  const id = given !== undefined && SANE_ID.test(given) ? given : crypto.randomUUID()
  c.set('requestId', id)
  return id
}

/** Sets a header of the answer to come. */
export function setHeader(c: Context<RelayEnv>, name: string, value: string): void {
  headersOf(c)[name] = value
}

function headersOf(c: Context<RelayEnv>): Record<string, string> {
  const begun = c.get('answerHeaders')
  if (begun) return begun
  const headers = { ...ANSWER_HEADERS, 'X-Request-Id': requestIdOf(c) }
  c.set('answerHeaders', headers)
  return headers
}

/** Answers with JSON. */
export function answerJson(c: Context<RelayEnv>, value: unknown, status = 200): Response {
  setHeader(c, 'Content-Type', 'application/json')
  return answerBody(c, JSON.stringify(value), status)
}

/** Answers with a text whose `Content-Type` is set, or with nothing. */
export function answerBody(c: Context<RelayEnv>, body: string | null, status: number): Response {
  return new Response(body, { status, headers: headersOf(c) })
}
