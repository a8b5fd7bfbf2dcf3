/**
 * One JSON call to DingTalk. Nothing of the URL ever gets into an error: secrets and
 * tokens stand in its query.
 */

import { MediaError } from '../errors.ts'
import { collectBytes } from '../streams/collect-bytes.ts'
import { fromWebStream } from '../streams/from-web-stream.ts'

/** An answer is a few hundred bytes; more than this is not DingTalk's. */
export const MAX_ANSWER_BYTES = 64 * 1024

export interface CallOptions {
  readonly fetch: typeof fetch
  /** Milliseconds for the whole call. */
  readonly timeoutMs: number
}

export interface CallAnswer {
  readonly status: number
  readonly text: string
}

/**
 * Calls DingTalk, with a JSON body as POST, without one as GET.
 * Throws `upstream_unreachable`, `upstream_timeout` or `upstream_invalid`.
 */
export async function callDingTalk(
  url: string,
  json: object | undefined,
  options: CallOptions,
): Promise<CallAnswer> {
  const signal = AbortSignal.timeout(options.timeoutMs)
  try {
    const response = await options.fetch(url, {
      signal,
      // A redirect would carry a secret to a host that nobody named.
      redirect: 'manual',
      headers: { accept: 'application/json', ...(json && { 'content-type': 'application/json' }) },
      ...(json && { method: 'POST', body: JSON.stringify(json) }),
    })
    if (response.status >= 300 && response.status < 400)
      throw new MediaError('upstream_invalid', 'DingTalk redirects')
    const bytes = await collectBytes(fromWebStream(response.body), MAX_ANSWER_BYTES)
    return { status: response.status, text: new TextDecoder().decode(bytes) }
  } catch (error) {
    if (error instanceof MediaError) {
      throw error.code === 'too_large' ? new MediaError('upstream_invalid', 'The answer is too long') : error
    }
    if (signal.aborted) throw new MediaError('upstream_timeout', 'DingTalk did not answer in time')
    throw new MediaError('upstream_unreachable', `DingTalk cannot be reached: ${reasonOf(error)}`)
  }
}

/** The error number of a failed connection (`ECONNREFUSED`), which names no URL. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? code : 'no connection'
}
