/** What a promise comes to, if it does so within the time; else a rejection with `undefined`. */
export function inTime<T>(promise: Promise<T> | T, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, timeoutMs)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
