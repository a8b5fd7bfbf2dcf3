/**
 * The `accept` attribute, enforced: a person can always choose "All files" in the dialog.
 * See https://html.spec.whatwg.org/multipage/input.html#attr-input-accept
 */

import { extensionOf, mediaTypeOf } from '@dt-media/backend/contract'

const TOP_LEVEL = { image: 'image', voice: 'audio', video: 'video', file: 'application' }

/** Whether a file is let through: by extension, by content type, or by `image/*` and the like. */
export function isAccepted({ name, type }: Pick<File, 'name' | 'type'>, accept: string): boolean {
  const tokens = acceptTokens(accept)
  if (tokens.length === 0) return true
  // Web views leave the type empty and browsers disagree (audio/wav, audio/x-wav), so the name counts as well.
  const format = extensionOf(name)
  const mediaType = mediaTypeOf(format)
  const types = [type.toLowerCase(), mediaType && `${TOP_LEVEL[mediaType]}/${format}`].map(asJpeg)
  return tokens.some((token) => {
    if (token === '*/*') return true
    if (token[0] === '.') return name.toLowerCase().endsWith(token)
    if (token.endsWith('/*')) return types.some((type) => type?.startsWith(token.slice(0, -1)))
    return types.includes(asJpeg(token))
  })
}

/** The tokens of `accept`, lower case and without parameters. */
export function acceptTokens(accept: string): readonly string[] {
  return accept
    .toLowerCase()
    .split(',')
    .map((token) => token.replace(/;.*/, '').trim())
    .filter(Boolean)
}

/** `image/jpg` is no content type, but pages write it. */
function asJpeg(type: string | undefined): string | undefined {
  return type?.replace(/\/jpg$/, '/jpeg')
}
