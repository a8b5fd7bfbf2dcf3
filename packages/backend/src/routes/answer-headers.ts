/**
 * The headers of every answer: it is JSON for a script, nothing else, and nobody keeps it.
 * They are set before the route runs: set afterwards, they would cost a copy of the answer.
 */

import type { MiddlewareHandler } from 'hono'

export const answerHeaders: MiddlewareHandler = async (c, next) => {
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Content-Security-Policy', "default-src 'none'")
  c.header('Referrer-Policy', 'no-referrer')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  c.header('Cache-Control', 'no-store')
  await next()
}
