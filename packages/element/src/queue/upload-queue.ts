/**
 * Takes files from the pick to the `media_id`: checks them, uploads a few at a time, tries
 * again what may succeed later. Knows no user interface; that one listens to `change`.
 */

import { isMediaId, type MediaType } from '@dt-media/backend/contract'
import { checkContent } from '../checks/check-content.ts'
import { checkFile } from '../checks/check-file.ts'
import type { Rejection } from '../checks/rejection.ts'
import { type UploadError, uploadError } from '../transport/upload-error.ts'
import { dispatchAt, type Emit, type FileSource } from './events.ts'
import type { Item, ItemError } from './item.ts'
import { coalesce, forEachSliced } from './pacer.ts'
import { progressOf } from './progress.ts'
import { DEFAULT_OPTIONS, mergeOptions, type QueueOptions } from './queue-options.ts'
import { runUpload } from './run-upload.ts'
import { createUpload, type Upload } from './upload.ts'
import { UploadList } from './upload-list.ts'

/** Files read at the same time for their first bytes. */
const READERS = 8

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
 */
export class UploadQueue extends EventTarget {
  readonly #emit: Emit
  readonly #list = new UploadList(coalesce(() => this.dispatchEvent(new Event('change'))))
  /** Those that start as soon as there is room. */
  readonly #waiting = new Set<Upload>()
  readonly #active = new Set<Upload>()
  #options: QueueOptions
  /** Calls of `add` and checks that go on. */
  #checks = 0
  #paused = false
  #silent = false
  /** Since the queue was last drained. */
  readonly #uploaded = new Set<Upload>()
  #failed = 0
  #rejected = 0

  /** The public events go to `target`: the element, or else the queue itself. */
  constructor(options: Partial<QueueOptions> = {}, target?: EventTarget) {
    super()
    const emit = dispatchAt(target ?? this)
    this.#emit = (...event) => this.#silent || emit(...event)
    this.#options = mergeOptions(DEFAULT_OPTIONS, options)
  }

  /** Changes options while it runs; `undefined` stands for the default. */
  configure(options: Partial<QueueOptions>): void {
    const { messages } = this.#options
    this.#options = mergeOptions(this.#options, options)
    if (messages !== this.#options.messages) {
      for (const upload of this.#list.all()) {
        const { error } = upload.item
        if (error) this.#list.set(upload, { error: this.#inWords(upload, error) })
      }
    }
    this.#pump()
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
    return this.#checks + this.#waiting.size + this.#active.size > 0
  }

  /** Checks files and lists those that pass. Ends when all are checked; uploads may still run. */
  async add(files: Iterable<File>, source: FileSource = 'api'): Promise<void> {
    const picked = [...files]
    if (picked.length === 0 || !this.#emit('media-add', { files: picked, source }, true)) return
    const added: Upload[] = []
    this.#checks++
    await forEachSliced(picked, (file) => {
      const { mediaType, manual } = this.#options
      const rejection = checkFile(file, this.#options, this.#list)
      if (rejection) return this.#reject(file, rejection)
      const { name, size, type } = file
      const media_type = mediaType === 'auto' ? undefined : mediaType
      added.push(
        this.#list.add(createUpload({ name, size, type, file, media_type, phase: 'checking' }, !manual)),
      )
    })
    // Shared by all readers: each takes the next that no other has taken.
    const next = added.values()
    const read = async () => {
      for (const upload of next) await this.#check(upload)
    }
    await Promise.all(Array.from({ length: READERS }, read))
    this.#checks--
    this.#pump()
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
      if (upload.item.phase === 'waiting' && !upload.run) this.#waiting.add(upload)
    }
    this.resume()
  }

  /** Begins nothing new. What is being sent stops and begins anew later; what is being relayed finishes. */
  pause(): void {
    this.#paused = true
    for (const upload of [...this.#waiting, ...this.#active]) {
      if (upload.item.phase === 'relaying' && !this.#silent) continue
      this.#stop(upload)
      this.#enqueue(upload)
    }
  }

  /** Goes on after `pause()` or `dispose()`. */
  resume(): void {
    this.#paused = this.#silent = false
    for (const upload of this.#list.all()) {
      if (upload.item.phase === 'paused') this.#enqueue(upload)
    }
    this.#pump()
  }

  /** Tries an item again with all its retries; without one, every failed item that may succeed. */
  retry(item?: Item): void {
    for (const upload of this.#list.all(item)) {
      const { phase, error } = upload.item
      if (item ? !/failed|retrying|waiting|paused/.test(phase) : phase !== 'failed' || !error?.retriable)
        continue
      this.#stop(upload)
      upload.released = true
      if (upload.checked) this.#enqueue(upload)
      else this.#check(upload)
    }
    this.#pump()
  }

  /** Stops an item, or all that have not ended: failed as `aborted`, retriable, without `media-failed`. */
  abort(item?: Item): void {
    for (const upload of this.#list.all(item)) {
      if (!/done|failed/.test(upload.item.phase)) this.#fail(upload, uploadError('aborted', true))
    }
    this.#pump()
  }

  /** Asks with `media-remove`, then stops and forgets the item. */
  remove(item: Item): void {
    for (const upload of this.#list.all(item)) {
      if (this.#emit('media-remove', { item: upload.item }, true)) this.#forget(upload)
    }
    this.#pump()
  }

  /** Moves an item to another place in the list; what waits starts in the new order. */
  move(item: Item, index: number): void {
    for (const upload of this.#list.all(item)) this.#list.move(upload, index)
    const waiting = this.#list.all().filter((upload) => this.#waiting.delete(upload))
    for (const upload of waiting) this.#waiting.add(upload)
  }

  /** Removes all items without asking; the queue does not count as drained by it. */
  clear(): void {
    this.#resetCounts()
    for (const upload of this.#list.all()) this.#forget(upload)
  }

  /** Stops everything at once, and no public event follows; `resume()` takes it up again. */
  dispose(): void {
    this.#silent = true
    this.pause()
  }

  async #check(upload: Upload): Promise<void> {
    const { file } = upload.item
    // Removed before its turn came.
    if (!file || !this.#list.has(upload)) return
    this.#checks++
    this.#list.set(upload, { phase: 'checking', error: undefined })
    const { mediaType, rules, validators } = this.#options
    const checked = await checkContent(file, mediaType, rules, validators)
    this.#checks--
    // Else it was aborted or removed meanwhile, which has been told already.
    if (upload.item.phase === 'checking' && this.#list.has(upload)) {
      if ('code' in checked) {
        this.#list.delete(upload)
        this.#reject(file, checked)
      } else {
        upload.checked = true
        this.#list.set(upload, { name: checked.filename, media_type: checked.type, phase: 'waiting' })
        if (upload.released) this.#enqueue(upload)
      }
    }
    this.#pump()
  }

  #reject(file: File, { code, details, message = this.#options.messages(code, details) }: Rejection): void {
    this.#rejected++
    this.#emit('media-rejected', { file, code, message, details })
  }

  #enqueue(upload: Upload): void {
    upload.loadedBytes = 0
    if (!this.#paused) this.#waiting.add(upload)
    this.#list.set(upload, { phase: this.#paused ? 'paused' : 'waiting', percent: 0, error: undefined })
  }

  /** Begins what there is room for; tells when nothing is left. */
  #pump(): void {
    for (const upload of this.#waiting) {
      const { concurrency } = this.#options
      if (this.#active.size >= (concurrency > 0 ? concurrency : 1)) break
      this.#waiting.delete(upload)
      this.#run(upload)
    }
    const isDrained = this.#uploaded.size + this.#failed > 0 && !this.busy
    if (!isDrained || this.items.some(({ phase }) => phase === 'paused')) return
    const uploads = this.#list.all().filter((upload) => this.#uploaded.has(upload))
    const media_ids = uploads.flatMap(({ item }) => item.media_id ?? [])
    const detail = { uploaded: media_ids.length, failed: this.#failed, rejected: this.#rejected, media_ids }
    this.#resetCounts()
    this.#emit('media-complete', detail)
  }

  #resetCounts(): void {
    this.#uploaded.clear()
    this.#failed = this.#rejected = 0
  }

  async #run(upload: Upload): Promise<void> {
    const { file } = upload.item
    if (!file) return
    const run = new AbortController()
    upload.run = run
    this.#active.add(upload)
    try {
      const answer = await runUpload(upload, file, run, {
        options: this.#options,
        list: this.#list,
        emit: this.#emit,
        inWords: this.#inWords,
        hold: this.#hold,
      })
      if (run.signal.aborted) return
      this.#leave(upload)
      this.#uploaded.add(upload)
      const { media_id, created_at, type, known = false } = answer
      this.#list.set(upload, { phase: 'done', percent: 100, media_id, created_at })
      const { item } = upload
      this.#emit('media-uploaded', {
        media_id,
        type,
        created_at,
        known,
        item,
        name: item.name,
        size: item.size,
      })
    } catch (cause) {
      if (run.signal.aborted) return
      const { code, message, retriable } = this.#fail(upload, cause as UploadError)
      this.#failed++
      const { item } = upload
      this.#emit('media-failed', { item, code, message, retriable, attempts: item.attempts })
    }
    this.#pump()
  }

  readonly #hold = (upload: Upload): void => {
    this.#stop(upload)
    upload.released = false
    this.#list.set(upload, { phase: 'waiting', error: undefined })
    this.#pump()
  }

  readonly #inWords = (
    { item }: Upload,
    { code, retriable, details }: Omit<ItemError, 'message'>,
  ): ItemError => {
    const facts = { size: item.size, ...details }
    return { code, retriable, details: facts, message: this.#options.messages(code, facts) }
  }

  #fail(upload: Upload, cause: UploadError): ItemError {
    this.#stop(upload)
    const error = this.#inWords(upload, cause)
    this.#list.set(upload, { phase: 'failed', error })
    return error
  }

  #stop(upload: Upload): void {
    upload.run?.abort()
    this.#leave(upload)
  }

  #leave(upload: Upload): void {
    upload.run = undefined
    this.#active.delete(upload)
    this.#waiting.delete(upload)
  }

  #forget(upload: Upload): void {
    this.#stop(upload)
    this.#list.delete(upload)
    this.#emit('media-removed', { item: upload.item })
  }
}
