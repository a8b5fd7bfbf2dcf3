/**
 * Seals a push as DingTalk does, and opens the answer to it. Written with node:crypto, apart from the
 * relay's own, so that each checks the other.
 */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

export interface PushKeys {
  readonly token: string
  /** 43 characters. */
  readonly aesKey: string
  /** Whom it is for. */
  readonly ownerKey: string
}

/** The words of a sealed message: the three signed ones, and the signature. */
export interface SealedMessage {
  readonly signature: string
  readonly timestamp: string
  readonly nonce: string
  readonly encrypt: string
}

const PAD_TO_BYTES = 32

/** Seals a message; `random` is 16 bytes. */
export function sealPush(
  message: string,
  keys: PushKeys,
  { timestamp, nonce, random = randomBytes(16) }: { timestamp: string; nonce: string; random?: Buffer },
): SealedMessage {
  const content = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const unpadded = Buffer.concat([random, length, content, Buffer.from(keys.ownerKey)])
  const count = PAD_TO_BYTES - (unpadded.length % PAD_TO_BYTES)
  const cipher = createCipheriv('aes-256-cbc', ...keyAndVector(keys)).setAutoPadding(false)
  const sealed = [cipher.update(Buffer.concat([unpadded, Buffer.alloc(count, count)])), cipher.final()]
  const encrypt = Buffer.concat(sealed).toString('base64')
  return { signature: signPush(keys.token, timestamp, nonce, encrypt), timestamp, nonce, encrypt }
}

/** The message, or in words why there is none. */
export function openPush(
  { signature, timestamp, nonce, encrypt }: SealedMessage,
  keys: PushKeys,
): { readonly message: string } | { readonly wrong: string } {
  if (signature !== signPush(keys.token, timestamp, nonce, encrypt))
    return { wrong: 'its signature is wrong' }
  try {
    const decipher = createDecipheriv('aes-256-cbc', ...keyAndVector(keys)).setAutoPadding(false)
    const padded = Buffer.concat([decipher.update(encrypt, 'base64'), decipher.final()])
    const bytes = padded.subarray(0, padded.length - (padded.at(-1) ?? 0))
    const end = 20 + bytes.readUInt32BE(16)
    if (bytes.toString('utf8', end) !== keys.ownerKey) return { wrong: 'it is not sealed by the app' }
    return { message: bytes.toString('utf8', 20, end) }
  } catch {
    return { wrong: 'it cannot be decrypted' }
  }
}

function keyAndVector({ aesKey }: PushKeys): [Buffer, Buffer] {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  return [key, key.subarray(0, 16)]
}

function signPush(
  ...words: readonly [token: string, timestamp: string, nonce: string, encrypt: string]
): string {
  return createHash('sha1')
    .update([...words].sort().join(''))
    .digest('hex')
}
