/**
 * Which pages may use the relay. CORS headers alone stop nobody from sending, so an origin
 * that is not listed is refused; and a listed one can read every answer, errors too.
 */

import type { MiddlewareHandler } from 'hono'
import { MediaError } from '../errors.ts'
import { answerBody, setHeader } from './answer.ts'
import type { RelayEnv } from './relay-env.ts'

const ALLOWED_HEADERS = 'Authorization, Content-Type, X-Request-Id'
const EXPOSED_HEADERS = 'Retry-After, X-Request-Id'
const MAX_AGE_SECONDS = 600

/** Enforces an exact list of origins; `*` in it allows every one. */
export function origins(allowed: readonly string[]): MiddlewareHandler<RelayEnv> {
  const listed = new Set(allowed)

  return async (c, next) => {
    const origin = c.req.header('origin')
    // Servers and curl send no Origin; for them the grant decides.
    if (origin === undefined) return next()
    if (!listed.has('*') && !listed.has(origin) && !isOwn(origin, c.req.header('host'))) {
      throw new MediaError('origin_not_allowed', 'The origin is not on the list')
    }
    setHeader(c, 'Access-Control-Allow-Origin', listed.has('*') ? '*' : origin)
    setHeader(c, 'Access-Control-Expose-Headers', EXPOSED_HEADERS)
    if (c.req.method !== 'OPTIONS' || !c.req.header('access-control-request-method')) return next()

    setHeader(c, 'Vary', 'Origin, Access-Control-Request-Headers')
    setHeader(c, 'Access-Control-Allow-Methods', 'GET, POST')
    setHeader(c, 'Access-Control-Allow-Headers', ALLOWED_HEADERS)
    setHeader(c, 'Access-Control-Max-Age', String(MAX_AGE_SECONDS))
    return answerBody(c, null, 204)
  }
}

/** A page that the relay's own host serves. The scheme is left out: behind a proxy the relay does not know its own. */
function isOwn(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`)
}
