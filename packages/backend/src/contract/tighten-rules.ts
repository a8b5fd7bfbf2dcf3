/**
 * An operator's own rules. They may only tighten DingTalk's, for DingTalk would refuse the rest.
 */

import { MEDIA_RULES, type MediaRules, type MediaType } from './rules.ts'

/** By media type: `false` switches it off, the rest narrows it. */
export type RuleLimits = {
  readonly [T in MediaType]?: false | { readonly max_bytes?: number; readonly formats?: readonly string[] }
}

/** DingTalk's rules under these limits. Throws a `TypeError` that names every mistake. */
export function tightenRules(limits: RuleLimits): MediaRules {
  const mistakes: string[] = []
  const rules: Record<string, MediaRules[MediaType]> = { ...MEDIA_RULES }
  for (const [type, limit] of Object.entries(limits)) {
    const widest = Object.hasOwn(MEDIA_RULES, type) ? MEDIA_RULES[type as MediaType] : undefined
    if (!widest) {
      mistakes.push(`"${type}" is no media type (${Object.keys(MEDIA_RULES).join(', ')})`)
    } else if (limit === false) {
      delete rules[type]
    } else if (typeof limit !== 'object' || limit === null) {
      mistakes.push(`"${type}" takes false or an object`)
    } else {
      const { max_bytes: maxBytes = widest.maxBytes, formats = widest.formats, ...others } = limit
      const known: readonly string[] = widest.formats
      if (!Number.isSafeInteger(maxBytes) || maxBytes < 1 || maxBytes > widest.maxBytes) {
        mistakes.push(`${type}.max_bytes is a number from 1 to ${widest.maxBytes}`)
      }
      if (
        !Array.isArray(formats) ||
        formats.length === 0 ||
        formats.some((format) => !known.includes(format))
      ) {
        mistakes.push(`${type}.formats is a list of ${known.join(', ')}`)
      }
      for (const name of Object.keys(others))
        mistakes.push(`${type}.${name} is not known (max_bytes, formats)`)
      rules[type] = { maxBytes, formats }
    }
  }
  if (Object.keys(rules).length === 0) mistakes.push('every media type is switched off')
  if (mistakes.length > 0) throw new TypeError(mistakes.join('; '))
  return rules
}
