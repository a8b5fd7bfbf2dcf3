/**
 * Holds an upload to its grant. The limits of the media rules are checked elsewhere: a grant only
 * ever narrows them.
 */

import type { MediaType } from '../contract/index.ts'
import { MediaError } from '../errors.ts'
import type { Grant } from './grant.ts'

/** One upload, as far as a grant can limit it. */
export interface GrantedUpload {
  readonly type: MediaType
  readonly format: string
  /** In bytes; `undefined` while it is not known: check again when it is. */
  readonly size: number | undefined
  /** The request's `Origin`; `undefined` when it has none, and then a grant bound to one does not hold. */
  readonly origin: string | undefined
  /** The corp that the upload is going to be made for. */
  readonly corp: string | undefined
}

/** Throws `grant_exceeded`, or `too_large`, when the upload is more than the grant allows. */
export function checkGrant(grant: Grant, upload: GrantedUpload): void {
  const { types, formats, maxBytes, origin, corp } = grant
  if (origin !== undefined && origin !== upload.origin) throw exceeded({ origin })
  if (corp !== undefined && corp !== upload.corp) throw exceeded({ corp })
  if (types && !types.includes(upload.type)) throw exceeded({ types })
  if (formats && !formats.includes(upload.format)) throw exceeded({ formats })
  if ((upload.size ?? 0) > (maxBytes ?? Number.POSITIVE_INFINITY)) {
    throw new MediaError('too_large', 'The file is larger than its grant allows', {
      details: { max_bytes: maxBytes },
    })
  }
}

/** Throws `grant_exceeded` when the grant is for another file than the one with this SHA-256, in hex. */
export function checkGrantedContent({ sha256 }: Grant, contentSha256: string): void {
  if (sha256 !== undefined && sha256 !== contentSha256.toLowerCase()) throw exceeded({ sha256 })
}

function exceeded(limit: Readonly<Record<string, unknown>>): MediaError {
  return new MediaError('grant_exceeded', `Beyond the grant's ${Object.keys(limit).join()}`, {
    details: limit,
  })
}
