/**
 * Makes a client's file name fit to stand in an outgoing header, a log line and another
 * person's chat. It does not judge the name: the rules do, by what is left.
 */

const MAX_NAME_BYTES = 200

/** A longer last piece is no extension but a name with a dot in it. */
const MAX_EXTENSION_BYTES = 16

/** What most names are: nothing below would change them. */
const PLAIN_NAME = /^[\w-][\w .-]{0,98}[\w-]$/

/** Control and format characters (bidi, zero-width, BOM), lone surrogates, line and paragraph separators. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * The base name without what cannot be seen, composed (NFC), `"` told as `'`, no spaces around it,
 * no dots behind it, at most 200 bytes with its extension kept; empty when nothing is left.
 */
export function cleanFilename(filename: string): string {
  if (PLAIN_NAME.test(filename)) return filename
  const seen = filename.replace(UNSEEN, '').normalize('NFC')
  const base = seen.slice(Math.max(seen.lastIndexOf('/'), seen.lastIndexOf('\\')) + 1)
  return shorten(trimEnd(base.replaceAll('"', "'").trimStart()))
}

/** A loop, for `/[.\s]+$/` takes quadratic time on a name full of dots. */
function trimEnd(name: string): string {
  let end = name.length
  while (/[.\s]/.test(name.charAt(end - 1))) end -= 1
  return name.slice(0, end)
}

function shorten(name: string): string {
  if (byteLength(name) <= MAX_NAME_BYTES) return name
  const dot = name.lastIndexOf('.')
  const extension = dot !== -1 && byteLength(name.slice(dot)) <= MAX_EXTENSION_BYTES ? name.slice(dot) : ''
  let stem = ''
  let left = MAX_NAME_BYTES - byteLength(extension)
  for (const character of name) {
    left -= byteLength(character)
    if (left < 0) break
    stem += character
  }
  return extension ? stem + extension : trimEnd(stem)
}

const encoder = new TextEncoder()

function byteLength(text: string): number {
  return encoder.encode(text).length
}
