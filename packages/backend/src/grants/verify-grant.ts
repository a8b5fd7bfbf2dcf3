/**
 * Tells a grant from anything else. Nothing of a token is believed before its signature holds, and
 * `grant_expired` is said of a grant that is otherwise right: only then does a new one help.
 */

import { JOSEError } from 'jose/errors'
import { compactVerify } from 'jose/jws/compact/verify'
import { MediaError } from '../errors.ts'
import { decodeGrant, type Grant } from './grant.ts'
import { signingKey } from './signing-key.ts'

export interface VerifyGrantOptions {
  /** Any of them may have signed; at least one, each of at least 32 bytes as UTF-8. */
  readonly secrets: readonly string[]
  /** A grant that was made to live longer is refused. @default 3_600_000, one hour */
  readonly maxLifeMs?: number
  /** How far the issuer's clock may be off. @default 30_000 */
  readonly leewayMs?: number
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

/** The longest token that is looked at. */
export const MAX_GRANT_BYTES = 4096

/** How far clocks may differ unless told otherwise. */
export const DEFAULT_LEEWAY_MS = 30_000

// The last character is one of those that leave no bit over: else four texts were the same signature.
const HS256_TOKEN = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/

/** Resolves to what the token allows; throws `grant_missing`, `grant_invalid` or `grant_expired`. */
export async function verifyGrant(token: string | undefined, options: VerifyGrantOptions): Promise<Grant> {
  const { secrets, maxLifeMs = 3_600_000, leewayMs = DEFAULT_LEEWAY_MS, now = Date.now } = options
  if (!token) throw new MediaError('grant_missing', 'No grant came with the request')
  const grant = decodeGrant(parseJson(await signedBytes(token, secrets)))

  const time = now()
  if (grant.expiresAt - grant.issuedAt > maxLifeMs) {
    throw new MediaError('grant_invalid', 'The grant lives longer than a grant may')
  }
  if (Math.max(grant.issuedAt, grant.notBefore ?? grant.issuedAt) > time + leewayMs) {
    throw new MediaError('grant_invalid', 'The grant is not valid yet')
  }
  if (grant.expiresAt <= time - leewayMs) throw new MediaError('grant_expired', 'The grant has expired')
  return grant
}

/** The payload that one of the secrets signed. */
async function signedBytes(token: string, secrets: readonly string[]): Promise<Uint8Array> {
  if (secrets.length === 0) throw new TypeError('Grants need at least one secret')
  if (token.length > MAX_GRANT_BYTES || !HS256_TOKEN.test(token)) {
    throw new MediaError('grant_invalid', 'The grant is not a JWT signed with HS256')
  }
  for (const secret of secrets) {
    const key = await signingKey(secret)
    try {
      return (await compactVerify(token, key, { algorithms: ['HS256'] })).payload
    } catch (error) {
      // The library's own words may quote the token, so they go no further.
      if (!(error instanceof JOSEError)) throw error
    }
  }
  throw new MediaError('grant_invalid', 'No secret of ours signed the grant')
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new MediaError('grant_invalid', "The grant's claims are not JSON")
  }
}
