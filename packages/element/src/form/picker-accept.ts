/**
 * What the system's file dialog should offer. Content types where they serve: Android's
 * pickers know no extensions. What a person picks all the same is checked afterwards.
 */

import { MEDIA_RULES, type MediaType } from '@dt-media/backend/contract'

const OFFERED: { readonly [T in MediaType]: string } = {
  image: 'image/jpeg,image/png,image/gif,image/bmp',
  voice: 'audio/*,.amr',
  video: 'video/mp4',
  file: MEDIA_RULES.file.formats.map((format) => `.${format}`).join(),
}

/** The page's own `accept`, else the one that fits the media type; empty for everything. */
export function pickerAccept(accept: string, mediaType: string, fit: boolean): string {
  const offered = OFFERED[mediaType as MediaType] ?? ''
  // Not HEIC: where it is not asked for, iOS gives a JPEG by itself.
  return accept || (fit && mediaType === 'image' ? `${offered},image/webp,image/avif` : offered)
}
