/**
 * The element: joins the queue, the form and the views. It decides nothing about files;
 * it hands them to the queue and shows what the queue says.
 */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { initialMedia } from './form/initial-media.ts'
import { IntakeElement } from './form/intake-element.ts'
import { pickerAccept } from './form/picker-accept.ts'
import { loadPart } from './load-part.ts'
import { languageOf } from './messages/language-of.ts'
import { addWords, followMessages, localeFor } from './messages/locale.ts'
import { Thumbnails } from './preview/thumbnails.ts'
import type { FileSource, MediaEventMap } from './queue/events.ts'
import type { Item } from './queue/item.ts'
import type { UploadedMedia } from './queue/upload-queue.ts'
import type { Recorder, RecorderEncoder } from './recorder/recorder.ts'
import { Announcer } from './views/announcer.ts'
import { COLOURS } from './views/colours.ts'
import { glide } from './views/glide.ts'
import { hintFor } from './views/hint.ts'
import { type ItemAction, itemView, metaOf } from './views/item-view.ts'
import { listStyles } from './views/list-styles.ts'
import { listView, type Note, notesView } from './views/list-view.ts'
import { shownName } from './views/name-view.ts'
import { OptionalParts } from './views/optional-parts.ts'
import { Reveal } from './views/reveal.ts'
import { zoneStyles } from './views/zone-styles.ts'
import { type Layout, type ZoneState, zoneView } from './views/zone-view.ts'

/**
 * Picks files, checks them by DingTalk's rules, and uploads them through a relay for a
 * `media_id` each.
 *
 * @tagname dt-media-upload
 *
 * @fires {InputEvent} input - The value changed.
 * @fires {Event} change - The value changed.
 * @fires {Event} cancel - The file dialog was closed without a choice.
 * @fires {Event} invalid - Validity was asked for, and something is wrong.
 * @fires {CustomEvent} media-add - Asks whether files may be added: `{ files, source }`.
 * @fires {CustomEvent} media-upload - Asks before every attempt: `{ item, attempt }`.
 * @fires {CustomEvent} media-remove - Asks whether an item may be removed: `{ item }`.
 * @fires {CustomEvent} media-rejected - A file was not taken: `{ file, code, message, details }`.
 * @fires {CustomEvent} media-fitted - A picture was converted or shrunk: `{ item, from, to }`, each `{ name, type, size, width, height }`.
 * @fires {CustomEvent} media-progress - Bytes were sent: `{ item, loaded, total, percent, bytes_per_second, seconds_left }`.
 * @fires {CustomEvent} media-uploaded - A file has its `media_id`: `{ media_id, type, created_at, known, item, name, size, width?, height?, duration_ms?, poster_media_id? }`.
 * @fires {CustomEvent} media-failed - An item failed for good: `{ item, code, message, retriable, attempts }`.
 * @fires {CustomEvent} media-removed - An item is gone: `{ item }`.
 * @fires {CustomEvent} media-complete - Nothing is left to do: `{ uploaded, failed, rejected, media_ids }`.
 *
 * @slot - `<data value="MEDIA_ID">name</data>` for media uploaded before.
 * @slot label - The label above, in place of the attribute.
 * @slot trigger - A button of the page's own.
 * @slot icon - The picture in the zone.
 * @slot hint - What is allowed, in the page's own words.
 * @slot empty - Shown while there are no items.
 * @slot actions - Buttons below the list.
 *
 * @csspart label - The label.
 * @csspart zone - Where files are dropped and chosen.
 * @csspart trigger - The button that opens the file dialog.
 * @csspart hint - What is allowed.
 * @csspart list - The items.
 * @csspart item - One file.
 * @csspart thumb - Its picture, or the sheet with its extension.
 * @csspart name - Its name.
 * @csspart meta - Its size and how far it is.
 * @csspart progress - Its progress bar.
 * @csspart status - The end of an item: its tick and its buttons.
 * @csspart error - Why a file was refused, an item failed, or the control is invalid.
 * @csspart retry - Tries a failed item again.
 * @csspart cancel - Stops an item on its way.
 * @csspart undo - Takes back what `fit` did to an item.
 * @csspart remove - Removes an item.
 * @csspart recorder - The voice recorder.
 * @csspart handle - Moves an item, where `sortable` is set.
 *
 * @cssstate dragover - Files are held over it.
 * @cssstate busy - Something is on its way.
 * @cssstate offline - The browser has no connection.
 * @cssstate full - It holds as many files as it may.
 * @cssstate invalid - Validity was asked for, and something is wrong.
 * @cssstate recording - The voice recorder is recording.
 *
 * @cssprop [--dt-accent=light-dark(#1677ff, #4c9aff)] - Focus, progress, drag over.
 * @cssprop [--dt-success=light-dark(#2e8540, #5cc878)] - The tick.
 * @cssprop [--dt-danger=light-dark(#c9372c, #ff8577)] - Errors.
 * @cssprop [--dt-surface=light-dark(#fff, #1b1e23)] - Behind the zone.
 * @cssprop [--dt-raised=light-dark(#f3f4f6, #292d34)] - Behind icons, thumbs and notes.
 * @cssprop [--dt-line=light-dark(#8a919c, #727a86)] - The zone's border.
 * @cssprop [--dt-text=light-dark(#1c2026, #eef0f3)] - Names and the prompt.
 * @cssprop [--dt-muted=light-dark(#5b6370, #a4acb8)] - Hint, meta line, idle buttons.
 * @cssprop [--dt-radius=12px] - The zone's corners.
 * @cssprop [--dt-padding=24px 20px] - Inside the zone.
 * @cssprop [--dt-gap=8px] - Between zone and list.
 * @cssprop [--dt-row-height=56px] - An item's least height.
 * @cssprop [--dt-thumb-size=40px] - An item's picture.
 * @cssprop [--dt-tile-size=96px] - An item in the `grid` and `avatar` layouts.
 * @cssprop [--dt-duration=160ms] - How long changes take.
 */
export class DtMediaUpload extends IntakeElement {
  static override styles = [zoneStyles, listStyles]

  static override properties: PropertyDeclarations = {
    layout: { reflect: true },
    label: {},
    hint: {},
    sortable: { type: Boolean },
    record: { type: Boolean },
    recorderEncoder: { attribute: false },
  }

  /** A zone with a list, a button with a list, squares, or one round picture. @default 'zone' */
  declare layout: Layout
  /** The label above; also what a screen reader says before the button. */
  declare label: string
  /** What is allowed, in place of our own words. */
  declare hint: string
  /** Lets a person bring the items into another order. */
  declare sortable: boolean
  /** Offers a voice recorder, which makes WAV files of 16 kHz, mono. */
  declare record: boolean
  /** Makes another file of what was recorded, in a format of the page's choice. */
  declare recorderEncoder: RecorderEncoder | undefined
  readonly #render = (): void => this.requestUpdate()
  readonly #thumbnails = new Thumbnails()
  readonly #announcer = new Announcer(this.#render)
  readonly #reveal = new Reveal(this.#render)
  readonly #secondsLeft = new Map<string, number>()
  readonly #parts = new OptionalParts(this)
  #recorder: Recorder | undefined
  #handleOf: ((item: Item, disabled: boolean) => TemplateResult) | undefined
  #disconnect: (() => void) | undefined
  #rejections: readonly Note[] = []
  #away = false
  #stranded = false

  constructor() {
    super()
    this.label = this.hint = ''
    this.layout = 'zone'
    this.sortable = this.record = false
    this.#on('media-progress', ({ item, seconds_left }) =>
      this.#secondsLeft.set(item.id, Math.ceil(seconds_left)),
    )
    this.#on('media-rejected', ({ file, message }) => {
      this.#rejections = [...this.#rejections, { name: file.name, message }]
      this.#announcer.say(`${shownName(file.name)}: ${message}`, 'alert')
    })
  }

  /** Shows the recorder and begins to record; resolves when it does, or has said why it cannot. */
  async startRecording(): Promise<void> {
    this.record = true
    await this.#needRecorder()
    await this.updateComplete
    await this.#recorder?.start()
  }

  /** Ends the recording and takes it as a file; resolves when that is checked. */
  async stopRecording(): Promise<void> {
    await this.#recorder?.stop()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const languages = new MutationObserver(this.#render)
    languages.observe(document, { subtree: true, attributeFilter: ['lang'] })
    const unfollow = followMessages(this.#render)
    addEventListener('online', this.#render)
    addEventListener('offline', this.#render)
    this.#disconnect = () => {
      languages.disconnect()
      unfollow()
      removeEventListener('online', this.#render)
      removeEventListener('offline', this.#render)
      removeEventListener('beforeunload', warnOfLoss)
    }
    if (!CSS.supports('color', 'light-dark(red,red)')) {
      loadPart(import('./views/old-colours.ts')).then((part) => part?.paint(this, COLOURS))
    }
    if (this.#away) this.resume()
    this.#away = false
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#disconnect?.()
    this.#reveal.watch(null)
    // One that is only moved is back by then.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#away = true
      this.queue.dispose()
      this.#recorder?.stop(true)
      this.#thumbnails.keep([])
    })
  }

  protected override take(files: Iterable<File>, source: FileSource): Promise<void> {
    this.#rejections = []
    return super.take(files, source)
  }

  protected override get many(): boolean {
    return this.layout !== 'avatar' && super.many
  }

  protected override itemsChanged(): void {
    this.#thumbnails.keep(this.items)
    this.#announcer.follow(this.items, this.progress, this.locale)
    super.itemsChanged()
  }

  protected override restore(media: Iterable<UploadedMedia>): void {
    this.#rejections = []
    super.restore(media)
    this.#announcer.skip(this.items)
  }

  protected override willUpdate(): void {
    this.locale = localeFor(languageOf(this))
    this.configure()
    const stranded = this.queue.busy && !navigator.onLine
    if (stranded && !this.#stranded) this.#announcer.say(this.locale.say('offline'))
    this.#stranded = stranded
    if (this.#isTiled) this.#parts.need('tiles', () => import('./views/tile-styles.ts'))
    if (this.record) this.#needRecorder()
    if (this.sortable) {
      this.#parts.need('sortable', async () => {
        const { createSortable, styles } = await import('./views/sortable.ts')
        this.#handleOf = createSortable(this.#sortableList)
        return { styles }
      })
    }
  }

  protected override updated(): void {
    this.#reveal.watch(this.renderRoot.querySelector('#more'))
    if (this.items.length > 0) {
      // Once: it would be asked for again and again where it is missing.
      closeGapsPart ??= loadPart(import('./views/close-gaps.ts'))
      closeGapsPart.then((part) => part?.closeGaps(this.renderRoot))
    }
    this.syncForm(true)
    const { busy } = this.queue
    ;(busy ? addEventListener : removeEventListener)('beforeunload', warnOfLoss)
    const states = {
      dragover: this.over,
      busy,
      offline: !navigator.onLine,
      full: this.full,
      invalid: this.shownFault,
      recording: this.#recorder?.active,
    }
    this.#recorder?.draw()
    this.showStates(Object.entries(states).flatMap(([state, on]) => (on ? state : [])))
  }

  protected override render(): TemplateResult {
    const { items, locale, layout } = this
    const [single] = layout === 'avatar' ? items : []
    const failure = single?.error?.message
    const status = single && !failure && metaOf(single, locale, this.#secondsLeft.get(single.id))
    const list = items.length > 0 ? listView(items, this.#reveal.count, this.#row) : nothing
    const isTiled = this.#isTiled
    return html`${zoneView(
      {
        layout,
        is: this.#stands,
        prompt: this.#prompt,
        hint: status || this.hint || hintFor(this, locale),
        label: this.label,
        spokenLabel: this.#spokenLabel,
        fault: failure ?? this.shownFault,
        accept: pickerAccept(this.accept, this.mediaType, this.fit),
        multiple: this.many,
        directory: this.directory,
        capture: this.capture,
      },
      { pick: this.pick, picked: this.picked, cancelled: this.cancelled },
      isTiled ? list : nothing,
    )}
    ${this.record ? this.#recorder?.element : nothing}
    ${this.#notes.length > 0 ? notesView(this.#notes, locale, this.#dismiss) : nothing}
    ${isTiled ? nothing : list}
    ${items.length > 0 ? nothing : html`<slot name="empty"></slot>`}
    <slot name="actions"></slot>
    <slot hidden @slotchange=${this.#readInitial}></slot>
    <div class="quiet" role="status">${this.#announcer.status}</div>
    <div class="quiet" role="alert">${this.#announcer.alert}</div>`
  }

  readonly #row = (item: Item): TemplateResult =>
    itemView(
      {
        item,
        pictureUrl: this.#thumbnails.urlOf(item),
        secondsLeft: this.#secondsLeft.get(item.id),
        disabled: this.inactive,
        fixed: this.readonly,
        handle:
          this.sortable && !this.readonly && this.items.length > 1
            ? this.#handleOf?.(item, this.inactive)
            : nothing,
      },
      this.locale,
      this.#act,
    )

  get #isTiled(): boolean {
    return /grid|avatar/.test(this.layout)
  }

  #needRecorder(): Promise<void> {
    return this.#parts.need('recorder', async () => {
      const { createRecorder, styles, words } = await import('./recorder/recorder.ts')
      addWords(words)
      const host = this
      this.#recorder = createRecorder({
        get locale() {
          return host.locale
        },
        get disabled() {
          return !host.isOpen
        },
        get maxSize() {
          return host.maxSize
        },
        get encoder() {
          return host.recorderEncoder
        },
        take: (file) => this.take([file], 'recorder'),
        say: (text, region) => this.#announcer.say(text, region),
        changed: this.#render,
      })
      return { styles }
    })
  }

  get #sortableList() {
    const host = this
    return {
      get items() {
        return host.items
      },
      get locale() {
        return host.locale
      },
      rows: () => this.#rows,
      move: (item: Item, index: number) => {
        this.move(item, index)
        return this.updateComplete
      },
      say: (text: string) => this.#announcer.say(text),
      changed: this.#render,
    }
  }

  get #stands(): ZoneState['is'] {
    if (this.inactive) return 'off'
    if (this.full || this.readonly) return 'full'
    return this.over ? 'over' : 'open'
  }

  get #prompt(): string {
    const { say, files } = this.locale
    const count = this.many ? 2 : 1
    if (this.over) return say('dropNow')
    if (this.full) return say('tooMany', { what: files(this.items.length) })
    const droppable =
      this.drop !== 'off' && /zone|grid/.test(this.layout) && matchMedia('(any-hover: hover)').matches
    if (droppable) return say('drop', { count })
    return count === 1 && this.items.length > 0 ? say('replace') : say('choose', { count })
  }

  /** The words of the labels outside and in the slot, as a screen reader is to say them. */
  get #spokenLabel(): string {
    const labels = [...this.labels, ...this.querySelectorAll(':scope > [slot="label"]')]
    return [...labels.map((label) => label.textContent?.trim()), this.label].join(' ')
  }

  get #notes(): readonly Note[] {
    return this.#stranded ? [{ message: this.locale.say('offline') }, ...this.#rejections] : this.#rejections
  }

  #on<Name extends keyof MediaEventMap>(
    name: Name,
    heard: (detail: MediaEventMap[Name]['detail']) => void,
  ): void {
    this.addEventListener(name, (event) => heard((event as MediaEventMap[Name]).detail))
  }

  readonly #dismiss = (): void => {
    this.#rejections = []
    this.requestUpdate()
    this.focus()
  }

  readonly #readInitial = (): void => {
    const told = new Set(this.values)
    const media = initialMedia(this).filter(({ media_id }) => !told.has(media_id))
    if (media.length > 0) this.restore([...this.uploadedMedia, ...media])
  }

  /** Acts on an item, and keeps the focus near: on its row, else the next, the one before, the trigger. */
  readonly #act = async (action: ItemAction, { id }: Item): Promise<void> => {
    const index = this.items.findIndex((item) => item.id === id)
    const item = this.items[index]
    if (!item) return
    await glide(
      () => this.#rows,
      () => {
        this[action](item)
        this.requestUpdate()
        return this.updateComplete
      },
    )
    const rows = this.#rows
    const row = rows[Math.min(index, rows.length - 1)]
    const next =
      row?.querySelector<HTMLElement>('.end > .act') ?? this.renderRoot.querySelector<HTMLElement>('.trigger')
    next?.focus()
  }

  get #rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')]
  }
}

let closeGapsPart: Promise<typeof import('./views/close-gaps.ts') | undefined> | undefined

/** Asks before the page is left: an upload would be lost. */
function warnOfLoss(event: BeforeUnloadEvent): void {
  event.preventDefault()
  // Chrome below 119 hears only this.
  event.returnValue = true
}
