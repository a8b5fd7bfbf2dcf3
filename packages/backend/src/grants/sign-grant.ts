/**
 * Mints upload grants. It signs nothing that `verifyGrant` would not read back the same, so a
 * misspelt or impossible limit is told to the programmer and not to the user.
 */

import { CompactSign } from 'jose/jws/compact/sign'
import { MediaError } from '../errors.ts'
import { decodeGrant, encodeGrant, type Grant } from './grant.ts'
import { signingKey } from './signing-key.ts'
import { MAX_GRANT_BYTES } from './verify-grant.ts'

/** What to allow, and whom. */
export type GrantClaims = Omit<Grant, 'issuedAt' | 'expiresAt'>

export interface SignGrantOptions {
  /** At least 32 bytes as UTF-8; the relay knows the same. */
  readonly secret: string
  /** How long the grant lives. @default 600_000, ten minutes */
  readonly expiresInMs?: number
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number
}

/** Resolves to a signed grant. One with `maxUploads` and no `jti` gets a random one. */
export async function signGrant(claims: GrantClaims, options: SignGrantOptions): Promise<string> {
  const { secret, expiresInMs = 600_000, now = Date.now } = options
  const issuedAt = wholeSecond(now())
  const payload = encodeGrant({
    ...claims,
    jti: claims.jti ?? (claims.maxUploads === undefined ? undefined : crypto.randomUUID()),
    issuedAt,
    expiresAt: wholeSecond(issuedAt + expiresInMs),
  })
  mustDecode(payload)

  const grant = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(await signingKey(secret))
  if (grant.length > MAX_GRANT_BYTES) throw new TypeError(`A grant has at most ${MAX_GRANT_BYTES} bytes`)
  return grant
}

function mustDecode(payload: unknown): void {
  try {
    decodeGrant(payload)
  } catch (error) {
    throw error instanceof MediaError ? new TypeError(error.message) : error
  }
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000
}
