/**
 * Judges a file against the rules. A refusal is a value, not an exception: a wrong
 * file is an everyday answer, and both sides show it their own way.
 */

import { extensionOf } from './filename.ts'
import {
  isMediaType,
  MEDIA_RULES,
  type MediaRule,
  type MediaRules,
  type MediaType,
  mediaTypeOf,
} from './rules.ts'
import { sniffFormats } from './signatures.ts'

/** A check's "no", with what one needs to explain it. */
export type Refusal =
  | { readonly code: 'type_not_allowed'; readonly types: readonly MediaType[] }
  | { readonly code: 'empty' }
  | { readonly code: 'too_large'; readonly maxBytes: number }
  | { readonly code: 'format_not_allowed'; readonly formats: readonly string[] }
  | { readonly code: 'content_mismatch'; readonly format: string; readonly looksLike: readonly string[] }

/** What someone says a file is, before a byte of it was seen. */
export interface MediaClaim {
  /** A media type, or `auto`: the type whose formats hold this file's. */
  readonly type: string
  readonly filename: string
  /** In bytes; left out while it is not known. */
  readonly size?: number | undefined
}

/** A file that nothing speaks against. */
export interface CheckedMedia {
  readonly type: MediaType
  readonly rule: MediaRule
  readonly format: string
  /** The claimed name, with an extension added where it had none. */
  readonly filename: string
}

/** Checks the media type and size alone, before a byte was read. `undefined` means nothing to object to. */
export function checkClaim(
  { type, filename, size }: MediaClaim,
  rules: MediaRules = MEDIA_RULES,
): Refusal | undefined {
  const rule = type === 'auto' ? autoRule(extensionOf(filename), rules) : isMediaType(type) && rules[type]
  if (!rule) return { code: 'type_not_allowed', types: typesOf(rules) }
  if (size === 0) return { code: 'empty' }
  if (size !== undefined && size > rule.maxBytes) return { code: 'too_large', maxBytes: rule.maxBytes }
  const format = extensionOf(filename)
  if (format && !rule.formats.includes(format)) return { code: 'format_not_allowed', formats: rule.formats }
  return undefined
}

/**
 * Checks everything that can be told from the claim and the first bytes: the type, the
 * size as far as it is known, the extension, and that the content is what the name says.
 */
export function checkHead(
  claim: MediaClaim,
  head: Uint8Array,
  rules: MediaRules = MEDIA_RULES,
): CheckedMedia | { readonly refusal: Refusal } {
  const refusal = head.length === 0 ? ({ code: 'empty' } as const) : checkClaim(claim, rules)
  if (refusal) return { refusal }
  const looksLike = sniffFormats(head)
  const extension = extensionOf(claim.filename)
  const format = extension || looksLike.find((sniffed) => allows(claim.type, sniffed, rules))
  const type = claim.type === 'auto' ? mediaTypeOf(format ?? '', rules) : (claim.type as MediaType)
  const rule = type && rules[type]
  if (!format || !rule)
    return { refusal: { code: 'format_not_allowed', formats: (rule ?? anyRule(rules)).formats } }
  if (claim.size !== undefined && claim.size > rule.maxBytes) {
    return { refusal: { code: 'too_large', maxBytes: rule.maxBytes } }
  }
  if (!looksLike.includes(format)) return { refusal: { code: 'content_mismatch', format, looksLike } }
  const filename = extension ? claim.filename : `${claim.filename.replace(/\.$/, '')}.${format}`
  return { type, rule, format, filename }
}

function allows(type: string, format: string, rules: MediaRules): boolean {
  return type === 'auto'
    ? mediaTypeOf(format, rules) !== undefined
    : !!rules[type as MediaType]?.formats.includes(format)
}

/** The rule for `auto`: the format's own, else, for a name without a known one, the widest. */
function autoRule(format: string, rules: MediaRules): MediaRule | undefined {
  const type = mediaTypeOf(format, rules)
  return type ? rules[type] : anyRule(rules)
}

function anyRule(rules: MediaRules): MediaRule {
  const all = typesOf(rules).map((type) => rules[type] as MediaRule)
  return {
    maxBytes: Math.max(0, ...all.map((rule) => rule.maxBytes)),
    formats: all.flatMap((rule) => rule.formats),
  }
}

function typesOf(rules: MediaRules): readonly MediaType[] {
  return (Object.keys(rules) as MediaType[]).filter((type) => rules[type])
}
