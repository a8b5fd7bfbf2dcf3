import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MediaError } from '../errors.ts'
import { createSubjectSlots } from '../pacing/subject-slots.ts'
import { createAdmission } from './admission.ts'

test('a subject that is over its rate has taken no room', async () => {
  let over = true
  const admit = createAdmission({
    subjectSlots: createSubjectSlots(1),
    uploadRate: {
      async take() {
        if (over) throw new MediaError('too_many_uploads', 'Over the rate')
      },
    },
  })
  await assert.rejects(admit('sub:a'), /Over the rate/)
  over = false
  const leave = await admit('sub:a')
  await assert.rejects(admit('sub:a'), { code: 'too_many_uploads' })
  leave()
  await admit('sub:a')
})
