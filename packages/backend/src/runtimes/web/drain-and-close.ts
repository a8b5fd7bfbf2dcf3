/**
 * The end of a relay that runs by itself.
 */

import type { Relay } from '../../app.ts'

/** Milliseconds for answers that are given and not yet sent. */
const LAST_ANSWERS_MS = 500

/**
 * Refuses new uploads, lets those in flight finish for so many milliseconds, and closes the server: kindly first, then
 * whatever hangs on. Resolves to whether all uploads could finish.
 */
export async function drainAndClose(
  relay: Relay,
  drainTimeoutMs: number,
  { closeKindly, close }: { closeKindly(): Promise<unknown>; close(): Promise<unknown> },
): Promise<boolean> {
  const drained = await within(
    drainTimeoutMs,
    relay.drain().then(() => true),
  )
  const closed = await within(
    drained ? LAST_ANSWERS_MS : 0,
    closeKindly().then(() => true),
  )
  if (!closed) await close()
  return drained ?? false
}

/** What it resolves to; `undefined` when it takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
