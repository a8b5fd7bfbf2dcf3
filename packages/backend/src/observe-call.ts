/**
 * Times one call to DingTalk and tells the observer how it ended.
 */

import { MediaError } from './errors.ts'
import type { CallReport, Observer } from './observer.ts'

/** Makes the call. Resolves or throws as it does. */
export async function observeCall<T>(
  call: CallReport['call'],
  make: () => Promise<T>,
  observer: Required<Observer>,
): Promise<T> {
  const begun = performance.now()
  let result = 'ok'
  try {
    return await make()
  } catch (error) {
    result = resultOf(error)
    throw error
  } finally {
    observer.callEnded({ call, durationMs: performance.now() - begun, result })
  }
}

/** How a call failed: DingTalk's number, what it waits for (`no_suite_ticket`), or our code. */
export function resultOf(error: unknown): string {
  if (!(error instanceof MediaError)) return 'internal'
  const { upstreamErrcode, details, code } = error
  if (details?.waiting_for !== undefined) return `no_${details.waiting_for}`
  return String(upstreamErrcode ?? details?.upstream_errcode ?? code)
}
