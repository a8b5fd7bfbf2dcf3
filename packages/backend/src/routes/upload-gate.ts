/**
 * Counts the uploads in flight and lets no more in than there is room for, or none at all
 * once the relay is shutting down.
 */

import { MediaError } from '../errors.ts'

export interface UploadGate {
  readonly draining: boolean
  /** Takes a place; the function it returns gives it back. Throws `overloaded` when there is no room. */
  enter(): () => void
  /** Lets nobody in any more. Resolves when the last upload is over. */
  drain(): Promise<void>
}

export function createUploadGate(maxUploads: number): UploadGate {
  let inFlight = 0
  let draining = false
  let onEmpty: () => void = () => {}
  const empty = new Promise<void>((resolve) => {
    onEmpty = resolve
  })

  function leave(): void {
    inFlight -= 1
    if (draining && inFlight === 0) onEmpty()
  }

  return {
    get draining() {
      return draining
    },
    enter() {
      if (draining) throw new MediaError('overloaded', 'The relay is shutting down', { retryAfter: 1 })
      if (inFlight >= maxUploads)
        throw new MediaError('overloaded', `${maxUploads} uploads are in flight`, { retryAfter: 2 })
      inFlight += 1
      return leave
    },
    async drain() {
      draining = true
      if (inFlight > 0) await empty
    },
  }
}
