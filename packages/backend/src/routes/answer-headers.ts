/**
 * The headers of every answer: it is JSON for a script, nothing else, and nobody keeps it.
 * They are set before the route runs: set afterwards, they would cost a copy of the answer.
 */

import type { MiddlewareHandler } from 'hono'

/** What every answer has, but for what a route knows better. */
export const ANSWER_HEADERS = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'"],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'cross-origin'],
  ['Cache-Control', 'no-store'],
  ['Vary', 'Origin'],
] as const

export const answerHeaders: MiddlewareHandler = async (c, next) => {
  for (const [name, value] of ANSWER_HEADERS) c.header(name, value)
  await next()
}
