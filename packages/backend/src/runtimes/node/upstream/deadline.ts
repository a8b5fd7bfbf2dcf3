/**
 * One timer for any number of waits, one after the other: setting and clearing one for each would
 * cost a small upload as much as its bytes. It may ring early, sees that, and sets itself anew.
 */

export class Deadline {
  readonly #onOver: (waitedMs: number) => void
  readonly #now: () => number
  #timer: NodeJS.Timeout | undefined
  #ringsAt = 0
  #endsAt = Number.POSITIVE_INFINITY
  #patienceMs = 0

  /** `now` is a clock that only goes forward. */
  constructor(onOver: (waitedMs: number) => void, now = () => performance.now()) {
    this.#onOver = onOver
    this.#now = now
  }

  /** Waits anew for so many milliseconds. */
  wait(ms: number): void {
    const now = this.#now()
    this.#patienceMs = ms
    this.#endsAt = now + ms
    if (this.#timer && this.#ringsAt <= this.#endsAt) return
    clearTimeout(this.#timer)
    this.#set(now)
  }

  /** Nobody waits. */
  rest(): void {
    this.#endsAt = Number.POSITIVE_INFINITY
  }

  /** Nobody will wait any more. */
  clear(): void {
    this.rest()
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #set(now: number): void {
    this.#ringsAt = this.#endsAt
    this.#timer = setTimeout(() => this.#ring(), Math.ceil(this.#endsAt - now))
  }

  #ring(): void {
    this.#timer = undefined
    if (this.#endsAt === Number.POSITIVE_INFINITY) return
    const now = this.#now()
    if (now < this.#endsAt) {
      this.#set(now)
    } else {
      this.rest()
      this.#onOver(this.#patienceMs)
    }
  }
}
