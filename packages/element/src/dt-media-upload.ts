/**
 * The element: joins the queue, the form and the views. It decides nothing about files;
 * it hands them to the queue and shows what the queue says.
 */

import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { initialMedia } from './form/initial-media.ts'
import { labelTexts } from './form/label-texts.ts'
import { pickerAccept } from './form/picker-accept.ts'
import { warnOfLoss } from './form/warn-of-loss.ts'
import { loadPart } from './load-part.ts'
import { languageOf, watchLanguage } from './messages/language-of.ts'
import { followMessages, localeFor } from './messages/locale.ts'
import { RecordingElement } from './recording-element.ts'
import { COLOURS } from './views/colours.ts'
import { SHOWN_AT_ONCE } from './views/drawn-rows.ts'
import { hintFor } from './views/hint.ts'
import { listStyles } from './views/list-styles.ts'
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
 * @fires {CustomEvent} media-fitted - A picture was converted or shrunk: `{ item, from, to }`, each `{ name, type, size, width, height }`.
 * @fires {CustomEvent} media-progress - Bytes were sent: `{ item, loaded, total, percent, bytes_per_second, seconds_left }`.
 * @fires {CustomEvent} media-uploaded - A file has its `media_id`: `{ media_id, type, created_at, known, item, name, size, width?, height?, duration_ms?, poster_media_id? }`.
 * @fires {CustomEvent} media-failed - An item failed for good: `{ item, code, message, retriable, attempts }`.
 * @fires {CustomEvent} media-removed - An item is gone: `{ item }`.
 * @fires {CustomEvent} media-complete - Nothing is left to do: `{ uploaded, failed, rejected, media_ids }`.
 *
 * @slot - `<data value="MEDIA_ID">name</data>` for media uploaded before.
 * @slot input - `<input type="file">`, which serves before the script and where there is none.
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
export class DtMediaUpload extends RecordingElement {
  static override styles = [zoneStyles, listStyles]

  static override properties: PropertyDeclarations = { label: {}, hint: {} }

  /** The label above; also what a screen reader says before the button. */
  declare label: string
  /** What is allowed, in place of our own words. */
  declare hint: string
  #disconnect: (() => void) | undefined
  #away = false
  /** What stands in its markup: a person may have removed it from the list since. */
  #read: readonly string[] = []
  // Its own: one that ends must not take the warning of another away.
  readonly #warnOfLoss = (event: BeforeUnloadEvent): void => warnOfLoss(event)

  constructor() {
    super()
    this.label = this.hint = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const unwatch = watchLanguage(this, this.draw)
    const unfollow = followMessages(this.draw)
    addEventListener('online', this.draw)
    addEventListener('offline', this.draw)
    // The window that it stands in, which need not be the script's.
    const view = this.ownerDocument.defaultView
    this.#disconnect = () => {
      unwatch()
      unfollow()
      removeEventListener('online', this.draw)
      removeEventListener('offline', this.draw)
      view?.removeEventListener('beforeunload', this.#warnOfLoss)
    }
    if (!CSS.supports('color', 'light-dark(red,red)')) {
      loadPart(import('./views/old-colours.ts')).then((part) => part?.paint(this, COLOURS))
    }
    if (this.#away) {
      this.configure()
      this.queue.revive()
    }
    this.#away = false
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#disconnect?.()
    // One that is only moved is back by then.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#away = true
      this.queue.dispose()
      this.recorder?.stop(true)
      this.forgetPictures()
    })
  }

  protected override configure(): void {
    this.locale = localeFor(this.language)
    super.configure()
  }

  protected override willUpdate(): void {
    this.configure()
    super.willUpdate()
  }

  protected override updated(): void {
    super.updated()
    const isLong = this.items.length > SHOWN_AT_ONCE
    this.syncForm(!isLong)
    // The state of thousands takes a while to be written.
    if (isLong) setTimeout(() => this.syncForm(true))
    const { busy } = this.queue
    // It may be drawn once more after it was taken out.
    const view = this.ownerDocument.defaultView
    view?.[busy && this.isConnected ? 'addEventListener' : 'removeEventListener'](
      'beforeunload',
      this.#warnOfLoss,
    )
    const states = {
      dragover: this.over,
      busy,
      offline: !navigator.onLine,
      full: this.full,
      invalid: this.shownFault,
      recording: this.recorder?.active,
    }
    this.recorder?.draw()
    this.showStates(Object.entries(states).flatMap(([state, on]) => (on ? state : [])))
  }

  protected override render(): TemplateResult {
    const { items, locale, layout, isTiled, list } = this
    const [single] = layout === 'avatar' ? items : []
    const failure = single?.error?.message
    const status = single && !failure && this.statusOf(single)
    return html`${zoneView(
      {
        layout,
        is: this.#stands,
        prompt: this.prompt,
        hint: status || this.hint || (this.readonly ? '' : hintFor(this, locale)),
        label: this.label,
        spokenName: this.#spokenName,
        fault: failure ?? this.shownFault,
        accept: pickerAccept(this.accept, this.mediaType, this.fit),
        multiple: this.many && this.maxFiles !== 1,
        directory: this.directory,
        capture: this.capture,
      },
      { pick: this.pick, picked: this.picked, cancelled: this.cancelled },
      this.inZone,
    )}
    ${this.record ? this.recorder?.element : nothing} ${this.notes} ${isTiled ? nothing : list}
    ${items.length > 0 ? nothing : html`<slot name="empty"></slot>`}
    <slot name="actions"></slot>
    <div ?hidden=${!this.asServed} @slotchange=${this.readChildren}>
      <slot></slot>
      <slot name="input"></slot>
    </div>
    <div class="quiet" role="status">${this.announcer.status}</div>
    <div class="quiet" role="alert">${this.announcer.alert}</div>`
  }

  get #stands(): ZoneState['is'] {
    if (this.inactive) return 'off'
    if (this.readonly || this.full) return this.readonly ? 'still' : 'full'
    return this.over ? 'over' : 'open'
  }

  /** What it speaks. */
  protected get language(): string {
    return this.asServed ? (this.getAttribute('lang') ?? '') : languageOf(this)
  }

  /** What lies in the zone, below the hint. */
  protected get inZone(): unknown {
    return this.isTiled ? this.list : nothing
  }

  /** What the button says. */
  protected get prompt(): unknown {
    return this.words(this.#canDrop)
  }

  get #canDrop(): boolean {
    return !this.asServed && matchMedia('(any-hover: hover)').matches
  }

  /** What the button is to say to a person who can, or cannot, drop files; read-only it says how many there are. */
  protected words(canDrop: boolean): string {
    const { say, files } = this.locale
    const count = this.many ? 2 : 1
    if (this.over) return say('dropNow')
    if (this.readonly) return this.asServed ? '\xa0' : files(this.items.length)
    if (this.full) return say('tooMany', { what: files(this.items.length) })
    if (canDrop && this.drop !== 'off' && /zone|grid/.test(this.layout)) return say('drop', { count })
    return count === 1 && this.items.length > 0 ? say('replace') : say('choose', { count })
  }

  /** What a screen reader is to say of the button. */
  get #spokenName(): string {
    const texts = this.asServed ? [] : labelTexts(this, this.labels)
    return [...texts, this.label, this.words(this.#canDrop)].join(' ').trim()
  }

  /** Takes what the page has put into it: media uploaded before, and an `<input>`. */
  protected readonly readChildren = (): void => {
    this.adoptInput()
    const told = new Set([...this.values, ...this.#read])
    const written = initialMedia(this)
    const media = written.filter(({ media_id }) => !told.has(media_id))
    this.#read = written.map(({ media_id }) => media_id)
    if (media.length > 0) this.restore(media, true)
  }
}
