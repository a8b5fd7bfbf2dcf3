/**
 * How many uploads one subject may have in flight, so that nobody takes all the room there is.
 */

import { MediaError } from '../errors.ts'

export interface SubjectSlots {
  /** Takes a slot; the function it returns gives it back. Throws `too_many_uploads`. */
  take(subject: string): () => void
}

export function createSubjectSlots(maxUploadsPerSubject: number): SubjectSlots {
  const inFlight = new Map<string, number>()

  return {
    take(subject) {
      const count = inFlight.get(subject) ?? 0
      if (count >= maxUploadsPerSubject) {
        throw new MediaError('too_many_uploads', `${count} uploads of one subject are in flight`, {
          retryAfter: 2,
        })
      }
      inFlight.set(subject, count + 1)
      return () => {
        const left = (inFlight.get(subject) ?? 1) - 1
        if (left > 0) inFlight.set(subject, left)
        else inFlight.delete(subject)
      }
    },
  }
}
