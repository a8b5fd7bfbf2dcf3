/**
 * The cipher of DingTalk's pushes: AES-256-CBC, padded to blocks of 32 bytes. Web Crypto pads to 16
 * and rejects any other padding, so it is kept from seeing ours: on the way in it gets one block
 * more, which holds the padding it wants; on the way out the block it adds is cut off.
 */

const BLOCK_BYTES = 16
const PAD_TO_BYTES = 32

export interface CallbackCipher {
  /** Throws when the bytes are no whole number of blocks. */
  decrypt(ciphertext: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  encrypt(plaintext: Uint8Array): Promise<Uint8Array>
}

/** The cipher under a key of 32 bytes, whose first half is the initialisation vector, too. */
export function createCallbackCipher(aesKey: Uint8Array<ArrayBuffer>): CallbackCipher {
  const imported = crypto.subtle.importKey('raw', aesKey, 'AES-CBC', false, ['encrypt', 'decrypt'])
  const initial = aesKey.slice(0, BLOCK_BYTES)

  async function cbc(direction: 'encrypt' | 'decrypt', iv: Uint8Array<ArrayBuffer>, bytes: Uint8Array) {
    const params = { name: 'AES-CBC', iv }
    return new Uint8Array(await crypto.subtle[direction](params, await imported, new Uint8Array(bytes)))
  }

  return {
    async decrypt(ciphertext) {
      // Chained to the last block, "nothing" encrypts to exactly one block of padding.
      const paddingBlock = await cbc('encrypt', ciphertext.slice(-BLOCK_BYTES), new Uint8Array(0))
      return unpad(await cbc('decrypt', initial, concat(ciphertext, paddingBlock)))
    },
    async encrypt(plaintext) {
      return (await cbc('encrypt', initial, pad(plaintext))).subarray(0, -BLOCK_BYTES)
    },
  }
}

/** Joins bytes. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let end = 0
  for (const part of parts) {
    joined.set(part, end)
    end += part.length
  }
  return joined
}

function pad(bytes: Uint8Array): Uint8Array {
  const count = PAD_TO_BYTES - (bytes.length % PAD_TO_BYTES)
  return concat(bytes, new Uint8Array(count).fill(count))
}

/** As DingTalk's own libraries do it: what is no count of padding counts as none. */
function unpad(bytes: Uint8Array): Uint8Array {
  const count = bytes.at(-1) ?? 0
  return count >= 1 && count <= PAD_TO_BYTES ? bytes.subarray(0, Math.max(0, bytes.length - count)) : bytes
}
