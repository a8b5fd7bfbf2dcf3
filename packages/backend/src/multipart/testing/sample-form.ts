/**
 * Forms for tests, written out by hand so that they can also be wrong.
 */

import type { Bytes } from '../../streams/bytes.ts'
import { joined } from '../../streams/testing/sample-source.ts'
import { readUploadForm } from '../read-upload-form.ts'

/** A boundary as Chromium makes them. */
export const BOUNDARY = '----WebKitFormBoundaryh3FvYxAqn2gH5c7T'

/** The delimiters of a form; in texts they stand in place of the boundary. */
export const FIRST = `--${BOUNDARY}`
export const NEXT = `\r\n--${BOUNDARY}`

/** How bodies arrive: in one piece, in single bytes, and cut at odd places. */
export const CHUNK_SIZES = [2 ** 20, 1, 2, 3, 5, 7, 11, 13, 64, 255, 256, 257]

/** One body out of texts (as UTF-8) and bytes. */
export function bodyOf(...pieces: readonly (string | Uint8Array)[]): Uint8Array {
  return joined(pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)))
}

/** A field, from its delimiter's end to its value's. */
export function field(name: string, value: string): string {
  return `\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}`
}

/** The part media, from its delimiter's end to its content's start. */
export function media(filename = 'plain.png'): string {
  return `\r\nContent-Disposition: form-data; name="media"; filename="${filename}"\r\nContent-Type: image/png\r\n\r\n`
}

/** A form that nothing speaks against. */
export function formWith(content: string | Uint8Array): Uint8Array {
  return bodyOf(FIRST, field('type', 'image'), NEXT, media(), content, NEXT, '--\r\n')
}

export interface ReadForm {
  readonly fields: Readonly<Record<string, string>>
  readonly filename: string
  readonly contentType: string | undefined
  readonly mediaOffset: number
  readonly content: Uint8Array
}

/** Reads a form to its end. */
export async function readWhole(body: Bytes, boundary = BOUNDARY): Promise<ReadForm> {
  const { fields, media: chunks, ...form } = await readUploadForm(body, boundary)
  const content: Uint8Array[] = []
  for await (const chunk of chunks) content.push(chunk)
  return { ...form, fields: Object.fromEntries(fields), content: joined(content) }
}
