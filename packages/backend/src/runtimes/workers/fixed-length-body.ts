/**
 * A Worker's way to an exact `Content-Length`.
 */

import type { SizedBody } from '../web/fetch-upload.ts'

declare const FixedLengthStream: new (length: number) => TransformStream<Uint8Array, Uint8Array>

/** A body that breaks off breaks the request off, and the other way round. */
export const fixedLengthBody: SizedBody = (body, contentLength) => {
  const { readable, writable } = new FixedLengthStream(contentLength)
  body.pipeTo(writable).catch(() => {})
  return { body: readable }
}
