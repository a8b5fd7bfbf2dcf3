/**
 * Tries again what may succeed later, and nothing else. The browser still has the file, so
 * it is the replay buffer of a relay that keeps none.
 */

import { isOffline, untilOnline } from './until-online.ts'
import { type UploadError, uploadError } from './upload-error.ts'

const BACK_OFF_MS = 1000
const LONGEST_BACK_OFF_MS = 30_000
/** Longer than this no page stays; and timers overflow some day. */
const LONGEST_RETRY_AFTER_MS = 3_600_000

export interface RetryPolicy {
  /** Further attempts after the first. */
  readonly retries: number
  /** Whether an expired grant can be replaced; done once, without counting as a retry. */
  readonly renewable: boolean
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0 to 1. */
  readonly random: () => number
  readonly signal: AbortSignal
  /** Told before the wait. */
  readonly onRetry: (error: UploadError) => void
}

/** The first success. Rejects with the last attempt's `UploadError`, or with anything once aborted. */
export async function withRetries<T>(attempt: () => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { retries, sleep, random, signal, onRetry } = policy
  let { renewable } = policy
  for (let retry = 0; ; ) {
    await untilOnline(sleep, signal)
    if (signal.aborted) throw uploadError('aborted', true)
    try {
      return await attempt()
    } catch (cause) {
      const error = asUploadError(cause)
      if (signal.aborted) throw error
      if (error.code === 'grant_expired') {
        if (!renewable) throw error
        renewable = false
      } else if (error.code === 'network' && isOffline()) {
        onRetry(error)
      } else {
        if (!error.retriable || retry >= retries) throw error
        onRetry(error)
        const backOffMs = random() * Math.min(BACK_OFF_MS * 2 ** retry++, LONGEST_BACK_OFF_MS)
        await sleep(Math.min(error.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS) + backOffMs, signal)
      }
    }
  }
}

/** Whatever a page's uploader threw, as something with a code. */
function asUploadError(cause: unknown): UploadError {
  const isOurs = typeof (cause as Partial<UploadError> | undefined)?.code === 'string'
  return isOurs ? (cause as UploadError) : uploadError('internal')
}
