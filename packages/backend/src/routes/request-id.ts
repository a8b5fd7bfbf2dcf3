/**
 * Every answer carries an `X-Request-Id`: the client's, if it is sane, else a new one.
 */

import type { MiddlewareHandler } from 'hono'
import type { RelayEnv } from './relay-env.ts'

const SANE_ID = /^[\w-]{8,64}$/

export const requestId: MiddlewareHandler<RelayEnv> = async (c, next) => {
  const given = c.req.header('X-Request-Id') ?? ''
  const id = SANE_ID.test(given) ? given : crypto.randomUUID()
  c.set('requestId', id)
  c.header('X-Request-Id', id)
  await next()
}
