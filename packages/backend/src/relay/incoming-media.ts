/**
 * A file on its way in: what the request says of it, and its bytes, unread.
 */

import type { MediaFormat, MediaType } from '../contract/index.ts'
import type { Grant } from '../grants/grant.ts'
import type { Bytes } from '../streams/bytes.ts'

export interface IncomingMedia {
  /** A media type, or `auto`. */
  readonly type: string
  readonly filename: string
  readonly body: Bytes
  /** The size in bytes as far as the request tells it; `undefined` when it does not. */
  readonly size: SizeRange | undefined
  /** What the client may do; `undefined` where anyone may upload. */
  readonly grant: Grant | undefined
  /** The request's `Origin`. */
  readonly origin: string | undefined
  /** Aborted when the client is gone or its time is over. */
  readonly signal: AbortSignal
  /** Filled in as the upload goes, for whoever reports on it. */
  readonly facts: UploadFacts
}

/** A raw body has one size; a form's ending may be a few bytes shorter or longer than usual. */
export interface SizeRange {
  readonly usual: number
  readonly atMost: number
}

/** What has become known of an upload. */
export interface UploadFacts {
  type?: MediaType
  format?: MediaFormat | string
  /** Bytes of the file that were passed on. */
  bytes: number
}
