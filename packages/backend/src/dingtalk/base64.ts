/**
 * Base64 in every runtime. Decoding is lenient about the last character's unused bits, as it
 * must be: DingTalk hands out AES keys in which they are set.
 */

export function encodeBase64(bytes: Uint8Array): string {
  let latin1 = ''
  for (const byte of bytes) latin1 += String.fromCharCode(byte)
  return btoa(latin1)
}

/** The bytes; `undefined` when the text is no base64. Line breaks in it are passed over. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
