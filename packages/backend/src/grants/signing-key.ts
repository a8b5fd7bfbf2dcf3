/**
 * The key that a grant secret stands for, imported once.
 */

const MIN_SECRET_BYTES = 32
const MAX_KEYS = 64

const keys = new Map<string, Promise<CryptoKey>>()

/** Resolves to the HS256 key of a secret; rejects with a `TypeError` when that is too short to be one. */
export async function signingKey(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret)
  if (known) return known

  const bytes = new TextEncoder().encode(secret)
  // RFC 7518 §3.2: a key as long as the hash, at least.
  if (bytes.length < MIN_SECRET_BYTES)
    throw new TypeError(`A grant secret has at least ${MIN_SECRET_BYTES} bytes`)
  const key = crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
  if (keys.size >= MAX_KEYS) keys.clear()
  keys.set(secret, key)
  return key
}
