/** What a promise comes to, if it does so within the time and before the signal aborts; else it rejects. */
export function inTime<T>(promise: Promise<T> | T, timeoutMs: number, signal?: AbortSignal): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, timeoutMs)
    signal?.addEventListener('abort', reject)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
