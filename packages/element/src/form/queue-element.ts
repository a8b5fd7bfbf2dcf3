/**
 * A form control whose value is a queue: its options are the queue's, its value the
 * `media_id`s of what is done, and it tells `input` and `change` when a person's doing changed that.
 */

import type { MediaType } from '@dt-media/backend/contract'
import type { PropertyDeclarations } from 'lit'
import { loadPart } from '../load-part.ts'
import { type Locale, localeFor } from '../messages/locale.ts'
import type { FileSource, MediaEventDetails } from '../queue/events.ts'
import type { Item } from '../queue/item.ts'
import type { QueueOptions } from '../queue/queue-options.ts'
import { type UploadedMedia, UploadQueue } from '../queue/upload-queue.ts'
import { grantFrom } from '../transport/grant-endpoint.ts'
import { type Fault, FormElement } from './form-element.ts'
import { initialMedia } from './initial-media.ts'

export abstract class QueueElement extends FormElement {
  static override properties: PropertyDeclarations = {
    endpoint: {},
    mediaType: { attribute: 'media-type' },
    accept: {},
    multiple: { type: Boolean, reflect: true },
    directory: { type: Boolean, reflect: true },
    maxFiles: { type: Number, attribute: 'max-files' },
    minFiles: { type: Number, attribute: 'min-files' },
    maxSize: { attribute: 'max-size' },
    maxTotalSize: { attribute: 'max-total-size' },
    fit: { type: Boolean },
    poster: { type: Boolean },
    manual: { type: Boolean },
    concurrency: { type: Number },
    retries: { type: Number },
    grantEndpoint: { attribute: 'grant-endpoint' },
    grant: { attribute: false },
    headers: { attribute: false },
    uploader: { attribute: false },
    validators: { attribute: false },
    // Declared so that what a page set before the tag was defined is not lost.
    items: { attribute: false, noAccessor: true },
    values: { attribute: false, noAccessor: true },
    value: { attribute: false, noAccessor: true },
  }

  /** The relay's base URL. @default '/' */
  declare endpoint: string
  /** Which of DingTalk's rules applies; `auto`: by the file. @default 'auto' */
  declare mediaType: 'auto' | MediaType
  /** Narrows the rule, in the syntax of `<input accept>`; enforced. */
  declare accept: string
  /** Whether it takes more than one file. */
  declare multiple: boolean
  /** Whether the file dialog asks for a folder, whose files are all taken. */
  declare directory: boolean
  /** The most files it takes; counts with `multiple` only. */
  declare maxFiles: number | undefined
  /** The fewest files it takes, if any. */
  declare minFiles: number
  /** The largest file: bytes, or `"5MB"`. Can only tighten the rule. */
  declare maxSize: number | string | undefined
  /** The most that all files may have together: bytes, or `"5MB"`. */
  declare maxTotalSize: number | string | undefined
  /** Converts and shrinks pictures that the rule refuses. */
  declare fit: boolean
  /** For a video, also uploads a frame of it as an image, where the browser can decode it; that is one more upload of the grant. */
  declare poster: boolean
  /** Waits for `upload()` instead of starting at once. */
  declare manual: boolean
  /** Uploads at the same time. @default 3 */
  declare concurrency: number | undefined
  /** Automatic further attempts. @default 3 */
  declare retries: number | undefined
  /** A URL of the page's own that answers `{"grant":"…"}` to a POST; `grant` wins. */
  declare grantEndpoint: string
  /** The upload grant, or what gives it, asked just in time for every attempt. */
  declare grant: QueueOptions['grant']
  /** Further request headers, or what gives them. */
  declare headers: QueueOptions['headers']
  /** Replaces the transport. */
  declare uploader: QueueOptions['uploader'] | undefined
  /** The page's own checks; a sentence refuses the file. */
  declare validators: QueueOptions['validators'] | undefined

  protected readonly queue = new UploadQueue({}, this)
  protected locale: Locale = localeFor('')
  #toldValues = ''
  #initial: readonly UploadedMedia[] = []
  /** While thousands go at once, the form need not follow each of them. */
  #clearing = false

  constructor() {
    super()
    this.endpoint = '/'
    this.grantEndpoint = ''
    this.mediaType = 'auto'
    this.accept = ''
    this.multiple = this.directory = this.fit = this.poster = this.manual = false
    this.minFiles = 0
    this.queue.addEventListener('change', () => this.itemsChanged())
    // Captured, so that the page's own listeners find the form's entries up to date.
    for (const name of [
      'media-uploaded',
      'media-failed',
      'media-removed',
    ] satisfies (keyof MediaEventDetails)[]) {
      this.addEventListener(name, () => this.#clearing || this.syncForm(), true)
    }
  }

  /** All items, in the order of the list. */
  get items(): readonly Item[] {
    return this.queue.items
  }

  /** Shows media uploaded before, in place of everything listed; a reset goes back to it. */
  set items(media: Iterable<UploadedMedia>) {
    this.#initial = [...media]
    this.restore(this.#initial)
  }

  /** The `media_id` of every uploaded file. */
  get values(): readonly string[] {
    return this.items.flatMap(({ media_id }) => media_id ?? [])
  }

  set values(ids: readonly string[]) {
    this.restore(ids.map((id) => ({ media_id: id, name: id })))
  }

  /** The first `media_id`; empty while there is none. */
  get value(): string {
    return this.values[0] ?? ''
  }

  set value(id: string) {
    this.values = id ? [id] : []
  }

  /** 0 to 100, by bytes over all files. */
  get progress(): number {
    return this.queue.progress
  }

  /** Takes files as if a person had chosen them. Ends when all are checked. */
  addFiles(files: Iterable<File>): Promise<void> {
    return this.take(files, 'api')
  }

  /** Begins what `manual` holds back. */
  upload(): void {
    this.configure()
    this.queue.upload()
  }

  /** Stops what is on its way and holds back what waits, until `resume()`. */
  pause(): void {
    this.queue.pause()
  }

  /** Goes on after `pause()`. */
  resume(): void {
    this.configure()
    this.queue.resume()
  }

  /** Tries a failed item again, or all that may succeed. */
  retry(item?: Item): void {
    this.configure()
    this.queue.retry(item)
  }

  /** Stops an item, or all. */
  abort(item?: Item): void {
    this.queue.abort(item)
  }

  /** Removes an item; without one, the element itself from the page, as every element does. */
  override remove(item?: Item): void {
    if (item) this.queue.remove(item)
    else super.remove()
  }

  /** Moves an item to another place in the list. */
  /** Takes back what `fit` did to an item; the picture counts as rejected again. */
  unfit(item: Item): void {
    this.queue.unfit(item)
  }

  /** Puts an item in another place of the list. */
  move(item: Item, index: number): void {
    this.queue.move(item, index)
    this.syncForm()
  }

  /** Removes everything without asking. */
  clear(): void {
    this.#clearing = true
    this.queue.clear()
    this.#clearing = false
    this.syncForm()
  }

  /** Goes back to the `<data>` in it, else to the `items` that the page set. */
  formResetCallback(): void {
    const written = initialMedia(this)
    this.restore(written.length > 0 ? written : this.#initial)
  }

  formStateRestoreCallback(state: unknown): void {
    if (typeof state === 'string' && state) this.restore(JSON.parse(state))
  }

  /** Whether it holds as many files as it may. */
  protected get full(): boolean {
    return this.many && this.items.length >= (this.maxFiles ?? Infinity)
  }

  /** Whether it takes more than one file. */
  protected get many(): boolean {
    return this.multiple || this.directory
  }

  protected take(files: Iterable<File>, source: FileSource): Promise<void> {
    this.configure()
    return this.queue.add(files, source)
  }

  /** Hands the queue what may have been set in this very task. */
  protected configure(): void {
    const { endpoint, mediaType, accept, maxFiles, maxSize, maxTotalSize, manual, concurrency } = this
    const { retries, grantEndpoint, headers, uploader, validators, fit } = this
    this.queue.configure({
      ...{ endpoint, mediaType, accept, maxFiles, maxSize, maxTotalSize, manual, concurrency },
      ...{ retries, headers, uploader, validators, fit },
      grant: this.grant ?? (grantEndpoint ? grantFrom(grantEndpoint) : undefined),
      single: !this.many,
      messages: this.locale.sayError,
      poster: this.poster
        ? (file, signal) =>
            loadPart(import('../preview/take-poster.ts')).then((part) => part?.takePoster(file, signal))
        : undefined,
      describe: (file, type) =>
        loadPart(import('../preview/media-facts.ts')).then((part) => part?.readMediaFacts(file, type) ?? {}),
    })
  }

  protected itemsChanged(): void {
    this.requestUpdate()
    if (!this.#noteValues()) return
    this.syncForm()
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    this.dispatchEvent(new Event('change', { bubbles: true }))
  }

  /** Lists these and nothing else, as the page's doing and not a person's. */
  protected restore(media: Iterable<UploadedMedia>): void {
    this.clear()
    this.queue.restore(media)
    this.#noteValues()
    this.syncForm()
    this.requestUpdate()
  }

  protected override formState(): string {
    return JSON.stringify(this.uploadedMedia)
  }

  /** The first fault, in the order in which a person would mend them. */
  protected override findFault(): Fault | undefined {
    const { items, required, minFiles, values, locale } = this
    const { say, files } = locale
    const phases = items.map(({ phase }) => phase)
    if (phases.some((phase) => !/done|failed/.test(phase))) {
      return [{ customError: true }, say('unfinished')]
    }
    if (phases.includes('failed')) return [{ badInput: true }, say('someFailed')]
    if (required && values.length === 0) return [{ valueMissing: true }, say('choose', { count: 1 })]
    if (values.length > 0 && values.length < minFiles) {
      return [{ rangeUnderflow: true }, say('tooFew', { what: files(minFiles) })]
    }
    return undefined
  }

  protected get uploadedMedia(): UploadedMedia[] {
    return this.items.flatMap(({ media_id, media_type, name, size }) =>
      media_id ? [{ media_id, media_type, name, size }] : [],
    )
  }

  /** Whether the values are others than when they were last noted. */
  #noteValues(): boolean {
    const before = this.#toldValues
    this.#toldValues = this.values.join()
    return before !== this.#toldValues
  }
}
