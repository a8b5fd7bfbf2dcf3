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

/** Runs an upload for a subject. Throws `too_many_uploads` or `store_unavailable`. */
export type Admit = <T>(subject: string, upload: () => Promise<T>) => Promise<T>

export function createAdmission({ subjectSlots, uploadRate }: AdmissionDeps): Admit {
  return async (subject, upload) => {
    const leave = subjectSlots.take(subject)
    try {
      await uploadRate.take(subject)
      return await upload()
    } finally {
      leave()
    }
  }
}
