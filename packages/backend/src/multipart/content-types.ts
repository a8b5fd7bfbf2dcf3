/**
 * The content type that goes upstream. It follows from the format that was checked, never
 * from what a client claims.
 */

import type { MediaFormat } from '../contract/index.ts'

const CONTENT_TYPES = {
  jpg: 'image/jpeg',
  gif: 'image/gif',
  png: 'image/png',
  bmp: 'image/bmp',
  amr: 'audio/amr',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  zip: 'application/zip',
  pdf: 'application/pdf',
  rar: 'application/vnd.rar',
} as const satisfies Record<MediaFormat, string>

/** The content type of a format; `application/octet-stream` for one that we do not know. */
export function contentTypeOf(format: string): string {
  return Object.hasOwn(CONTENT_TYPES, format)
    ? CONTENT_TYPES[format as MediaFormat]
    : 'application/octet-stream'
}
