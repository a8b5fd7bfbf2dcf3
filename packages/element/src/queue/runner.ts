/**
 * Keeps a few uploads going: begins what there is room for, and tells when nothing is left.
 */

import { loadPart } from '../load-part.ts'
import type { UploadError } from '../transport/upload-error.ts'
import type { Emit } from './events.ts'
import type { ItemError } from './item.ts'
import type { QueueOptions } from './queue-options.ts'
import { runUpload } from './run-upload.ts'
import type { Upload } from './upload.ts'
import type { UploadList } from './upload-list.ts'

export interface Runner {
  /** Those that begin as soon as there is room. */
  readonly waiting: Set<Upload>
  readonly active: Set<Upload>
  /** What happened since the queue was last drained. */
  readonly tally: Tally
  /** While set, nothing begins and what would wait is `paused`. */
  paused: boolean
  enqueue(upload: Upload): void
  /** Takes an upload out of the run, as far as it got. */
  stop(upload: Upload): void
  fail(upload: Upload, error: UploadError): ItemError
  inWords(upload: Upload, error: Omit<ItemError, 'message'>): ItemError
  /** To be called after anything that may have made room or ended the last. */
  pump(): void
}

interface Tally {
  readonly uploaded: Set<Upload>
  failed: number
  rejected: number
}

export interface RunnerDeps {
  readonly list: UploadList
  readonly emit: Emit
  readonly options: () => QueueOptions
  /** Whether anything of the queue goes on. */
  readonly isBusy: () => boolean
}

export function createRunner({ list, emit, options, isBusy }: RunnerDeps): Runner {
  const waiting = new Set<Upload>()
  const active = new Set<Upload>()
  const tally: Tally = { uploaded: new Set(), failed: 0, rejected: 0 }

  const enqueue = (upload: Upload) => {
    upload.loadedBytes = 0
    if (!runner.paused) waiting.add(upload)
    list.set(upload, { phase: runner.paused ? 'paused' : 'waiting', percent: 0, error: undefined })
  }

  const leave = (upload: Upload) => {
    upload.run = undefined
    active.delete(upload)
    waiting.delete(upload)
  }

  const stop = (upload: Upload) => {
    upload.run?.abort()
    leave(upload)
  }

  const inWords: Runner['inWords'] = ({ item }, { code, retriable, details }) => {
    const facts = { size: item.size, ...details }
    return { code, retriable, details: facts, message: options().messages(code, facts) }
  }

  const fail: Runner['fail'] = (upload, cause) => {
    stop(upload)
    const error = inWords(upload, cause)
    list.set(upload, { phase: 'failed', error })
    return error
  }

  const hold = (upload: Upload) => {
    stop(upload)
    upload.released = false
    list.set(upload, { phase: 'waiting', error: undefined })
    pump()
  }

  // Nothing counts as drained before all have heard how the last one ended.
  let telling = 0
  const tell: Emit = (...event) => {
    telling++
    const allowed = emit(...event)
    telling--
    return allowed
  }

  const park = (upload: Upload) => {
    if (!runner.paused) return false
    stop(upload)
    enqueue(upload)
    return true
  }

  const run = async (upload: Upload, file: File) => {
    const control = new AbortController()
    const { signal } = control
    upload.run = control
    active.add(upload)
    try {
      const facts = options()
        .describe?.(file, upload.item.media_type)
        .catch(() => ({}))
      const isVideo = upload.item.media_type === 'video'
      const still = isVideo
        ? options()
            .poster?.(file, signal)
            .catch(() => undefined)
        : undefined
      const deps = { list, emit, inWords, hold, park, options: options() }
      const answer = await runUpload(upload, file, signal, deps)
      const part = still && (await loadPart(import('./upload-poster.ts')))
      const described = { ...(await facts), ...(await part?.uploadPoster(still, signal, options())) }
      if (signal.aborted) return
      leave(upload)
      tally.uploaded.add(upload)
      const { media_id, created_at, type, known = false } = answer
      list.set(upload, { phase: 'done', percent: 100, media_id, created_at })
      const { item } = upload
      const { name, size } = item
      tell('media-uploaded', { media_id, type, created_at, known, item, name, size, ...described })
    } catch (cause) {
      if (signal.aborted) return
      const { code, message, retriable } = fail(upload, cause as UploadError)
      tally.failed++
      const { item } = upload
      tell('media-failed', { item, code, message, retriable, attempts: item.attempts })
    }
    pump()
  }

  const pump = () => {
    const { concurrency } = options()
    for (const upload of waiting) {
      if (active.size >= (concurrency > 0 ? concurrency : 1)) break
      waiting.delete(upload)
      if (upload.item.file) run(upload, upload.item.file)
    }
    const { uploaded, failed, rejected } = tally
    if (telling > 0 || isBusy() || uploaded.size + failed === 0) return
    const uploads = list.all()
    if (uploads.some(({ item }) => item.phase === 'paused')) return
    const media_ids = uploads.flatMap((upload) => (uploaded.has(upload) && upload.item.media_id) || [])
    resetTally(tally)
    emit('media-complete', { uploaded: media_ids.length, failed, rejected, media_ids })
  }

  const runner: Runner = { waiting, active, tally, paused: false, enqueue, stop, fail, inWords, pump }
  return runner
}

/** Forgets what happened, as after the queue was drained. */
export function resetTally(tally: Tally): void {
  tally.uploaded.clear()
  tally.failed = tally.rejected = 0
}
