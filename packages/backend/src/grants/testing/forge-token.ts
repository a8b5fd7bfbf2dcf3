/**
 * Builds tokens by `node:crypto` alone, wrong ones too, so that tests and vectors do not lean on
 * the code they judge.
 */

import { createHmac } from 'node:crypto'

export interface ForgedToken {
  readonly secret: string
  /** Text goes in as it is, all else as JSON. */
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

/** JSON, or a text as it is, in base64url. */
export function encodePart(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}
