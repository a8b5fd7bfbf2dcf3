/**
 * What may be uploaded, in one line: the formats and the limit that the person will meet.
 */

import { isMediaType, MEDIA_RULES } from '@dt-media/backend/contract'
import { parseSize } from '../checks/parse-size.ts'
import type { Locale } from '../messages/locale.ts'

export interface HintConditions {
  readonly mediaType: string
  readonly accept: string
  readonly maxSize?: number | string | undefined
}

export function hintFor(
  { mediaType, accept, maxSize }: HintConditions,
  { say, formats, bytes }: Locale,
): string {
  const rule = isMediaType(mediaType) ? MEDIA_RULES[mediaType] : undefined
  const maxBytes = Math.min(rule?.maxBytes ?? MEDIA_RULES.file.maxBytes, parseSize(maxSize ?? ''))
  const limit = bytes(maxBytes)
  const accepted = accept.split(',').filter((token) => token.trim())
  // All formats of all types together would be a paragraph.
  if (!rule && accepted.length === 0) return say('hintSize', { limit })
  return say('hint', { formats: formats(accepted.length > 0 ? accepted : (rule?.formats ?? [])), limit })
}
