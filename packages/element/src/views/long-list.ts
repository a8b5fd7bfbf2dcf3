/**
 * Draws of a long list what is in sight, and a gap as high as the rest: thousands of rows would hold up
 * the page. A gap holds the names of its items, unseen, one a line, so that the browser's own search
 * finds them and scrolls to where they are; they are drawn then. Loaded with the first long list.
 */

import { css, html, type TemplateResult } from 'lit'
import type { Item } from '../queue/item.ts'
import { placeOf, SHOWN_AT_ONCE } from './drawn-rows.ts'
import type { Gap } from './list-view.ts'

/** So many more rows are drawn on either side of what is in sight; of tiles a line. */
const BEYOND = 10

/** What is so near the window is drawn. */
const NEAR_PX = 100

/** Of a row, before one was drawn. */
const ROW_PX = 58

/** So many items a gap stands for at most. */
const GAP_ITEMS = 256

/** From an item to before another, by their places. */
type Span = readonly [from: number, to: number]

export class LongList {
  readonly #root: ParentNode & { readonly activeElement: Element | null }
  readonly #changed: () => void
  readonly #observer = new IntersectionObserver((told) => this.#look(told), { rootMargin: `${NEAR_PX}px` })
  /** What each item takes of the list's height, by its id, where it was drawn once. */
  readonly #heights = new Map<string, number>()
  #usual = ROW_PX
  #items: readonly Item[] = []
  #shown: Span = [0, SHOWN_AT_ONCE]
  #columns = 1
  /** The row with the focus stays, and its neighbours with it, so that Tab finds them. */
  #focused = ''
  #fresh = true
  #asked = false
  /** A row in sight, and where it was before those were drawn whose height was a guess. */
  #anchor: readonly [row: HTMLElement, top: number] | undefined

  /** `changed` is called when other items are to be drawn. */
  constructor(root: ShadowRoot, changed: () => void) {
    this.#root = root
    this.#changed = changed
  }

  /** The items to draw now, and the gaps between them. */
  entries(items: readonly Item[]): readonly (Item | Gap)[] {
    const focused = this.#root.activeElement?.closest('.item')
    this.#focused = (focused && this.#items[placeOf(focused)]?.id) ?? ''
    this.#items = items
    const { length } = items
    if (length <= SHOWN_AT_ONCE) this.#shown = [0, SHOWN_AT_ONCE]
    const entries: (Item | Gap)[] = []
    let end = 0
    for (const [from, to] of [...this.#spans(), [length, length] as const]) {
      while (end < from) {
        // Always the same ones, so that the browser has those alone to lay out that change.
        const next = Math.min(from, end - (end % GAP_ITEMS) + GAP_ITEMS)
        entries.push({ id: `${end}-${next}`, from: end, to: next })
        end = next
      }
      entries.push(...items.slice(from, to))
      end = to
    }
    return entries
  }

  readonly gap = ({ from, to }: Gap): TemplateResult => {
    const items = this.#items.slice(from, to)
    const height = items.reduce((sum, { id }) => sum + (this.#heights.get(id) ?? this.#usual), 0)
    return html`<li
      class="gap"
      aria-hidden="true"
      data-from=${from}
      data-to=${to}
      .style=${`height:${height}px;line-height:${height / items.length}px`}
    >${items.map(({ name }) => name.replaceAll('\n', '')).join('\n')}</li>`
  }

  /** To be called when the list was drawn. */
  drawn(): void {
    this.#holdAnchor()
    if (this.#fresh) this.#observer.disconnect()
    this.#fresh = false
    for (const gap of this.#root.querySelectorAll('.gap')) this.#observer.observe(gap)
  }

  /**
   * Draws what is around an item, wherever it is. Whoever calls this has the item in sight, or with the focus,
   * before the task ends: the next look goes by what is to be seen then.
   */
  show(index: number): void {
    const [from, to] = this.#shown
    if (index >= from && index < to) return
    // With wrong heights it would not stay where it is scrolled to.
    this.#measure(this.#rows)
    this.#draw(index, index + 1)
  }

  stop(): void {
    this.#observer.disconnect()
    this.#fresh = true
  }

  /** In their order; they do not meet. */
  #spans(): readonly Span[] {
    const { length } = this.#items
    const from = Math.max(0, Math.min(this.#shown[0], length - SHOWN_AT_ONCE))
    const to = Math.min(length, Math.max(this.#shown[1], from + SHOWN_AT_ONCE))
    const kept = this.#items.findIndex(({ id }) => id === this.#focused)
    const line = kept - (kept % this.#columns)
    const [start, end] = [Math.max(0, line - this.#columns), Math.min(length, line + 2 * this.#columns)]
    if (kept < 0 || (start >= from && end <= to)) return [[from, to]]
    const [kepts, shown]: [Span, Span] = [
      [start, end],
      [from, to],
    ]
    if (end < from) return [kepts, shown]
    if (start > to) return [shown, kepts]
    return [[Math.min(from, start), Math.max(to, end)]]
  }

  #look(told: readonly IntersectionObserverEntry[]): void {
    const rows = this.#rows
    this.#measure(rows)
    const seen: number[] = []
    let origin = 0
    // As they are now: what the observer tells of may have been scrolled away.
    for (const gap of this.#root.querySelectorAll<HTMLElement>('.gap')) {
      const { top, bottom, height } = gap.getBoundingClientRect()
      origin = top - gap.offsetTop
      // A list that is not shown at all has no height.
      if (height === 0 || !isNear(top, bottom)) continue
      const from = Number(gap.dataset.from)
      const count = Number(gap.dataset.to) - from
      const placeOf = (y: number) => from + Math.max(0, Math.min(1, (y - top) / height)) * count
      seen.push(Math.floor(placeOf(-NEAR_PX)), Math.ceil(placeOf(innerHeight + NEAR_PX)))
    }
    const isGone = seen.length === 0 && told.some(({ isIntersecting }) => isIntersecting)
    this.#asked = isGone && !this.#asked
    // Were it in sight again by the next frame, that would be no news to the observer: it is asked anew, once.
    if (this.#asked) {
      this.#fresh = true
      this.drawn()
    }
    if (seen.length === 0) return
    for (const row of rows) {
      // A row that glides to its place is shown elsewhere: where it belongs is what counts.
      const top = origin + row.offsetTop
      if (!isNear(top, top + row.offsetHeight)) continue
      seen.push(placeOf(row), placeOf(row) + 1)
      if (top >= 0) this.#anchor ??= [row, row.offsetTop]
    }
    this.#draw(Math.min(...seen), Math.max(...seen))
  }

  /** Scrolls by as much as the row has moved, where the browser does not do so itself, as Safari does not. */
  #holdAnchor(): void {
    const [row, before] = this.#anchor ?? []
    this.#anchor = undefined
    if (!row?.isConnected || row.offsetTop === before) return
    const scroller = scrollerOf(row)
    // From the very top nobody is to be scrolled away.
    if (scroller.scrollTop <= 0 || getComputedStyle(scroller).overflowAnchor === 'auto') return
    scroller.scrollBy({ top: row.offsetTop - Number(before), behavior: 'instant' })
  }

  #draw(from: number, to: number): void {
    const beyond = this.#columns > 1 ? this.#columns : BEYOND
    const first = Math.max(0, from - beyond)
    this.#shown = [first - (first % this.#columns), to + beyond]
    this.#fresh = true
    this.#changed()
  }

  /** By where rows belong, for they may glide there just now. */
  #measure(rows: readonly HTMLElement[]): void {
    if (!rows[0]?.offsetHeight) return
    const tops = rows.map(({ offsetTop }) => offsetTop)
    const columns = Math.max(1, tops.filter((top) => top === tops[0]).length)
    const isNew = columns !== this.#columns || this.#heights.size === 0
    this.#columns = columns
    let [height, count] = [0, 0]
    rows.forEach((row, index) => {
      const id = this.#items[placeOf(row)]?.id
      const below = rows[index + columns]
      // Behind a gap comes another line.
      if (!id || !below || placeOf(below) !== placeOf(row) + columns) return
      const own = ((tops[index + columns] ?? 0) - (tops[index] ?? 0)) / columns
      this.#heights.set(id, own)
      height += own
      count++
    })
    if (isNew) this.#usual = height / count || ROW_PX
  }

  get #rows(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.item')]
  }
}

function isNear(top: number, bottom: number): boolean {
  return bottom > -NEAR_PX && top < innerHeight + NEAR_PX
}

/** What scrolls when a row does: a box around the element, else the page. */
function scrollerOf(row: HTMLElement): Element {
  let at: Element | null = row
  while (at) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
    at = at.assignedSlot ?? at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host ?? null
  }
  return document.scrollingElement ?? document.documentElement
}

export const styles = css`
.gap {
  grid-column: 1 / -1;
  overflow: hidden;
  contain: strict;
  content-visibility: auto;
  opacity: 0;
  white-space: pre;
}
:host([layout='grid']) .gap {
  margin-bottom: -12px;
}
.item {
  animation-name: none;
}
`
