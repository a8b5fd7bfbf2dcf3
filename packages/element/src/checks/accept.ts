/**
 * The `accept` attribute, enforced: a person can always choose "All files" in the dialog.
 * See https://html.spec.whatwg.org/multipage/input.html#attr-input-accept
 */

import { extensionOf, mediaTypeOf } from '@dt-media/backend/contract'

const TOP_LEVEL = { image: 'image', voice: 'audio', video: 'video', file: 'application' }

/** What the content types of a format have in common, where that is not the format's own name. */
const TYPE_WORDS: { readonly [format: string]: string } = {
  mp3: 'mpeg',
  doc: 'msword',
  xls: 'ms-excel',
  ppt: 'ms-powerpoint',
  docx: 'wordprocessing',
  xlsx: 'spreadsheet',
  pptx: 'presentation',
}

/** Whether a file is let through: by extension, by content type, or by `image/*` and the like. */
export function isAccepted(file: Pick<File, 'name' | 'type'>, accept: string): boolean {
  const tokens = acceptTokens(accept)
  const name = normalized(file.name)
  const format = extensionOf(name)
  const mediaType = mediaTypeOf(format)
  const type = normalized(file.type)
  const topLevel = mediaType && `${TOP_LEVEL[mediaType]}/`
  const lets = (token: string) => {
    if (token[0] === '.') return name.endsWith(token)
    // Web views leave the type empty and browsers disagree (audio/wav, audio/x-wav), so the name counts as well.
    if (token.endsWith('/*')) return type.startsWith(token.slice(0, -1)) || `${topLevel}*` === token
    return token === type || (token.startsWith(`${topLevel}`) && token.includes(TYPE_WORDS[format] ?? format))
  }
  return tokens.length === 0 || tokens.includes('*/*') || tokens.some(lets)
}

/** The tokens of `accept`, lower case and without parameters; jpeg is told as jpg. */
export function acceptTokens(accept: string): readonly string[] {
  return normalized(accept)
    .split(',')
    .map((token) => token.replace(/;.*/, '').trim())
    .filter(Boolean)
}

/** One spelling for `image/jpeg` and for `image/jpg`, which is no content type but what pages write. */
function normalized(text: string): string {
  return text.toLowerCase().replace(/jpeg/g, 'jpg')
}
