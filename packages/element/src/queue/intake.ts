/**
 * Lists files and judges them: by all that needs no reading at once, by their content a few at a
 * time. What passes waits for its turn; what does not is told, and forgotten.
 */

import { checkFile } from '../checks/check-file.ts'
import type { Rejection } from '../checks/rejection.ts'
import type { Emit } from './events.ts'
import { examine, mayFit } from './examine.ts'
import type { Item } from './item.ts'
import { forEachSliced } from './pacer.ts'
import type { QueueOptions } from './queue-options.ts'
import type { Runner } from './runner.ts'
import { createUpload, type Upload } from './upload.ts'
import type { UploadList } from './upload-list.ts'

/** Files read at the same time for their first bytes. */
const READERS = 8

export interface Intake {
  /** Additions and checks that go on. */
  running: number
  /** Ends when all are checked. */
  add(files: readonly File[]): Promise<void>
  check(upload: Upload): Promise<void>
  reject(file: File, rejection: Rejection): void
}

export interface IntakeDeps {
  readonly list: UploadList
  readonly runner: Runner
  readonly emit: Emit
  readonly options: () => QueueOptions
  /** Stops an upload, takes it off the list and tells so. */
  readonly forget: (upload: Upload) => void
}

export function createIntake({ list, runner, emit, options, forget }: IntakeDeps): Intake {
  const reject: Intake['reject'] = (file, { code, details, message = options().messages(code, details) }) => {
    runner.tally.rejected++
    emit('media-rejected', { file, code, message, details })
  }

  const add: Intake['add'] = async (files) => {
    const added: Upload[] = []
    intake.running++
    await forEachSliced(files, (file) => {
      const { mediaType, manual, single } = options()
      const refusal =
        single && added.length > 0
          ? ({ code: 'too_many_files', details: { max_files: 1 } } as const)
          : checkFile(file, options(), list)
      if (refusal && !mayFit(file, refusal, options())) return reject(file, refusal)
      const { name, size, type } = file
      const media_type = mediaType === 'auto' ? undefined : mediaType
      const upload = createUpload({ name, size, type, file, media_type, phase: 'checking' }, !manual)
      upload.refusal = refusal
      added.push(list.add(upload))
    })
    // Shared by all readers: each takes the next that no other has taken.
    const next = added.values()
    const read = async () => {
      for (const upload of next) await check(upload)
    }
    await Promise.all(Array.from({ length: READERS }, read))
    intake.running--
  }

  const check: Intake['check'] = async (upload) => {
    const { file, phase } = upload.item
    // It may have been aborted or removed before its turn came, which has been told already.
    if (!file || phase !== 'checking' || upload.run || !list.has(upload)) return
    const control = new AbortController()
    upload.run = control
    intake.running++
    const outcome = await examine(upload, file, control.signal, options(), list)
    intake.running--
    if (!control.signal.aborted) {
      upload.run = undefined
      if ('code' in outcome) {
        list.delete(upload)
        reject(file, outcome)
      } else {
        accept(upload, file, outcome)
      }
    }
    runner.pump()
  }

  const accept = (upload: Upload, picked: File, changes: Partial<Item>) => {
    upload.checked = true
    if (options().single) {
      for (const other of list.all()) if (other !== upload) forget(other)
    }
    list.set(upload, { ...changes, phase: 'waiting' })
    if (upload.released) runner.enqueue(upload)
    const { item } = upload
    if (item.fitted) {
      upload.original = picked
      emit('media-fitted', { item, ...item.fitted })
    }
  }

  const intake: Intake = { running: 0, add, check, reject }
  return intake
}
