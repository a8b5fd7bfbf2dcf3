/**
 * What may be uploaded, in one line: the formats and the limit that the person will meet.
 */

import { isMediaType, MEDIA_RULES } from '@dt-media/backend/contract'
import { acceptTokens } from '../checks/accept.ts'
import { parseSize } from '../checks/parse-size.ts'
import type { Locale } from '../messages/locale.ts'

export interface HintConditions {
  readonly mediaType: string
  /** None where a page took the attribute away. */
  readonly accept: string | null
  readonly maxSize?: number | string | undefined
}

export function hintFor(
  { mediaType, accept, maxSize = '' }: HintConditions,
  { say, formats, bytes }: Locale,
): string {
  const rule = MEDIA_RULES[isMediaType(mediaType) ? mediaType : 'file']
  const accepted = acceptTokens(accept ?? '')
  const listed = accepted.length > 0 ? accepted : isMediaType(mediaType) ? rule.formats : []
  return say('hint', {
    // All formats of all types together would be a paragraph.
    formats: listed.length > 0 ? formats(listed) : say('anything'),
    limit: bytes(Math.min(rule.maxBytes, parseSize(maxSize))),
  })
}
