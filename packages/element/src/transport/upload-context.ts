/**
 * What one attempt to upload one file is given, whoever carries it out: our own
 * `sendFile` or a page's `uploader`.
 */

import type { MediaType, UploadAnswer } from '@dt-media/backend/contract'

/** What `grant` and `headers` functions are told; asked anew for every attempt. */
export interface AttemptContext {
  readonly file: File
  /** The name that is sent: the file's own, with an extension where it had none. */
  readonly filename: string
  readonly mediaType: MediaType
  /** 1 for the first. */
  readonly attempt: number
  /** Aborted when the item is aborted, paused or removed. */
  readonly signal: AbortSignal
}

/** A value, or what gives it when asked. */
export type PerAttempt<T> = T | ((context: AttemptContext) => T | Promise<T>)

export interface UploadContext extends AttemptContext {
  /** The relay's base URL, relative to the document's. */
  readonly endpoint: string
  readonly grant: PerAttempt<string | undefined>
  readonly headers: PerAttempt<Readonly<Record<string, string>> | undefined>
  /** Tells how many bytes were sent; with all of them the item counts as relaying. */
  readonly onProgress: (loadedBytes: number) => void
}

/** An answer of the relay; `known` where DingTalk had the file already. */
export interface Uploaded extends UploadAnswer {
  readonly known?: boolean
}

/** Carries out one attempt. Rejects with an `UploadError`; anything else counts as `internal`. */
export type Uploader = (context: UploadContext) => Promise<Uploaded>
