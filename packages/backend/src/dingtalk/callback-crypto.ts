/**
 * Opens what DingTalk pushes and seals what it is answered. A push is believed when its signature
 * is right and it was sealed for us: 16 random bytes, the message's length, the message, and the owner's key.
 */

import { decodeBase64, encodeBase64 } from './base64.ts'
import { concat, createCallbackCipher } from './callback-cipher.ts'

/** What the developer console shows beside the callback's address. */
export interface CallbackKeys {
  readonly token: string
  /** 43 characters. */
  readonly aesKey: string
  /** Whom pushes are for: a suite key, an app key, or a corp id. */
  readonly ownerKey: string
}

export interface SealedPush {
  readonly signature: string
  readonly timestamp: string
  readonly nonce: string
  /** The ciphertext in base64. */
  readonly encrypt: string
}

/** A push that is not to be believed, and why; for the log alone. */
export interface UnopenedPush {
  readonly refused: 'signature' | 'ciphertext' | 'owner key'
}

export interface CallbackCrypto {
  /** The message in a push, or why it is none. */
  open(push: SealedPush): Promise<{ readonly message: string } | UnopenedPush>
  /** Seals a message, with fresh random bytes unless they are given. */
  seal(
    message: string,
    letter: { timestamp: string; nonce: string; random?: Uint8Array },
  ): Promise<SealedPush>
}

const RANDOM_BYTES = 16
const LENGTH_BYTES = 4
const AES_KEY = /^[A-Za-z0-9+/]{43}$/

/** Whether a text can be an AES key of DingTalk's. */
export function isCallbackAesKey(text: string): boolean {
  return AES_KEY.test(text)
}

/** Throws a `TypeError` when the AES key is none. */
export function createCallbackCrypto({ token, aesKey, ownerKey }: CallbackKeys): CallbackCrypto {
  const keyBytes = isCallbackAesKey(aesKey) ? decodeBase64(`${aesKey}=`) : undefined
  if (!keyBytes) throw new TypeError("The callback's AES key has 43 letters and digits")
  const cipher = createCallbackCipher(keyBytes)

  async function sign(...signed: readonly string[]): Promise<string> {
    const text = [token, ...signed].sort().join('')
    const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  return {
    async open({ signature, timestamp, nonce, encrypt }) {
      if (!isSame(signature, await sign(timestamp, nonce, encrypt))) return { refused: 'signature' }
      const ciphertext = decodeBase64(encrypt)
      if (!ciphertext?.length || ciphertext.length % 16 !== 0) return { refused: 'ciphertext' }
      return unwrap(await cipher.decrypt(ciphertext), ownerKey)
    },
    async seal(message, { timestamp, nonce, random = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)) }) {
      const encrypt = encodeBase64(await cipher.encrypt(wrap(message, ownerKey, random)))
      return { signature: await sign(timestamp, nonce, encrypt), timestamp, nonce, encrypt }
    },
  }
}

function wrap(message: string, ownerKey: string, random: Uint8Array): Uint8Array {
  const utf8 = new TextEncoder()
  const content = utf8.encode(message)
  const length = new Uint8Array(LENGTH_BYTES)
  // Of bytes, big-endian; DingTalk's own Python sample counts characters, and fails with Chinese.
  new DataView(length.buffer).setUint32(0, content.length)
  return concat(random, length, content, utf8.encode(ownerKey))
}

function unwrap(plaintext: Uint8Array, ownerKey: string): { message: string } | UnopenedPush {
  const start = RANDOM_BYTES + LENGTH_BYTES
  if (plaintext.length < start) return { refused: 'ciphertext' }
  const { buffer, byteOffset, byteLength } = plaintext
  const end = start + new DataView(buffer, byteOffset, byteLength).getUint32(RANDOM_BYTES)
  if (end > plaintext.length) return { refused: 'ciphertext' }
  const utf8 = new TextDecoder()
  if (utf8.decode(plaintext.subarray(end)) !== ownerKey) return { refused: 'owner key' }
  return { message: utf8.decode(plaintext.subarray(start, end)) }
}

/** Compares without telling by its time where the difference is. The length of a signature is no secret. */
function isSame(given: string, expected: string): boolean {
  const utf8 = new TextEncoder()
  const [a, b] = [utf8.encode(given), utf8.encode(expected)]
  if (a.length !== b.length) return false
  return a.reduce((difference, byte, i) => difference | (byte ^ (b[i] ?? 0)), 0) === 0
}
