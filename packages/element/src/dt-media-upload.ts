/**
 * The element: joins the queue, the form and the views. It decides nothing about files;
 * it hands them to the queue and shows what the queue says.
 */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { type IntakeScope, listenForFiles } from './form/drop-target.ts'
import { initialMedia } from './form/initial-media.ts'
import { pickerAccept } from './form/picker-accept.ts'
import { QueueElement } from './form/queue-element.ts'
import { localeFor } from './messages/locale.ts'
import { Thumbnails } from './preview/thumbnails.ts'
import type { FileSource, MediaEventMap } from './queue/events.ts'
import type { Item } from './queue/item.ts'
import type { UploadedMedia } from './queue/upload-queue.ts'
import { Announcer } from './views/announcer.ts'
import { COLOURS } from './views/colours.ts'
import { hintFor } from './views/hint.ts'
import { type ItemAction, itemView } from './views/item-view.ts'
import { listStyles } from './views/list-styles.ts'
import { listView, type Note, notesView } from './views/list-view.ts'
import { shownName } from './views/name-view.ts'
import { Reveal } from './views/reveal.ts'
import { zoneStyles } from './views/zone-styles.ts'
import { type ZoneState, zoneView } from './views/zone-view.ts'

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
 * @fires {CustomEvent} media-progress - Bytes were sent: `{ item, loaded, total, percent, bytes_per_second, seconds_left }`.
 * @fires {CustomEvent} media-uploaded - A file has its `media_id`: `{ media_id, type, created_at, known, item, name, size, width?, height?, duration_ms? }`.
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
 * @csspart remove - Removes an item.
 *
 * @cssstate dragover - Files are held over it.
 * @cssstate busy - Something is on its way.
 * @cssstate offline - The browser has no connection.
 * @cssstate full - It holds as many files as it may.
 * @cssstate invalid - Validity was asked for, and something is wrong.
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
 * @cssprop [--dt-duration=160ms] - How long changes take.
 */
export class DtMediaUpload extends QueueElement {
  static override styles = [zoneStyles, listStyles]

  static override properties: PropertyDeclarations = {
    capture: {},
    drop: {},
    paste: {},
    layout: { reflect: true },
    label: {},
    hint: {},
  }

  /** As on `<input type="file">`. */
  declare capture: string | null
  /** Where files may be dropped. @default 'self' */
  declare drop: IntakeScope
  /** Where files may be pasted. @default 'self' */
  declare paste: IntakeScope
  /** @default 'zone' */
  declare layout: 'zone' | 'button'
  declare label: string
  /** What is allowed, in place of our own words. */
  declare hint: string
  readonly #render = (): void => this.requestUpdate()
  readonly #thumbnails = new Thumbnails()
  readonly #announcer = new Announcer(this.#render)
  readonly #reveal = new Reveal(this.#render)
  readonly #secondsLeft = new Map<string, number>()
  #disconnect: (() => void) | undefined
  #rejections: readonly Note[] = []
  #over = false
  #away = false

  constructor() {
    super()
    this.label = this.hint = ''
    this.layout = 'zone'
    this.drop = this.paste = 'self'
    this.capture = null
    this.#on('media-progress', ({ item, seconds_left }) =>
      this.#secondsLeft.set(item.id, Math.ceil(seconds_left)),
    )
    this.#on('media-rejected', ({ file, message }) => {
      this.#rejections = [...this.#rejections, { name: file.name, message }]
      this.#announcer.say(`${shownName(file.name)}: ${message}`, 'alert')
    })
    // A `<label>` clicks the element itself.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) this.showPicker()
    })
  }

  /** Opens the file dialog; browsers allow it only within a click or key press. */
  showPicker(): void {
    if (this.#isOpen) this.renderRoot.querySelector('input')?.click()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const stopListening = listenForFiles(this, {
      scopeOf: (intake) => this[intake],
      isOpen: () => this.#isOpen,
      take: (files, source) => this.take(files, source),
      over: (over) => {
        this.#over = over
        this.requestUpdate()
      },
    })
    const languages = new MutationObserver(this.#render)
    languages.observe(document, { subtree: true, attributeFilter: ['lang'] })
    addEventListener('online', this.#render)
    addEventListener('offline', this.#render)
    this.#disconnect = () => {
      stopListening()
      languages.disconnect()
      removeEventListener('online', this.#render)
      removeEventListener('offline', this.#render)
      removeEventListener('beforeunload', warnOfLoss)
    }
    if (!CSS.supports('color', 'light-dark(red,red)')) {
      import('./views/old-colours.ts').then(({ paint }) => paint(this, COLOURS))
    }
    if (this.#away) this.queue.resume()
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
      this.#thumbnails.keep([])
    })
  }

  protected override take(files: Iterable<File>, source: FileSource): Promise<void> {
    this.#rejections = []
    return super.take(files, source)
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
    this.locale = localeFor(this.matches(':lang(zh)') ? 'zh' : 'en')
    this.configure()
  }

  protected override updated(): void {
    this.#reveal.watch(this.renderRoot.querySelector('#more'))
    if (this.items.length > 0)
      import('./views/close-gaps.ts').then(({ closeGaps }) => closeGaps(this.renderRoot))
    this.syncForm(true)
    const { busy } = this.queue
    ;(busy ? addEventListener : removeEventListener)('beforeunload', warnOfLoss)
    const states = {
      dragover: this.#over,
      busy,
      offline: !navigator.onLine,
      full: this.full,
      invalid: this.shownFault,
    }
    this.showStates(Object.entries(states).flatMap(([state, on]) => (on ? state : [])))
  }

  protected override render(): TemplateResult {
    const { items, locale, inactive, readonly } = this
    return html`${zoneView(
      {
        is: this.#stands,
        prompt: this.#prompt,
        hint: this.hint || hintFor(this, locale),
        label: this.label,
        spokenLabel: this.#spokenLabel,
        fault: this.shownFault,
        accept: pickerAccept(this.accept, this.mediaType),
        multiple: this.multiple,
        directory: this.directory,
        capture: this.capture,
      },
      { pick: this.#pick, picked: this.#picked, cancelled: this.#cancelled },
    )}
    ${this.#notes.length > 0 ? notesView(this.#notes, locale, this.#dismiss) : nothing}
    ${
      items.length > 0
        ? listView(items, this.#reveal.count, (item) =>
            itemView(
              {
                item,
                pictureUrl: this.#thumbnails.urlOf(item),
                secondsLeft: this.#secondsLeft.get(item.id),
                disabled: inactive,
                fixed: readonly,
              },
              locale,
              this.#act,
            ),
          )
        : html`<slot name="empty"></slot>`
    }
    <slot name="actions"></slot>
    <slot hidden @slotchange=${this.#readInitial}></slot>
    <div class="quiet" role="status">${this.#announcer.status}</div>
    <div class="quiet" role="alert">${this.#announcer.alert}</div>`
  }

  get #stands(): ZoneState['is'] {
    if (this.inactive) return 'off'
    if (this.full || this.readonly) return 'full'
    return this.#over ? 'over' : 'open'
  }

  /** Whether it takes files now. */
  get #isOpen(): boolean {
    return this.#stands === 'open' || this.#stands === 'over'
  }

  get #prompt(): string {
    const { say, files } = this.locale
    const count = this.many ? 2 : 1
    if (this.#over) return say('dropNow')
    if (this.full) return say('tooMany', { what: files(this.items.length) })
    const droppable =
      this.drop !== 'off' && this.layout === 'zone' && matchMedia('(any-hover: hover)').matches
    return say(droppable ? 'drop' : 'choose', { count })
  }

  /** The words of the labels outside and in the slot, as a screen reader is to say them. */
  get #spokenLabel(): string {
    const labels = [...this.labels, ...this.querySelectorAll(':scope > [slot="label"]')]
    return [...labels.map((label) => label.textContent?.trim()), this.label].join(' ')
  }

  get #notes(): readonly Note[] {
    const stranded = this.queue.busy && !navigator.onLine
    return stranded ? [{ message: this.locale.say('offline') }, ...this.#rejections] : this.#rejections
  }

  #on<Name extends keyof MediaEventMap>(
    name: Name,
    heard: (detail: MediaEventMap[Name]['detail']) => void,
  ): void {
    this.addEventListener(name, (event) => heard((event as MediaEventMap[Name]).detail))
  }

  readonly #pick = (event: Event): void => {
    // The page's own link in a slot is its own.
    if (!event.defaultPrevented && !(event.target as Element).closest('a')) this.showPicker()
  }

  readonly #picked = ({ target }: Event): void => {
    const input = target as HTMLInputElement
    const files = [...(input.files ?? [])]
    // Else the same file, picked again, would be no change.
    input.value = ''
    this.take(files, 'picker')
  }

  readonly #cancelled = (event: Event): void => {
    event.stopPropagation()
    this.dispatchEvent(new Event('cancel', { bubbles: true }))
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
    const height = this.#rows[index]?.offsetHeight
    const { length } = this.items
    this[action](item)
    this.requestUpdate()
    await this.updateComplete
    const rows = this.#rows
    if (this.items.length < length) closeUp(rows.slice(index), height)
    const row = rows[Math.min(index, rows.length - 1)]
    const next =
      row?.querySelector<HTMLElement>('.act') ?? this.renderRoot.querySelector<HTMLElement>('.trigger')
    next?.focus()
  }

  get #rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')]
  }
}

/** Asks before the page is left: an upload would be lost. */
function warnOfLoss(event: BeforeUnloadEvent): void {
  event.preventDefault()
  // Chrome below 119 hears only this.
  event.returnValue = true
}

/** Moves the rows below a removed one up, calmly. */
function closeUp(rows: readonly HTMLElement[], height = 0): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (const row of rows) {
    row.animate({ transform: [`translateY(${height}px)`, 'none'] }, { duration: 160, easing: 'ease-out' })
  }
}
