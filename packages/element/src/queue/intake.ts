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
  /** Another one after everything was cleared: what still was to be listed then never is. */
  round: number
  /** Ends when all are checked. */
  add(files: readonly File[]): Promise<void>
  /** Whether it was turned away. */
  check(upload: Upload): Promise<boolean>
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
    // There is no room for them, unless a file before them has to give its own back.
    const late: [File, Rejection][] = []
    const isFull = () => {
      const { single, maxFiles } = options()
      return single ? added.some((upload) => list.has(upload)) : list.count >= maxFiles
    }
    const { round } = intake
    const take = (file: File) => {
      if (round !== intake.round) return
      const { mediaType, manual, single } = options()
      const refusal =
        single && isFull()
          ? ({ code: 'too_many_files', details: { max_files: 1 } } as const)
          : checkFile(file, options(), list)
      const lacksRoom = refusal?.code === 'too_many_files' || refusal?.details?.max_total_bytes
      if (refusal && lacksRoom && added.length > 0) return late.push([file, refusal])
      if (refusal && !mayFit(file, refusal, options())) return reject(file, refusal)
      const { name, size, type } = file
      const media_type = mediaType === 'auto' ? undefined : mediaType
      const upload = createUpload({ name, size, type, file, media_type, phase: 'checking' }, !manual)
      upload.refusal = refusal
      return added.push(list.add(upload))
    }
    intake.running++
    await forEachSliced(files, take)
    // Shared by all readers: each takes the next that no other has taken.
    let next = 0
    const read = async () => {
      while (next < added.length) {
        const isRefused = await check(added[next++] as Upload)
        // One that still has no room goes to the end.
        for (let left = isRefused ? late.length : 0; late[0] && left > 0 && !isFull(); left--) {
          take((late.shift() as (typeof late)[0])[0])
        }
      }
    }
    await Promise.all(Array.from({ length: READERS }, read))
    await forEachSliced(late, ([file, refusal]) => round === intake.round && reject(file, refusal))
    intake.running--
  }

  const check: Intake['check'] = async (upload) => {
    const { file, phase } = upload.item
    // It may have been aborted or removed before its turn came, which has been told already.
    if (!file || phase !== 'checking' || upload.run || !list.has(upload)) return false
    const control = new AbortController()
    upload.run = control
    intake.running++
    const outcome = await examine(upload, file, control.signal, options(), list)
    intake.running--
    const isRefused = !control.signal.aborted && 'code' in outcome
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
    return isRefused
  }

  const accept = (upload: Upload, picked: File, changes: Partial<Item>) => {
    upload.checked = true
    if (options().single) {
      // Those behind it were chosen later, and take its place once they are checked.
      for (const other of list.all().slice(0, list.all().indexOf(upload))) forget(other)
    }
    list.set(upload, { ...changes, phase: 'waiting' })
    if (upload.released) runner.enqueue(upload)
    const { item } = upload
    if (item.fitted) {
      upload.original = picked
      emit('media-fitted', { item, ...item.fitted })
    }
  }

  const intake: Intake = { running: 0, round: 0, add, check, reject }
  return intake
}
