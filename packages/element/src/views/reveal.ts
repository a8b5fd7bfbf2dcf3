/**
 * Shows a long list by and by: thousands of rows at once would hold up the page, and nobody
 * reads them. More come when the end of those shown comes near the window.
 */

const BATCH = 28

export class Reveal {
  readonly #grown: () => void
  #observer: IntersectionObserver | undefined
  #end: Element | null = null
  /** How many rows to show. */
  count = BATCH

  /** `grown` is called when `count` has grown. */
  constructor(grown: () => void) {
    this.#grown = grown
  }

  /** Watches the element behind the last row shown; `null` when all are shown, or to stop. */
  watch(end: Element | null): void {
    if (end === this.#end) return
    this.#end = end
    this.#observer?.disconnect()
    if (!end) return
    this.#observer ??= new IntersectionObserver(this.#look, { rootMargin: '100px' })
    this.#observer.observe(end)
  }

  readonly #look = (entries: readonly IntersectionObserverEntry[]): void => {
    if (!entries.some((entry) => entry.isIntersecting)) return
    this.count += BATCH
    // Looks again after the next rendering: the end may still be near.
    this.watch(null)
    this.#grown()
  }
}
