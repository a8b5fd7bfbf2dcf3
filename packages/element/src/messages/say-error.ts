/**
 * Which sentence stands for which code, and what goes into it.
 */

import type { ErrorDetails, ItemErrorCode } from './item-error-code.ts'
import type { Locale } from './locale.ts'
import type { MessageKey } from './messages.ts'

/** Mistakes of programmers and operators; to a person they are one and the same. */
type Unspeakable =
  | 'malformed_body'
  | 'media_not_last'
  | 'unsupported_body'
  | 'length_required'
  | 'unknown_media'
  | 'not_found'
  | 'method_not_allowed'

const SENTENCES: Record<Exclude<ItemErrorCode, Unspeakable>, MessageKey> = {
  type_not_allowed: 'typeNotAllowed',
  empty: 'empty',
  format_not_allowed: 'formatNotAllowed',
  content_mismatch: 'unknownContent',
  too_large: 'tooLarge',
  grant_missing: 'grantEnded',
  grant_invalid: 'grantEnded',
  grant_expired: 'grantEnded',
  grant_exceeded: 'notAllowed',
  origin_not_allowed: 'notAllowed',
  too_many_uploads: 'serverBusy',
  overloaded: 'serverBusy',
  client_timeout: 'stalled',
  token_unavailable: 'upstreamSilent',
  token_rejected: 'upstreamSilent',
  upstream_unreachable: 'upstreamSilent',
  upstream_timeout: 'upstreamSilent',
  upstream_invalid: 'upstreamSilent',
  upstream_busy: 'upstreamSilent',
  upstream_refused: 'refused',
  store_unavailable: 'serverBusy',
  internal: 'internal',
  too_many_files: 'tooManyFiles',
  duplicate: 'duplicate',
  custom: 'custom',
  network: 'network',
  stalled: 'stalled',
  aborted: 'aborted',
  file_changed: 'fileChanged',
}

const KINDS: { readonly [K in MessageKey]?: string } = {
  picture: 'jpg gif png bmp webp heic avif tiff svg',
  recording: 'amr mp3 wav ogg',
  video: 'mp4 avi mov webm',
  document: 'doc docx xls xlsx ppt pptx',
  pdf: 'pdf',
  archive: 'zip rar 7z gz',
  windowsProgram: 'exe',
  program: 'elf php',
  webPage: 'html',
  text: 'xml',
}

/** The sentence for an error, with its details in it. */
export function sayError(locale: Locale, code: ItemErrorCode, details: ErrorDetails = {}): string {
  const { say, bytes, formats } = locale
  const known: unknown = (SENTENCES as Partial<Record<string, MessageKey>>)[code]
  const key = typeof known === 'string' ? (known as MessageKey) : 'internal'
  if (key === 'tooLarge') {
    const { max_bytes: limit, max_total_bytes: limitTogether, size } = details
    if (typeof limitTogether === 'number') return say('tooLargeTogether', { limit: bytes(limitTogether) })
    if (typeof limit !== 'number') return say('tooLargeForServer')
    if (typeof size !== 'number' || bytes(size) === bytes(limit))
      return say('justTooLarge', { limit: bytes(limit) })
    return say(key, { limit: bytes(limit), size: bytes(size) })
  }
  if (key === 'formatNotAllowed') {
    const list = listOf(details.formats)
    return list.length > 0 ? say(key, { formats: formats(list) }) : say('typeNotAllowed')
  }
  if (key === 'unknownContent') {
    const named = String(details.format)
    const [is] = listOf(details.looks_like)
    const kind = is && kindOf(is)
    const namedKind = kindOf(named)
    if (kind && namedKind && kind !== namedKind)
      return say('namedLike', { is: say(kind), named: say(namedKind) })
    return say(kind ? 'otherFormat' : key, { named: formats([named]), is: formats([is ?? '']) })
  }
  return say(key, { count: Number(details.max_files) })
}

function kindOf(format: string): MessageKey | undefined {
  return (Object.keys(KINDS) as MessageKey[]).find((kind) => KINDS[kind]?.split(' ').includes(format))
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
