/**
 * The name of a part's file, in the ways that clients write it: raw, as browsers do and RFC 7578 §4.2 has it, and what is not
 * ASCII also as mail has it. .NET and PowerShell write an encoded word (RFC 2047), Python's requests until 2019 `filename*`.
 */

/** The name that these parameters of a `Content-Disposition` hold; `undefined` when they hold none. */
export function readFilename(parameters: ReadonlyMap<string, string>): string | undefined {
  const plain = parameters.get('filename')
  if (plain === undefined) return decodeExtended(parameters.get('filename*') ?? '')
  return (plain.startsWith('=?') && decodeWord(plain)) || decodeEscapes(plain)
}

/** The three escapes of the HTML standard; any other percent sign is itself. */
export function decodeEscapes(value: string): string {
  if (!value.includes('%')) return value
  return value.replace(/%(22|0D|0A)/gi, (sequence) => decodeURIComponent(sequence))
}

/** `UTF-8''%E7%8C%AB.png` (RFC 8187); `undefined` when it is none. */
function decodeExtended(value: string): string | undefined {
  const [, encoded] = /^utf-8'[^']*'(.+)$/i.exec(value) ?? []
  try {
    return encoded && decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** `=?utf-8?B?54yrLnBuZw==?=`; `undefined` when it is none. */
function decodeWord(value: string): string | undefined {
  const [, encoded] = /^=\?utf-8\?b\?([\w+/=]+)\?=$/i.exec(value) ?? []
  if (encoded === undefined) return undefined
  try {
    return utf8.decode(Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0)))
  } catch {
    return undefined
  }
}
