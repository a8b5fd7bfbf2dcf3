/**
 * A clock for somebody else's silence.
 */

export interface SilenceClock {
  /** Begins to wait, for so many milliseconds from now. */
  start(ms: number): void
  /** Nobody is waited for. */
  stop(): void
  /** Whether a wait was too long. */
  readonly over: boolean
}

/** Calls back once when a wait was too long. */
export function createSilenceClock(onOver: () => void): SilenceClock {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  const stop = () => clearTimeout(timer)
  return {
    start(ms) {
      stop()
      timer = setTimeout(() => {
        over = true
        onOver()
      }, ms)
    },
    stop,
    get over() {
      return over
    },
  }
}
