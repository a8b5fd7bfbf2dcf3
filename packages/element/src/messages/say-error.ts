/**
 * Which sentence stands for which code, and what goes into it. Codes that mean the same to
 * a person share one; what is not listed is trouble of the server's.
 */

import type { ErrorDetails, ItemErrorCode } from './item-error-code.ts'
import type { Locale } from './locale.ts'
import type { MessageKey } from './messages.ts'

type Table = { readonly [K in MessageKey]?: string }

const SENTENCES: Table = {
  tooMany: 'too_many_files',
  tooLarge: 'too_large',
  only: 'format_not_allowed',
  unlike: 'content_mismatch',
  changed: 'file_changed',
  refused: 'upstream_refused',
  duplicate: 'duplicate',
  empty: 'empty',
  aborted: 'aborted',
  network: 'network stalled client_timeout',
  noGrant: 'grant_missing grant_invalid grant_expired',
  notHere: 'custom not_found type_not_allowed grant_exceeded origin_not_allowed',
}

const KINDS: Table = {
  image: 'jpg gif png bmp webp heic avif tiff svg',
  audio: 'amr mp3 wav ogg',
  video: 'mp4 avi mov webm',
  document: 'doc docx xls xlsx ppt pptx',
  pdf: 'pdf',
  archive: 'zip rar 7z gz',
  exe: 'exe',
  html: 'html',
}

/** The sentence for an error, with its details in it. */
export function sayError(
  { say, bytes, formats, files }: Locale,
  code: ItemErrorCode,
  { max_bytes, max_total_bytes, size, max_files, format, ...details }: ErrorDetails = {},
): string {
  const key = keyFor(code, SENTENCES) ?? 'trouble'
  const allowed = listOf(details.formats)
  const [is = ''] = listOf(details.looks_like)
  if (key === 'tooLarge' && max_total_bytes) {
    return say('togetherOverLimit', { limit: bytes(Number(max_total_bytes)) })
  }
  if (key === 'tooLarge' && max_bytes) {
    const limit = bytes(Number(max_bytes))
    const told = bytes(Number(size))
    // Rounded, the two may read the same.
    return say('overLimit', { limit, size: told === limit ? `>\u00a0${limit}` : told })
  }
  if (key === 'only' && allowed.length === 0) return say('notHere')
  const kind = keyFor(is, KINDS)
  const namedKind = keyFor(String(format), KINDS)
  const told =
    kind && namedKind && kind !== namedKind
      ? { is: say(kind), named: say(namedKind) }
      : { is: formats([is]), named: formats([String(format)]) }
  return say(key === 'unlike' && is ? 'namedLike' : key, {
    ...told,
    formats: formats(allowed),
    what: files(Number(max_files)),
  })
}

function keyFor(word: string, table: Table): MessageKey | undefined {
  return (Object.keys(table) as MessageKey[]).find((key) => table[key]?.split(' ').includes(word))
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
