/**
 * Reads the grant out of an `Authorization` header (RFC 6750 §2.1). Where a request has the header
 * twice, it arrives here as one text joined by a comma, and neither is believed.
 */

import { MediaError } from '../errors.ts'

/** The bearer token; `undefined` when there is no header or one of another scheme. Throws `grant_invalid` on more than one. */
export function readBearer(authorization: string | null | undefined): string | undefined {
  if (!authorization) return undefined
  const [scheme, ...tokens] = authorization.split(/[\s,]/).filter(Boolean)
  if (scheme?.toLowerCase() !== 'bearer') return undefined
  if (tokens.length > 1)
    throw new MediaError('grant_invalid', 'The Authorization header holds more than one token')
  return tokens[0]
}
