/**
 * Takes files from the pick to the `media_id`: checks them, uploads a few at a time, tries
 * again what may succeed later. Knows no user interface; that one listens to `change`.
 */

import { isMediaId, type MediaType } from '@dt-media/backend/contract'
import { uploadError } from '../transport/upload-error.ts'
import { dispatchAt, type Emit, type FileSource, type MediaEventTarget } from './events.ts'
import { createIntake, type Intake } from './intake.ts'
import type { Item } from './item.ts'
import { coalesce } from './pacer.ts'
import { progressOf } from './progress.ts'
import { DEFAULT_OPTIONS, mergeOptions, type QueueOptions } from './queue-options.ts'
import { createRunner, type Runner, resetTally } from './runner.ts'
import { createUpload, type Upload } from './upload.ts'
import { UploadList } from './upload-list.ts'

/** Media that was uploaded before. */
export interface UploadedMedia {
  readonly media_id: string
  readonly name: string
  /** @default by the name */
  readonly media_type?: MediaType
  readonly size?: number
}

/**
 * A list of items on their way, in the order in which they were added or moved.
 *
 * @fires {Event} change - Items were added, removed, moved or replaced; at most once per frame.
 * @fires {CustomEvent} media-add - Asks whether files may be added: `{ files, source }`.
 * @fires {CustomEvent} media-upload - Asks before every attempt: `{ item, attempt }`.
 * @fires {CustomEvent} media-remove - Asks whether an item may be removed: `{ item }`.
 * @fires {CustomEvent} media-rejected - A file was not taken: `{ file, code, message, details }`.
 * @fires {CustomEvent} media-fitted - A picture was converted or shrunk: `{ item, from, to }`.
 * @fires {CustomEvent} media-progress - Bytes were sent; at most ten times a second and item.
 * @fires {CustomEvent} media-uploaded - A file has its `media_id`.
 * @fires {CustomEvent} media-failed - An item failed for good: `{ item, code, message, retriable, attempts }`.
 * @fires {CustomEvent} media-removed - An item is gone: `{ item }`.
 * @fires {CustomEvent} media-complete - Nothing is left to do: `{ uploaded, failed, rejected, media_ids }`.
 */
export class UploadQueue extends (EventTarget as new () => MediaEventTarget) {
  readonly #tellChange = coalesce(() => this.dispatchEvent(new Event('change')))
  readonly #list = new UploadList(this.#tellChange)
  readonly #emit: Emit
  readonly #runner: Runner
  readonly #intake: Intake
  #options: QueueOptions
  #silent = false
  #pausedBefore = false

  /** The public events go to `target`: the element, or else the queue itself. */
  constructor(options: Partial<QueueOptions> = {}, target?: EventTarget) {
    super()
    this.#options = mergeOptions(DEFAULT_OPTIONS, options)
    const emit = dispatchAt(target ?? this)
    this.#emit = (...event) => this.#silent || emit(...event)
    this.#runner = createRunner({
      list: this.#list,
      emit: this.#emit,
      options: () => this.#options,
      isBusy: () => this.busy,
    })
    this.#intake = createIntake({
      list: this.#list,
      runner: this.#runner,
      emit: this.#emit,
      options: () => this.#options,
      forget: (upload) => this.#forget(upload),
    })
  }

  /** Changes options while it runs; `undefined` stands for the default. */
  configure(options: Partial<QueueOptions>): void {
    const { messages } = this.#options
    this.#options = mergeOptions(this.#options, options)
    if (messages !== this.#options.messages) {
      for (const upload of this.#list.all()) {
        const { error } = upload.item
        if (error) this.#list.set(upload, { error: this.#runner.inWords(upload, error) })
      }
    }
    this.#runner.pump()
  }

  /** All items in the order of the list; a new array whenever anything changed. */
  get items(): readonly Item[] {
    return this.#list.items
  }

  /** 0 to 100, by bytes over all items that have not failed. */
  get progress(): number {
    return progressOf(this.#list.all())
  }

  /** Whether anything goes on, or will by itself. What is paused or waits for `upload()` does not count. */
  get busy(): boolean {
    return this.#intake.running + this.#runner.waiting.size + this.#runner.active.size > 0
  }

  /** Checks files and lists those that pass. Ends when all are checked; uploads may still run. */
  async add(files: Iterable<File>, source: FileSource = 'api'): Promise<void> {
    const picked = [...files]
    if (!picked.every((file) => Object.prototype.toString.call(file) === '[object File]')) {
      throw new TypeError('Only files can be added; a Blob becomes one by new File([blob], name)')
    }
    if (picked.length === 0 || !this.#emit('media-add', { files: picked, source }, true)) return
    await this.#intake.add(picked)
    // The last item may have been told of before this; that nothing goes on any more was not.
    this.#tellChange()
    this.#runner.pump()
  }

  /** Lists media that was uploaded before, as done. What has no usable `media_id` is left out. */
  restore(media: Iterable<UploadedMedia>): void {
    for (const { media_id, name, media_type, size } of media) {
      if (isMediaId(media_id)) {
        this.#list.add(createUpload({ media_id, name, media_type, size, phase: 'done', percent: 100 }))
      }
    }
  }

  /** Releases everything that waits; needed with `manual`, and ends a pause. */
  upload(): void {
    for (const upload of this.#list.all()) {
      upload.released = true
      if (upload.item.phase === 'waiting' && !upload.run) this.#runner.waiting.add(upload)
    }
    this.resume()
  }

  /** Begins nothing new. What is being sent stops and begins anew later; what is being relayed finishes. */
  pause(): void {
    this.#runner.paused = true
    for (const upload of [...this.#runner.waiting, ...this.#runner.active]) {
      if (upload.item.phase === 'relaying' && !this.#silent) continue
      this.#runner.stop(upload)
      this.#runner.enqueue(upload)
    }
  }

  /** Goes on after `pause()` or `dispose()`. */
  resume(): void {
    this.#runner.paused = this.#silent = false
    for (const upload of this.#list.all()) {
      if (upload.item.phase === 'paused') this.#runner.enqueue(upload)
    }
    this.#runner.pump()
  }

  /** Tries an item again with all its retries; without one, every failed item that may succeed. */
  retry(item?: Item): void {
    for (const upload of this.#list.all(item)) {
      const { phase, error } = upload.item
      if (item ? !/failed|retrying|waiting|paused/.test(phase) : phase !== 'failed' || !error?.retriable)
        continue
      this.#runner.stop(upload)
      upload.released = true
      if (upload.checked) {
        this.#runner.enqueue(upload)
      } else {
        this.#list.set(upload, { phase: 'checking', error: undefined })
        this.#intake.check(upload)
      }
    }
    this.#runner.pump()
  }

  /** Stops an item, or all that have not ended: failed as `aborted`, retriable, without `media-failed`. */
  abort(item?: Item): void {
    for (const upload of this.#list.all(item)) {
      if (!/done|failed/.test(upload.item.phase)) this.#runner.fail(upload, uploadError('aborted', true))
    }
    this.#runner.pump()
  }

  /** Asks with `media-remove`, then stops and forgets the item. */
  remove(item: Item): void {
    for (const upload of this.#list.all(item)) {
      if (this.#emit('media-remove', { item: upload.item }, true)) this.#forget(upload)
    }
    this.#runner.pump()
  }

  /** Takes back what `fit` did: asks with `media-remove`, and the file as it was picked counts as rejected. */
  unfit(item: Item): void {
    for (const upload of this.#list.all(item)) {
      const { item, original, refusal } = upload
      if (!original || !refusal || !this.#emit('media-remove', { item }, true)) continue
      this.#forget(upload)
      this.#intake.reject(original, refusal)
    }
    this.#runner.pump()
  }

  /** Moves an item to another place in the list; what waits starts in the new order. */
  move(item: Item, index: number): void {
    for (const upload of this.#list.all(item)) this.#list.move(upload, index)
    const waiting = this.#list.all().filter((upload) => this.#runner.waiting.delete(upload))
    for (const upload of waiting) this.#runner.waiting.add(upload)
  }

  /** Removes all items without asking; the queue does not count as drained by it. */
  clear(): void {
    resetTally(this.#runner.tally)
    this.#intake.round++
    for (const upload of this.#list.all()) this.#forget(upload)
  }

  /** Stops everything at once, and no public event follows; `resume()` takes it up again. */
  dispose(): void {
    if (!this.#silent) this.#pausedBefore = this.#runner.paused
    this.#silent = true
    this.pause()
  }

  /** Takes up what `dispose()` stopped; what was paused before that stays so. */
  revive(): void {
    if (!this.#pausedBefore) this.resume()
    this.#silent = false
  }

  #forget(upload: Upload): void {
    this.#runner.stop(upload)
    this.#list.delete(upload)
    this.#emit('media-removed', { item: upload.item })
  }
}
