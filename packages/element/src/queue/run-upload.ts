/**
 * All attempts of one item, each from asking the page to the relay's answer.
 */

import type { Uploaded } from '../transport/upload-context.ts'
import { type UploadError, uploadError } from '../transport/upload-error.ts'
import { withRetries } from '../transport/with-retries.ts'
import type { Emit } from './events.ts'
import type { ItemError } from './item.ts'
import { progressDetail } from './progress.ts'
import type { QueueOptions } from './queue-options.ts'
import type { Upload } from './upload.ts'
import type { UploadList } from './upload-list.ts'

const PROGRESS_INTERVAL_MS = 100
/** After so long without a byte a person is told that it is not forgotten. */
const STALL_MS = 2000

export interface RunDeps {
  readonly options: QueueOptions
  readonly list: UploadList
  readonly emit: Emit
  readonly inWords: (upload: Upload, error: UploadError) => ItemError
  /** Called when the page says no to an attempt. */
  readonly hold: (upload: Upload) => void
  /** Stops an upload whose next attempt would begin in a pause, and says whether it did. */
  readonly park: (upload: Upload) => boolean
}

/** Resolves to the relay's answer; meanwhile the item shows where it stands. Rejects with anything once aborted. */
export function runUpload(upload: Upload, file: File, signal: AbortSignal, deps: RunDeps): Promise<Uploaded> {
  const { options, list, inWords, park } = deps
  return withRetries(() => attemptUpload(upload, file, signal, deps), {
    ...options,
    signal,
    renewable: typeof options.grant === 'function',
    onRetry: (error) =>
      park(upload) || list.set(upload, { phase: 'retrying', percent: 0, error: inWords(upload, error) }),
  })
}

async function attemptUpload(
  upload: Upload,
  file: File,
  signal: AbortSignal,
  { options, list, emit, hold, park }: RunDeps,
): Promise<Uploaded> {
  // For a new grant it comes here without a word of a retry.
  if (park(upload)) throw uploadError('aborted', true)
  const { item } = upload
  const attempt = item.attempts + 1
  const allowed = emit('media-upload', { item, attempt }, true)
  // A listener may have stopped the item itself, so that there is nothing left to hold.
  if (!allowed && !signal.aborted) hold(upload)
  if (signal.aborted) throw uploadError('aborted', true)

  upload.loadedBytes = 0
  list.set(upload, { phase: 'uploading', percent: 0, attempts: attempt, error: undefined, stalled: false })
  const startedAt = performance.now()
  const { endpoint, grant, headers, uploader } = options
  const { name: filename, media_type: mediaType } = item

  const onProgress = (sentBytes: number) => {
    if (signal.aborted || upload.item.phase !== 'uploading') return
    // A page's own uploader may tell anything.
    const loaded = sentBytes > upload.loadedBytes ? Math.min(sentBytes, file.size) : upload.loadedBytes
    const phase = loaded < file.size ? 'uploading' : 'relaying'
    const now = performance.now()
    const isDue = now >= upload.toldAt + PROGRESS_INTERVAL_MS
    upload.loadedBytes = loaded
    if (isDue || phase === 'relaying')
      list.set(upload, { phase, percent: Math.floor((loaded / file.size) * 100), stalled: false })
    watch()
    if (!isDue) return
    upload.toldAt = now
    emit('media-progress', progressDetail(upload.item, loaded, now - startedAt))
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const watch = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (!signal.aborted && upload.item.phase === 'uploading') list.set(upload, { stalled: true })
    }, STALL_MS)
  }
  watch()
  const context = { endpoint, grant, headers, file, filename, mediaType, attempt, signal, onProgress }
  const answer = await uploader(context).finally(() => clearTimeout(timer))
  if (!answer?.media_id) throw uploadError('upstream_invalid')
  return answer
}
