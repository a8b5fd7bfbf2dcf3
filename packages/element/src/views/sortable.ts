/**
 * Moves items: by dragging their handle, by its arrow keys, or by pressing one handle and then
 * the one in whose place the item should go. Loaded with the first sortable element.
 */

import { css, html, type TemplateResult } from 'lit'
import type { Locale } from '../messages/locale.ts'
import type { Item } from '../queue/item.ts'
import { placeOf, rowAt } from './drawn-rows.ts'
import { glide } from './glide.ts'
import { shownName } from './name-view.ts'

export { words } from './sortable-words.ts'

export interface SortableList {
  readonly items: readonly Item[]
  readonly locale: Locale
  readonly rows: () => readonly HTMLElement[]
  /** Moves the item and resolves when that is shown. */
  readonly move: (item: Item, index: number) => Promise<unknown>
  readonly say: (text: string) => void
  /** The handles are to be drawn anew. */
  readonly changed: () => void
}

interface Drag {
  readonly rows: readonly HTMLElement[]
  readonly boxes: readonly DOMRect[]
  readonly from: number
  readonly x: number
  readonly y: number
  to: number
  moved: boolean
}

/** A pointer trembles this far without meaning it. */
const TREMOR_PX = 4

/** Makes the handles of one list. */
export function createSortable(list: SortableList): (item: Item, disabled: boolean) => TemplateResult {
  let held = ''
  let drag: Drag | undefined
  /** A click that ends a drag is none. */
  let dragged = false

  const hold = (id: string) => {
    held = id
    list.changed()
  }

  const place = async ({ id, name }: Item, index: number, settle = () => {}) => {
    const { length } = list.items
    const from = list.items.findIndex((item) => item.id === id)
    const to = Math.max(0, Math.min(index, length - 1))
    const item = list.items[from]
    const isMoved = item && to !== from
    await glide(list.rows, async () => {
      settle()
      if (!isMoved) return
      await list.move(item, to)
      // Before it glides: until then it is where it was, and scrolling to it would lead nowhere.
      const row = rowAt(list.rows(), to)
      // In another place of the document it has lost the focus.
      row?.querySelector<HTMLElement>('.handle')?.focus({ preventScroll: true })
      row?.scrollIntoView({ block: 'nearest' })
    })
    if (isMoved) list.say(list.locale.say('moved', { what: shownName(name), place: to + 1, count: length }))
  }

  const handleDown = (event: PointerEvent) => {
    dragged = false
    if (event.button !== 0) return
    const handle = event.currentTarget as HTMLElement
    handle.setPointerCapture(event.pointerId)
    // WebKit does not by itself; of a long list the row with the focus stays, wherever it is scrolled.
    handle.focus({ preventScroll: true })
    const rows = list.rows()
    const from = rows.findIndex((row) => row.contains(handle))
    const boxes = rows.map((row) => row.getBoundingClientRect())
    drag = { rows, boxes, from, to: from, x: event.pageX, y: event.pageY, moved: false }
  }

  const handleMove = ({ pageX, pageY }: PointerEvent) => {
    const box = drag?.boxes[drag.from]
    if (!drag || !box) return
    const [dx, dy] = [pageX - drag.x, pageY - drag.y]
    if (!drag.moved && Math.hypot(dx, dy) < TREMOR_PX) return
    drag.moved = dragged = true
    const distances = drag.boxes.map(({ x, y }) => Math.hypot(x - box.x - dx, y - box.y - dy))
    const to = distances.indexOf(Math.min(...distances))
    drag.to = to
    const { rows, boxes, from } = drag
    rows.forEach((row, index) => {
      // Those in between make room, each by going where its neighbour was.
      const shift = index > from && index <= to ? -1 : index < from && index >= to ? 1 : 0
      const [own, goal] = [boxes[index], boxes[index + shift]]
      const [x, y] = index === from ? [dx, dy] : own && goal ? [goal.x - own.x, goal.y - own.y] : [0, 0]
      row.classList.toggle('dragged', index === from)
      row.classList.toggle('yielding', index !== from)
      row.style.transform = x || y ? `translate(${x}px,${y}px)` : ''
    })
  }

  const settle = (rows: readonly HTMLElement[]) => {
    for (const row of rows) {
      row.classList.remove('dragged', 'yielding')
      row.style.transform = ''
    }
  }

  const endDrag = (item: Item, isDrop: boolean) => {
    const { rows = [], from = 0, to = 0, moved } = drag ?? {}
    drag = undefined
    // Of a long list not all items have a row.
    const goal = rows[isDrop ? to : from]
    if (moved && goal) place(item, placeOf(goal), () => settle(rows))
  }

  // By their ids: an item may have changed since its handle was drawn.
  const press = ({ id }: Item) => {
    if (dragged) return
    const other = list.items.find((item) => item.id === held)
    const index = list.items.findIndex((item) => item.id === id)
    hold(held ? '' : id)
    if (!other) list.say(list.locale.say('moveHelp'))
    else if (other.id !== id) place(other, index)
  }

  const handleKey = (event: KeyboardEvent, item: Item) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'Escape' && (held || drag)) {
      // Else a dialog around it would be closed by it as well.
      event.preventDefault()
      endDrag(item, false)
      hold('')
      return
    }
    const index = list.items.findIndex(({ id }) => id === item.id)
    const rows = list.rows()
    const [first] = rows
    if (!first) return
    const columns = rows.filter(({ offsetTop }) => offsetTop === first.offsetTop).length
    const forward = getComputedStyle(first).direction === 'rtl' ? -1 : 1
    const goals: Readonly<Record<string, number>> = {
      ArrowUp: index - columns,
      ArrowDown: index + columns,
      ArrowLeft: index - forward,
      ArrowRight: index + forward,
      Home: 0,
      End: list.items.length - 1,
    }
    const goal = goals[event.key]
    if (goal === undefined) return
    event.preventDefault()
    place(item, goal)
  }

  return (item, disabled) => {
    const { say } = list.locale
    const label = say('move', { what: shownName(item.name) })
    return html`<button
      part="handle"
      class="act handle"
      type="button"
      aria-label=${label}
      aria-pressed=${held === item.id}
      title=${`${label}. ${say('moveHelp')}`}
      ?disabled=${disabled}
      @pointerdown=${handleDown}
      @pointermove=${handleMove}
      @pointerup=${() => endDrag(item, true)}
      @pointercancel=${() => endDrag(item, false)}
      @click=${() => press(item)}
      @keydown=${(event: KeyboardEvent) => handleKey(event, item)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><path stroke-width="2.5" d="M9 6v0m0 6v0m0 6v0M15 6v0m0 6v0m0 6v0" /></svg>
    </button>`
  }
}

export const styles = css`
.handle {
  margin-inline: -8px -12px;
  cursor: grab;
  touch-action: none;
  user-select: none;
  -webkit-user-select: none;
}
.handle[aria-pressed='true'] {
  background: var(--_accent);
  color: var(--_surface);
}
.yielding {
  transition: transform var(--_time);
}
.dragged {
  z-index: 1;
  background: var(--_surface);
  box-shadow: 0 2px 12px #0003;
}
.dragged .handle {
  cursor: grabbing;
}
`
