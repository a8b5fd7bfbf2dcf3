/**
 * How bytes leave for DingTalk: the one step that differs by runtime. Each runtime brings
 * one small function; everything else in the relay is the same everywhere.
 */

import type { Bytes } from '../streams/bytes.ts'

/** One upstream request. Its URL carries the access token: it is never logged, shown or kept. */
export interface UpstreamUpload {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Exactly as many bytes as `body` gives. */
  readonly contentLength: number
  /**
   * Pulled no faster than the upstream takes it. When it throws, the upload is void: the
   * connection must be destroyed, never ended, so that the upstream sees no whole body.
   */
  readonly body: Bytes
  /** Aborts the upload, whatever it is doing; the connection is destroyed. */
  readonly signal: AbortSignal
  /** Milliseconds of silence to bear: for a connection, for the answer, between its bytes. */
  readonly timeoutMs: number
}

/** What came back: status and body text, at most 64 KiB of it. Redirects are not followed. */
export interface UpstreamAnswer {
  readonly status: number
  readonly text: string
}

/**
 * Sends one upload. Throws a `MediaError` `upstream_unreachable`, `upstream_timeout` or
 * `upstream_invalid`; what `body` throws and what `signal` was aborted with pass through as they are.
 * An answer that comes before the body was sent whole is returned at once, and the body is pulled no further.
 */
export type SendUpload = (upload: UpstreamUpload) => Promise<UpstreamAnswer>
