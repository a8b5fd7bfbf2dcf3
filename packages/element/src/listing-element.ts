/**
 * A control that shows what it holds: the items with their pictures, what was refused, and what
 * a screen reader is to hear of both. Where in the element they stand, that one must say.
 */

import { nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { IntakeElement } from './form/intake-element.ts'
import { loadPart } from './load-part.ts'
import { addWords } from './messages/locale.ts'
import type { Glimpse } from './preview/glimpse.ts'
import { Thumbnails } from './preview/thumbnails.ts'
import type { FileSource, MediaEventMap } from './queue/events.ts'
import type { Item } from './queue/item.ts'
import type { UploadedMedia } from './queue/upload-queue.ts'
import { Announcer } from './views/announcer.ts'
import { rowAt, SHOWN_AT_ONCE } from './views/drawn-rows.ts'
import { glide } from './views/glide.ts'
import { type ItemAction, itemView, metaOf } from './views/item-view.ts'
import { type Gap, listView, type Note, notesView } from './views/list-view.ts'
import type { LongList } from './views/long-list.ts'
import { shownName } from './views/name-view.ts'
import { OptionalParts } from './views/optional-parts.ts'
import type { Layout } from './views/zone-view.ts'

export abstract class ListingElement extends IntakeElement {
  static override properties: PropertyDeclarations = {
    layout: { reflect: true },
    sortable: { type: Boolean },
  }

  /** A zone with a list, a button with a list, squares, or one round picture. @default 'zone' */
  declare layout: Layout
  /** Lets a person bring the items into another order. */
  declare sortable: boolean
  protected readonly draw = (): void => this.requestUpdate()
  protected readonly announcer = new Announcer(this.draw)
  readonly #thumbnails = new Thumbnails(this.draw)
  readonly #secondsLeft = new Map<string, number>()
  protected readonly parts = new OptionalParts((styles) => {
    this.wear([styles])
    this.draw()
  })
  #handleOf: ((item: Item, disabled: boolean) => TemplateResult) | undefined
  #rejections: readonly Note[] = []
  #stranded = false
  #long: LongList | undefined

  constructor() {
    super()
    this.layout = 'zone'
    this.sortable = false
    this.#on('media-progress', ({ item, seconds_left }) =>
      this.#secondsLeft.set(item.id, Math.ceil(seconds_left)),
    )
    this.#on('media-rejected', ({ file: { name }, code, details, message }) => {
      const inWords = () => (code === 'custom' ? message : this.locale.sayError(code, details))
      const note = {
        name,
        // The language may be another by the time it is shown.
        get message() {
          return inWords()
        },
      }
      this.#rejections = [...this.#rejections, note]
      this.announcer.say(`${shownName(name)}: ${message}`, 'alert')
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#long?.stop()
  }

  /** Gives the memory of its pictures back. */
  protected forgetPictures(): void {
    this.#thumbnails.keep([])
  }

  protected override take(files: Iterable<File>, source: FileSource): Promise<void> {
    this.#rejections = []
    return super.take(files, source)
  }

  protected override get many(): boolean {
    return this.layout !== 'avatar' && super.many
  }

  /** Whether the items lie in the zone. */
  protected get isTiled(): boolean {
    return /grid|avatar/.test(this.layout)
  }

  protected override itemsChanged(): void {
    this.#thumbnails.keep(this.items)
    this.announcer.follow(this.items, this.progress, this.locale)
    super.itemsChanged()
  }

  protected override restore(media: Iterable<UploadedMedia>, beside = false): void {
    if (!beside) this.#rejections = []
    super.restore(media, beside)
    this.announcer.skip(this.items)
  }

  protected override willUpdate(): void {
    const stranded = this.queue.busy && !navigator.onLine
    if (stranded && !this.#stranded) this.announcer.say(this.locale.say('offline'))
    this.#stranded = stranded
    if (this.isTiled) this.parts.need('tiles', () => import('./views/tile-styles.ts'))
    if (this.items.length > SHOWN_AT_ONCE) {
      this.parts.need('long', async () => {
        const { LongList, styles } = await import('./views/long-list.ts')
        this.#long = new LongList(this.renderRoot as ShadowRoot, this.draw)
        return { styles }
      })
    }
    if (this.sortable) {
      this.parts.need('sortable', async () => {
        const { createSortable, styles, words } = await import('./views/sortable.ts')
        addWords(words)
        this.#handleOf = createSortable(this.#sortableList)
        return { styles }
      })
    }
  }

  protected override updated(): void {
    this.#long?.drawn()
    if (this.items.length === 0) return
    // Once: it would be asked for again and again where it is missing.
    closeGapsPart ??= loadPart(import('./views/close-gaps.ts'))
    closeGapsPart.then((part) => part?.closeGaps(this.renderRoot))
  }

  protected get list(): unknown {
    const { items } = this
    if (items.length === 0) return nothing
    const long = this.#long
    const entries = long?.entries(items) ?? items.slice(0, SHOWN_AT_ONCE)
    return listView(entries, this.#drawEntry, long ? 0 : items.length - SHOWN_AT_ONCE)
  }

  protected get notes(): unknown {
    const offline = this.#stranded ? [{ message: this.locale.say('offline') }] : []
    const notes = [...offline, ...this.#rejections]
    return notes.length > 0 ? notesView(notes, this.locale, this.#dismiss) : nothing
  }

  /** How far an item is, in one line. */
  protected statusOf(item: Item): string {
    return metaOf(item, this.locale, this.#secondsLeft.get(item.id), this.#glimpseOf(item).seconds)
  }

  /** What there is to show of a file. Taken out of the page it is drawn once more, which must not ask for pictures anew. */
  #glimpseOf(item: Item): Glimpse {
    return this.isConnected ? this.#thumbnails.of(item) : {}
  }

  readonly #drawEntry = (entry: Item | Gap): unknown =>
    'from' in entry ? this.#long?.gap(entry) : this.#row(entry)

  readonly #row = (item: Item): TemplateResult =>
    itemView(
      {
        item,
        meta: this.statusOf(item),
        pictureUrl: this.#glimpseOf(item).pictureUrl,
        place: this.items.indexOf(item),
        count: this.items.length,
        disabled: this.inactive,
        fixed: this.readonly,
        handle:
          this.sortable && !this.readonly && this.items.length > 1
            ? this.#handleOf?.(item, this.inactive)
            : nothing,
      },
      this.locale.say,
      this.#act,
    )

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
        return this.#drawAt(index)
      },
      say: (text: string) => this.announcer.say(text),
      changed: this.draw,
    }
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

  /** Acts on an item, and keeps the focus near: on its row, else the next, the one before, the trigger. */
  readonly #act = async (action: ItemAction, { id }: Item): Promise<void> => {
    const index = this.items.findIndex((item) => item.id === id)
    const item = this.items[index]
    if (!item) return
    await glide(
      () => this.#rows,
      async () => {
        this[action](item)
        const place = Math.min(index, this.items.length - 1)
        await this.#drawAt(place)
        const next = rowAt(this.#rows, place)?.querySelector<HTMLElement>('.end > .act') ?? this.trigger
        next?.focus()
      },
    )
  }

  /** Draws what changed at once, with the row of that place. */
  #drawAt(place: number): Promise<unknown> {
    this.#long?.show(place)
    this.requestUpdate()
    return this.updateComplete
  }

  get #rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')]
  }
}

let closeGapsPart: Promise<typeof import('./views/close-gaps.ts') | undefined> | undefined
