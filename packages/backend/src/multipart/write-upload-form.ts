/**
 * The form as it goes to DingTalk. It is always written anew: nothing of an incoming form
 * but checked values gets into it, and `tail` goes out only after all of the file was good.
 */

import type { MediaType } from '../contract/index.ts'
import { contentTypeOf } from './content-types.ts'
import { encodeShort } from './encode-short.ts'

export interface WrittenForm {
  /** For the request's `Content-Type` header. */
  readonly contentType: string
  /** What comes before the file's first byte. */
  readonly head: Uint8Array
  /** What comes after its last. */
  readonly tail: Uint8Array
}

export interface UploadFormFields {
  readonly type: MediaType
  /** Cleaned; sent as raw UTF-8, as browsers and DingTalk's own SDKs do. */
  readonly filename: string
  readonly format: string
}

/** Writes a form around a file, with a boundary that nobody can guess and thus put into the file. */
export function writeUploadForm({ type, filename, format }: UploadFormFields): WrittenForm {
  if (/[\p{Cc}"\\]/u.test(type + filename))
    throw new TypeError('A form value holds characters that end a header')
  // 122 random bits, and the cheapest source of them: runtimes make many UUIDs at a time.
  const boundary = crypto.randomUUID()
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="type"\r\n\r\n${type}\r\n` +
    `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="${filename}"\r\n` +
    `Content-Type: ${contentTypeOf(format)}\r\n\r\n`
  const tail = `\r\n--${boundary}--\r\n`
  const bytes = encodeShort(head + tail)
  const headBytes = bytes.length - tail.length
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: bytes.subarray(0, headBytes),
    tail: bytes.subarray(headBytes),
  }
}
