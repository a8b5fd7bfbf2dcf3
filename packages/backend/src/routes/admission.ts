/**
 * Decides who gets in, before a body is worth reading: room in the relay, room for this
 * subject, and its uploads of the minute.
 */

import type { SubjectSlots } from '../pacing/subject-slots.ts'
import type { UploadRate } from '../pacing/upload-rate.ts'

export interface AdmissionDeps {
  readonly subjectSlots: SubjectSlots
  readonly uploadRate: UploadRate
}

/** Lets a subject's upload in; the function it resolves to gives its place back. Throws `too_many_uploads` or `store_unavailable`. */
export type Admit = (subject: string) => Promise<() => void>

export function createAdmission({ subjectSlots, uploadRate }: AdmissionDeps): Admit {
  return async (subject) => {
    const leave = subjectSlots.take(subject)
    try {
      await uploadRate.take(subject)
      return leave
    } catch (error) {
      leave()
      throw error
    }
  }
}
