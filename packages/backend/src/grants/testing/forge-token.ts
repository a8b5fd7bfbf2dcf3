/**
 * Builds tokens by `node:crypto` alone, wrong ones too, so that tests and vectors do not lean on
 * the code they judge.
 */

import { createHmac } from 'node:crypto'

export interface ForgedToken {
  readonly secret: string
  /** Text and bytes go in as they are, all else as JSON. */
  readonly payload: unknown
  /** @default HS256 */
  readonly header?: unknown
  /** The hash of the HMAC. @default sha256 */
  readonly hash?: string
}

export const HS256 = { alg: 'HS256', typ: 'JWT' }

/** A token whose signature is right whatever it says. */
export function forgeToken({ secret, payload, header = HS256, hash = 'sha256' }: ForgedToken): string {
  const signed = `${encodePart(header)}.${encodePart(payload)}`
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
}

/** JSON, or text and bytes as they are, in base64url. */
export function encodePart(part: unknown): string {
  const bytes = Buffer.isBuffer(part)
    ? part
    : Buffer.from(typeof part === 'string' ? part : JSON.stringify(part))
  return bytes.toString('base64url')
}
