/**
 * A form control whose value is a queue: the `media_id`s of what is done. It tells `input` and
 * `change` when a person's doing changed that.
 */

import type { PropertyDeclarations } from 'lit'
import type { FileSource, MediaEventDetails } from '../queue/events.ts'
import type { Item } from '../queue/item.ts'
import type { UploadedMedia } from '../queue/upload-queue.ts'
import type { Fault } from './form-element.ts'
import { initialMedia } from './initial-media.ts'
import { QueueOptionsElement } from './queue-options-element.ts'

export abstract class QueueElement extends QueueOptionsElement {
  static override properties: PropertyDeclarations = {
    // Declared so that what a page set before the tag was defined is not lost.
    items: { attribute: false, noAccessor: true },
    values: { attribute: false, noAccessor: true },
    value: { attribute: false, noAccessor: true },
  }

  #toldValues = ''
  #initial: readonly UploadedMedia[] = []
  /** While thousands go at once, the form need not follow each of them. */
  #clearing = false

  constructor() {
    super()
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
  set items(media: Iterable<UploadedMedia> | undefined) {
    this.#initial = [...(media ?? [])]
    this.restore(this.#initial)
  }

  /** The `media_id` of every uploaded file. */
  get values(): readonly string[] {
    return this.items.flatMap(({ media_id }) => media_id ?? [])
  }

  set values(ids: readonly string[] | undefined) {
    this.restore((ids ?? []).map((id) => ({ media_id: id, name: id })))
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
  override formResetCallback(): void {
    super.formResetCallback()
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

  protected take(files: Iterable<File>, source: FileSource): Promise<void> {
    this.configure()
    return this.queue.add(files, source)
  }

  protected itemsChanged(): void {
    this.requestUpdate()
    if (!this.#noteValues()) return
    this.syncForm()
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    this.dispatchEvent(new Event('change', { bubbles: true }))
  }

  /** Lists these, and nothing else unless `beside` it, as the page's doing and not a person's. */
  protected restore(media: Iterable<UploadedMedia>, beside = false): void {
    if (!beside) this.clear()
    this.queue.restore(media)
    this.#noteValues()
    this.syncForm()
    this.requestUpdate()
  }

  protected override formSource(): unknown {
    return this.items
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
