/**
 * Judges a file against the rules. A refusal is a value, not an exception: a wrong
 * file is an everyday answer, and both sides show it their own way.
 */

import { extensionOf } from './filename.ts'
import {
  MEDIA_RULES,
  MEDIA_TYPES,
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
  const allowed = rulesFor(type, rules)
  if (allowed.length === 0)
    return { code: 'type_not_allowed', types: MEDIA_TYPES.filter((each) => rules[each]) }
  if (size === 0) return { code: 'empty' }
  const format = extensionOf(filename)
  const own = allowed.filter(({ formats }) => formats.includes(format))
  // Without a format of its own a file may still turn out to be of the widest.
  const maxBytes = Math.max(...(own.length > 0 ? own : allowed).map((rule) => rule.maxBytes))
  if ((size ?? 0) > maxBytes) return { code: 'too_large', maxBytes }
  if (format && own.length === 0) return { code: 'format_not_allowed', formats: formatsOf(allowed) }
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
  const formats = () => formatsOf(rulesFor(claim.type, rules))
  const looksLike = sniffFormats(head)
  const extension = extensionOf(claim.filename)
  const format = extension || looksLike.find((sniffed) => formats().includes(sniffed)) || ''
  const filename = extension || !format ? claim.filename : `${claim.filename.replace(/\.$/, '')}.${format}`
  const refusal = head.length === 0 ? ({ code: 'empty' } as const) : checkClaim({ ...claim, filename }, rules)
  if (refusal) return { refusal }
  const type = mediaTypeOf(format, rules)
  const rule = type && rules[type]
  if (!rule) return { refusal: { code: 'format_not_allowed', formats: formats() } }
  if (!looksLike.includes(format)) return { refusal: { code: 'content_mismatch', format, looksLike } }
  return { type, rule, format, filename }
}

/** The rule of a media type, or all for `auto`; none where it is unknown or switched off. */
function rulesFor(type: string, rules: MediaRules): readonly MediaRule[] {
  const types = MEDIA_TYPES.filter((each) => type === 'auto' || type === each)
  return types.map((each) => rules[each]).filter((rule) => !!rule)
}

function formatsOf(rules: readonly MediaRule[]): readonly string[] {
  return rules.flatMap((rule) => rule.formats)
}
