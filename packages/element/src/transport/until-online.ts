/**
 * Waits for the network instead of burning attempts.
 */

/** Some web views never say that they are online again, so after a while one tries anyway. */
const PATIENCE_MS = 30_000

/** Whether the browser is sure that nothing can be reached. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false
}

/** Ends when there may be a network, or when the signal aborts. */
export async function untilOnline(
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (!isOffline() || signal.aborted) return
  const wait = new AbortController()
  const wake = () => wait.abort()
  addEventListener('online', wake, { signal: wait.signal })
  signal.addEventListener('abort', wake, { signal: wait.signal })
  await sleep(PATIENCE_MS, wait.signal)
  wake()
}
